"""Whatever arrives as a form, at whatever address of the admin, is answered and never breaks it.

Both walks go by the resolver: a new address is tried from the day it is there.
"""

from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from admin_doors import Address, addresses
from admin_table import row_of
from django.db import transaction
from django.test import Client
from django.urls import reverse
from factories import PostPageFactory
from mutilated_forms import fields_of, mutilated

from feeds.models import Source
from recalibrate.web.middleware.odd_forms import OURS, is_theirs

pytestmark = pytest.mark.filterwarnings(  # Wagtail's temporary files
    "ignore::pytest.PytestUnraisableExceptionWarning"
)

# Why an address is not tried.
LEFT_OUT = {
    "wagtailadmin_error_test": "fails on purpose",
    "wagtailadmin_logout": "would end the walk",
}


def tried() -> list[Address]:
    names = sorted(set(addresses()))
    return [each for each in names if not any(fnmatchcase(each.name, left) for left in LEFT_OUT)]


def broken(client: Client, url: str, forms: Iterator[tuple[str, dict[str, str]]]) -> list[str]:
    """What of these forms ends in a fault of the site's. Nothing of it stays."""
    faults = []
    for what, data in forms:
        mark = transaction.savepoint()
        answer = client.post(url, data)
        transaction.savepoint_rollback(mark)
        if answer.status_code >= 500:
            faults.append(f"{url} {what}: {answer.status_code}")
    return faults


def test_no_mutilated_form_breaks_an_address_of_the_admin(examples, root):
    client, faults = Client(raise_request_exception=False), []
    for turn, address in enumerate(tried()):
        mark = transaction.savepoint()
        client.force_login(root)  # a form of before may have ended the session
        page = client.get(url := examples.url(address))
        html = "" if page.streaming else page.content.decode(errors="replace")
        faults += [f"{url}: {page.status_code}"] if page.status_code >= 500 else []
        faults += broken(client, url, mutilated(fields_of(html), turn))
        transaction.savepoint_rollback(mark)

    assert not faults, "\n".join(faults)


def test_no_empty_form_breaks_an_address_for_any_role_that_is_let_in(examples, people):
    client, faults = Client(raise_request_exception=False), []
    for role, user in people.items():
        client.force_login(user)
        for address in tried():
            if role in (row_of(address.name) or ("", set()))[1]:
                faults += broken(client, examples.url(address), iter([("nothing", {})]))

    assert not faults, "\n".join(faults)


def test_a_preview_without_the_number_of_its_blocks_is_refused_in_words(client, root):
    post = PostPageFactory()
    client.force_login(root)

    answer = client.post(reverse("wagtailadmin_pages:preview_on_edit", args=[post.pk]), {"title": "T"})

    assert answer.status_code == 400
    assert "Go back, reload the page" in answer.content.decode()


def test_what_cannot_be_deleted_because_it_is_in_use_says_so(client, root, examples):
    client.force_login(root)
    source = Source.objects.get(slug="a")

    answer = client.post(reverse("sources:delete", args=[source.pk]), follow=True)

    assert "cannot be deleted" in answer.content.decode()
    assert Source.objects.filter(pk=source.pk).exists()


def test_an_error_of_our_own_code_stays_a_fault_of_ours():
    """Else a bug would be taken for a mangled form, and no developer would mend it."""
    scope: dict[str, object] = {}
    exec(compile("def view():\n    return int('abc')", f"{OURS[0]}core/views.py", "exec"), scope)  # noqa: S102

    with pytest.raises(ValueError, match="abc") as ours:
        scope["view"]()
    with pytest.raises(ValueError, match="abc") as theirs:
        int("abc")

    assert not is_theirs(ours.value)
    assert is_theirs(theirs.value)
