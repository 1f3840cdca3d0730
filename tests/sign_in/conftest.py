import pytest
from django.contrib.auth.models import Group
from django_otp.plugins.otp_totp.models import TOTPDevice
from signing_in import PASSWORD, Phone

from recalibrate.core.models import User
from recalibrate.home.roles import EDITOR


@pytest.fixture
def editor(home) -> User:
    user = User.objects.create_user("edda", "edda@trust.example", PASSWORD)
    user.groups.add(Group.objects.get(name=EDITOR))
    return user


@pytest.fixture
def phone(editor: User) -> Phone:
    """The editor's, set up already."""
    return Phone(TOTPDevice.objects.create(user=editor, name="phone").key)
