"""The account that owns what was written without a log-in. No one can log in with it either."""

from django.contrib.auth.hashers import make_password

from recalibrate.core.models import User
from recalibrate.core.models.user import DESK


def desk_account() -> User:
    """Made by a migration; made again where an administrator deleted it."""
    account, _ = User.objects.get_or_create(
        username=DESK,
        defaults={
            "first_name": "Contributor",
            "last_name": "desk",
            "password": make_password(None),
            "is_active": False,
        },
    )
    return account
