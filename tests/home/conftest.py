import pytest
from admin_examples import Examples, plant
from django.contrib.auth.models import Group, Permission

from recalibrate.core.models import User
from recalibrate.guardian.models import GuardianReportPage
from recalibrate.home.roles import ROLES
from recalibrate.sample.reports import load_reports


@pytest.fixture
def people(home) -> dict[str, User]:
    """One of each role, and someone who may log in and has none."""
    made = {}
    for role in ROLES:
        made[role.name] = User.objects.create_user(role.name.replace(" ", "-"))
        made[role.name].groups.add(Group.objects.get(name=role.name))
    made["no role"] = User.objects.create_user("no-role")
    made["no role"].user_permissions.add(Permission.objects.get(codename="access_admin"))
    return made


@pytest.fixture
def root(home) -> User:
    return User.objects.create_superuser("root")


@pytest.fixture
def examples(home) -> Examples:
    """One of whatever an address may name."""
    load_reports()
    return plant(GuardianReportPage.objects.get(slug="2026-27-q2"))
