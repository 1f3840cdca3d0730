"""A code from the colleague's phone (TOTP, RFC 6238), and codes on paper for the day the phone is lost."""

from base64 import b32encode
from hashlib import sha256
from secrets import token_bytes
from time import time
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from django.db import transaction
from django_otp import verify_token
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp.util import random_hex

from recalibrate.core.models import User

BACKUP_CODES = 10  # each works once; docs/editors.md says ten
Device: TypeAlias = Any  # TOTPDevice or StaticDevice, which carry no types


def new_key() -> str:
    return str(random_hex(20))


def readable(key: str) -> str:
    """The key as a colleague would type it where no camera works."""
    text = b32encode(bytes.fromhex(key)).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def otpauth_url(user: User, key: str, *, site: str) -> str:
    """What the QR code says to an authenticator app."""
    secret = b32encode(bytes.fromhex(key)).decode()
    label = quote(f"{site}:{user.get_username()}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': site}, quote_via=quote)}"


def normalise_code(typed: str) -> str:
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def set_up(user: User, key: str, typed: str) -> tuple[str, ...]:
    """Make this key the user's only one if the code shows that the phone has it. Returns backup codes.

    Nothing changes, and nothing is returned, if it does not.
    """
    totp = TOTP(bytes.fromhex(key))
    totp.time = time()
    code = normalise_code(typed)
    if not code.isdecimal() or not totp.verify(int(code), tolerance=1):
        return ()
    with transaction.atomic():
        reset(user)
        # The code that was just typed cannot be used again to sign in.
        TOTPDevice.objects.create(user=user, name="phone", key=key, drift=totp.drift, last_t=totp.t())
        return renew_backup_codes(user)


@transaction.atomic
def renew_backup_codes(user: User) -> tuple[str, ...]:
    """New ones, told once; what is kept does not tell them."""
    StaticDevice.objects.filter(user=user).delete()
    codes = tuple(b32encode(token_bytes(10)).decode().lower() for _ in range(BACKUP_CODES))
    device = StaticDevice.objects.create(user=user, name="backup codes")
    StaticToken.objects.bulk_create(
        [StaticToken(device=device, token=hash_backup_code(user, code)) for code in codes]
    )
    return tuple("-".join(code[at : at + 4] for at in range(0, 16, 4)) for code in codes)


def hash_backup_code(user: User, code: str) -> str:
    """What is stored of a backup code of 80 random bits."""
    return b32encode(sha256(f"{user.pk}|{code}".encode()).digest()).decode()[:16]


def is_backup_code(typed: str) -> bool:
    return len(normalise_code(typed)) > 8


def device_for(user: User, typed: str) -> Device | None:
    devices = StaticDevice if is_backup_code(typed) else TOTPDevice
    return devices.objects.filter(user=user, confirmed=True).first()


def match_device(user: User, typed: str) -> Device | None:
    """The device that vouches for this code, each of which works once."""
    device = device_for(user, typed)
    if device is None:
        return None
    code = hash_backup_code(user, normalise_code(typed)) if is_backup_code(typed) else normalise_code(typed)
    return verify_token(user, device.persistent_id, code)


def must_wait(user: User, typed: str) -> int:
    """Seconds until another code is looked at: each wrong one doubles them."""
    device = device_for(user, typed)
    if device is None:
        return 0
    is_allowed, why = device.verify_is_allowed()
    return 0 if is_allowed else max(1, round(why["locked_until"].timestamp() - time()))


def backup_codes_left(user: User) -> int:
    return StaticToken.objects.filter(device__user=user).count()


@transaction.atomic
def reset(user: User) -> None:
    """As if there had never been a second step; sessions that were signed in with it are so no longer."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
