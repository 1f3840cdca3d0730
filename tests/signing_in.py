"""An editor's password and phone, as tests of signing in use them."""

import time
from typing import Any

from django.test import Client
from django_otp.oath import TOTP

PASSWORD = "correct horse battery"


class Phone:
    """An authenticator app: after `wait` it shows the next code."""

    def __init__(self, key: str) -> None:
        self.key, self.ahead = key, 0

    def wait(self) -> None:
        self.ahead += 1

    @property
    def code(self) -> str:
        totp = TOTP(bytes.fromhex(self.key), drift=self.ahead)
        totp.time = time.time()
        return f"{totp.token():06d}"


def sign_in(client: Client, username: str = "edda", password: str = PASSWORD, **extra: str) -> Any:
    return client.post("/admin/login/", {"username": username, "password": password, **extra})
