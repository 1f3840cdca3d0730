"""No secret comes out where docs/assurance.md does not allow it: every address, every role, every spelling.

One site is planted and asked by GET as every role and as a stranger, each undone before the next; what is for
readers and private for none of them, by a stranger and a log-in without role. Other spellings are asked by a
stranger; those of documents, pages and media by a log-in without role too: roles differ in what they may see,
not in how an address is read. These two also send an empty POST to each. About three minutes.
"""

import io
import zipfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote_to_bytes

import pytest
from canaries import Planted, plant, secrets_in
from canary_addresses import Address, addresses, media_spelled, other_spellings, queries
from canary_table import LOGGED_IN, NO_ROLE, STRANGER, allowed, row_of
from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.contrib.messages import get_messages
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings
from pytest_django import DjangoDbBlocker

from recalibrate.core.models import User

FAILS_ON_PURPOSE = "wagtailadmin_error_test"
PRIVATE = ("wagtaildocs_serve", "wagtail_serve", "media")  # which ask readers for a log-in, or are not there
READ_AS = {STRANGER, NO_ROLE}  # who asks all other addresses for readers

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings(  # Wagtail leaves files to the garbage collector
        "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
    ),
]


@dataclass
class Crawled:
    unfilled: list[str]
    asked: int = 0
    broken: list[str] = field(default_factory=list)
    sighted: dict[str, dict[str, set[str]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(set))
    )


@pytest.fixture(scope="module")
def crawled(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Crawled:
    """What was seen by whom, and at which addresses."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with media, django_db_blocker.unblock(), transaction.atomic():
        planted = plant()
        found, unfilled = addresses(planted)
        crawled = Crawled(unfilled)
        for role in (STRANGER, *sorted(LOGGED_IN)):
            Crawl(role, planted, crawled).of(found)
        transaction.set_rollback(True)
    return crawled


class Crawl:
    """As one role."""

    def __init__(self, role: str, planted: Planted, crawled: Crawled) -> None:
        self.role, self.planted, self.crawled = role, planted, crawled
        self.client = Client(raise_request_exception=False)
        if role != STRANGER:
            self.client.force_login(with_role(role))
        self.signed_in = dict(self.client.cookies)

    def of(self, found: list[Address]) -> None:
        for address in found:
            is_for_readers = not address.path.startswith(f"/{settings.ADMIN_PATH}")
            if is_for_readers and address.name not in PRIVATE and self.role not in READ_AS:
                continue
            self.get(address, address.path)
            for query in queries(address, self.planted):
                self.get(address, f"{address.path}?{query}")
        if self.role in (STRANGER, NO_ROLE):
            self.otherwise(found)

    def otherwise(self, found: list[Address]) -> None:
        first_of_each = list({address.name: address for address in reversed(found)}.values())
        for address in first_of_each:
            self.look(address, address.path, lambda path=address.path: self.client.post(path))
        private = [address for address in found if address.name in PRIVATE[:2]]
        for address in {*private, *(first_of_each if self.role == STRANGER else ())}:
            for path in other_spellings(address.path):
                self.spelled(address, path)
        media = next(address for address in found if address.name == "media")
        for path in media_spelled(self.planted):
            self.spelled(media, path)

    def get(self, address: Address, path: str) -> None:
        self.look(address, path, lambda: self.client.get(path))

    def spelled(self, address: Address, path: str) -> None:
        """As a server hands it on: decoded, and otherwise untouched."""
        decoded = unquote_to_bytes(path).decode("latin-1")
        self.look(address, decoded, lambda: self.client.get("/", PATH_INFO=decoded))

    def look(self, address: Address, path: str, ask: Callable[[], HttpResponse]) -> None:
        self.client.cookies.clear()  # messages not shown yet are no answer of the next address
        self.client.cookies.update(self.signed_in)  # and one of the addresses signs out
        undo = transaction.savepoint()
        response = ask()
        said = all_that_is_said(response)
        transaction.savepoint_rollback(undo)
        self.crawled.asked += 1
        if response.status_code >= 500 and address.name != FAILS_ON_PURPOSE:
            self.crawled.broken.append(f"{path}: {response.status_code}")
        for canary in secrets_in(said) - secrets_in(path):
            self.crawled.sighted[canary][self.role].add(f"{address.name} {path[:60]}")


def with_role(name: str) -> User:
    user = User.objects.create_user(name.replace(" ", "-"))
    if name == NO_ROLE:
        user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    else:
        user.groups.add(Group.objects.get(name=name))
    return user


def all_that_is_said(response: HttpResponse) -> str:
    """Headers, messages for the next page, and the body, unpacked where it is a zip."""
    body: bytes = response.getvalue()
    response.close()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"".join(packed.read(name) for name in packed.namelist())
    told = [str(message) for message in get_messages(response.wsgi_request)]
    return f"{response.headers} {told} {body.decode(errors='replace')}"


def test_every_address_is_asked(crawled):
    """A new one needs nothing but what stands for a new argument."""
    assert crawled.unfilled == []
    assert crawled.asked > 10_000  # else something of it was lost


def test_no_secret_comes_out_where_the_table_does_not_allow_it(crawled):
    table = allowed()
    leaks = []
    for canary, by_role in crawled.sighted.items():
        row = row_of(canary, table)
        for role, where in by_role.items():
            if row is None or role not in table[row]:
                leaks.append(f"{canary} to {role}: {len(where)} addresses, such as {sorted(where)[:3]}")

    assert not leaks, "\n".join(sorted(leaks))


def test_whatever_the_table_allows_comes_out(crawled):
    """Else a row might be true only because nothing of its kind was planted where it can be met."""
    table = allowed()
    seen = defaultdict(set)
    for canary, by_role in crawled.sighted.items():
        seen[row_of(canary, table)] |= by_role.keys()

    assert {row: sorted(roles - seen[row]) for row, roles in table.items() if roles - seen[row]} == {}


def test_nothing_breaks_on_the_way(crawled):
    assert crawled.broken == []
