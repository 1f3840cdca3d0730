from django.contrib.auth.models import AbstractUser
from django.db import models

DESK = "contributor-desk"  # owns what was written without a log-in


class User(AbstractUser):
    """A log-in to the admin. Readers have none; what readers see of a writer is a Contributor."""

    # Made with the sample content. Such log-ins are refused in production (recalibrate.staff.auth_backend).
    is_sample = models.BooleanField(default=False, editable=False)

    @property
    def is_desk(self) -> bool:
        """Whether this is the contributor desk, which no colleague can sign in as."""
        return self.username == DESK
