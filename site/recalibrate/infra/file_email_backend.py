"""Mail that is written to a folder instead of being sent: for trying things out."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class FileEmailBackend(BaseEmailBackend):
    """One file a mail, named after its Message-ID: the same mail given twice is there once."""

    is_idempotent = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.folder = Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]  # set where this is used

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        self.folder.mkdir(parents=True, exist_ok=True)
        for email in email_messages:
            message = email.message()
            name = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:32]
            partial = self.folder / f".{name}"
            partial.write_bytes(bytes(message))
            partial.rename(self.folder / f"{name}.eml")
        return len(email_messages)
