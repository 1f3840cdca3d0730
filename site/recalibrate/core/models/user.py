from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A log-in to the admin. Readers have none; what readers see of a writer is a Contributor."""

    # Made with the sample content. Such log-ins are refused in production (recalibrate.staff.auth_backend).
    is_sample = models.BooleanField(default=False, editable=False)
