"""Log-ins for trying the admin: random passwords, kept in var/, refused in production."""

import secrets
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group

from recalibrate.core.models import User
from recalibrate.home import roles

PASSWORDS = "sample-log-ins.txt"  # a file's name
PEOPLE = (
    ("administrator", "Ada", "Administrator (sample)", None),
    ("editor", "Edda", "Editor (sample)", roles.EDITOR),
    ("contributor", "Cosmo", "Contributor (sample)", roles.CONTRIBUTOR),
    ("approver", "Anselm", "Approver (sample)", roles.APPROVER),
    ("guardian", "Miriam", "Aldous-Kerr (sample)", roles.GUARDIAN),
    ("organiser", "Oriel", "Organiser (sample)", roles.ORGANISER),
    ("keeper", "Kit", "Help-directory keeper (sample)", roles.KEEPER),
    ("contacts", "Cleo", "Contact keeper (sample)", roles.CONTACTS),
    ("operator", "Olu", "Operator (sample)", roles.OPERATOR),
)


def passwords_file() -> Path:
    return settings.VAR_DIR / PASSWORDS


def make_log_ins() -> list[str]:
    """Make the sample log-ins that are missing, outside production only; one line a log-in."""
    if not settings.SAMPLE_SETUP:
        return []
    lines = []
    for username, first_name, last_name, role in PEOPLE:
        if User.objects.filter(username=username).exists():
            continue
        password = secrets.token_urlsafe(9)
        user = User.objects.create_user(
            username,
            f"{username}@fenwold.example",
            password,
            first_name=first_name,
            last_name=last_name,
            is_sample=True,
            is_superuser=role is None,
        )
        if role:
            user.groups.add(Group.objects.get(name=role))
        lines.append(f"{username:<14} {password}")
    if lines:
        passwords_file().touch(mode=0o600)
        with passwords_file().open("a") as file:
            file.writelines(f"{line}\n" for line in lines)
    return lines
