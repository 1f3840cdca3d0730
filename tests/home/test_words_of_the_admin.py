"""Every address of the admin, as it is read: in our words, and marked for translation."""

import re
from collections.abc import Iterator

import pytest
from admin_doors import Address, addresses
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from marked_words import marks_shown, texts_of, unmarked

from recalibrate.core.models import User
from recalibrate.home.roles import ROLES

# What Wagtail says and volunteers do not understand (docs/glossary.md has our words).
STOCK = re.compile(
    r"\bSubmit to\b|\bResubmit\b|\bmoderation\b|\bPromote\b|\bAlias\b|\bInspect\b|\bGo live\b|\bgo-live\b|\bInset\b"
    r"|\bsnippets?\b|\bunpublish(?:ed)?\b|\bexpiry\b|\bchild pages?\b|\bslug\b|^Root$|\bworkflow\b",
    re.IGNORECASE,
)
# Who keeps these is an administrator, and they are closed to every role.
CLOSED = (
    "wagtailadmin_workflows:",
    "wagtailadmin_collections:",
    "wagtailusers_groups:",
    "wagtailadmin_error_test",
)
ENDS = {"wagtailadmin_logout"}
ALIKE = {
    "By grade",
    "Open calls",
    "Checked on",
    "Some weeks later",
    "Whole Trust",
    "Other specialties (combined)",
}  # made of a model’s or field’s own name, and written elsewhere too
NAMES = {"Root"}  # rows that Wagtail makes: the top of the tree of pages, and of collections
# These show what contributors and readers wrote, word for word.
QUOTES = (
    "wagtailadmin_reports:workflow",
    "digest-",
    "editors-guide",
    "wagtailadmin_pages:revisions_view",
    "wagtailusers_users:delete",
    "wagtailadmin_pages:preview",
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_pages:view_draft",
)


@pytest.fixture
def colleague(home) -> User:
    """One with every role, so that every screen is seen that a role may see."""
    user = User.objects.create_user("every-role", first_name="Edda")
    user.groups.set(Group.objects.filter(name__in=[role.name for role in ROLES]))
    return user


def pages(colleague: User, examples) -> Iterator[tuple[str, str]]:
    """Each address that a role may see, and what is there; nothing of a visit stays."""
    client = Client(raise_request_exception=False)
    for address in sorted(set(addresses())):
        if address.name in ENDS or address.name.startswith(CLOSED):
            continue
        mark = transaction.savepoint()
        client.force_login(colleague)
        page = client.get(examples.url(address))
        if page.status_code in (200, 422) and page.headers["Content-Type"].startswith("text/html"):
            yield name_of(address), page.content.decode()
        transaction.savepoint_rollback(mark)


def name_of(address: Address) -> str:
    return address.name


def test_every_screen_is_in_our_words(colleague, examples):
    found = {
        f"{name}: {text[:80]}"
        for name, html in pages(colleague, examples)
        for text in texts_of(html)
        if STOCK.search(text) and text not in NAMES and not name.startswith(QUOTES)
    }

    assert not found, "\n".join(sorted(found))


def test_what_our_code_says_on_a_screen_is_marked_for_translation(colleague, examples):
    with marks_shown():
        found = {
            f"{text}  ({name})"
            for name, html in pages(colleague, examples)
            for text in unmarked(html)
            if text not in ALIKE and not name.startswith(QUOTES)
        }

    assert not found, "\n".join(sorted(found))
