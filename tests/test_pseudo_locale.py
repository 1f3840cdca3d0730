"""Nothing that we say to readers is left unmarked for translation (tests/pseudo_locale.py).

The sample site is walked in a language that no one speaks: what comes out in plain letters must be in the database.
"""

import io
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

import pytest
from content_texts import all_texts
from django.core.cache import caches
from django.core.management import call_command, get_commands, load_command_class
from django.utils.translation import gettext, ngettext
from pseudo_locale import LEFT_TO_RIGHT, RIGHT_TO_LEFT, Content, pseudo, pseudo_locale, unmarked

LINK = re.compile(r'(?:href|action)="([^"#]+)')
# Forms and answers that no link leads to.
MORE = (
    "/",
    "/nothing/",
    "/search/?q=rest",
    "/search/?q=qqqqqqqqqq",
    "/search/?q=want+to+die",
    "/guardian/2026-27-q1/",
    "/guardian/exception-reporting/?worked_on=2026-11-01",
    "/guardian/exception-reporting/?worked_on=2999-01-01",
    "/by-email/confirm/abc/",
    "/a/",
    "/a/?code=abc",
)
NOT_FOR_READERS = ("/admin/", "/static/", "/media/", "/documents/")
ENOUGH = 2  # of one shape: they are made of one template


def shape(address: str) -> str:
    parts = urlsplit(address)
    names = re.sub(r"=[^&]*", "", parts.query)
    return re.sub(r"^(/.+/)[^/]+/$", r"\1*/", parts.path) + names  # each place, and two in it


def walk(client) -> Iterator[tuple[str, str]]:
    """Every page of the site that links lead to, two of a shape, with its HTML."""
    waiting, seen, shapes = list(MORE), set[str](), dict[str, int]()
    while waiting:
        address = waiting.pop(0)
        if address in seen or (address not in MORE and shapes.get(shape(address), 0) >= ENOUGH):
            continue
        seen.add(address)
        shapes[shape(address)] = shapes.get(shape(address), 0) + 1
        caches["rate_limits"].clear()
        answer = client.get(address)
        assert answer.status_code < 500, address
        if not answer.get("Content-Type", "").startswith("text/html"):
            continue
        html = answer.content.decode()
        yield address, html
        found = (urljoin(address, link.replace("&amp;", "&")) for link in LINK.findall(html))
        waiting += [one for one in found if one.startswith("/") and not one.startswith(NOT_FOR_READERS)]


@pytest.fixture
def sample(db):
    call_command("load_sample_content", stdout=io.StringIO())


def test_whatever_a_page_says_is_marked_for_translation_or_is_content(client, sample):
    content, forgotten, pages = Content(all_texts()), {}, 0

    with pseudo_locale(LEFT_TO_RIGHT):
        for address, html in walk(client):
            pages += 1
            for text in unmarked(html, content):
                if not text.startswith("testserver/"):  # an address, as posters and cards print it
                    forgotten.setdefault(text, address)

    assert pages > 60
    assert forgotten == {}


def test_a_text_that_is_not_marked_is_found():
    content = Content(iter(["<p>Toast at three in the morning, with the porter.</p>", "Toast"]))
    html = (
        f"<h1>Toast</h1><p>Toast at three in the morning</p><a>{pseudo('Get help now')}</a><b>Forgotten</b>"
    )

    assert unmarked(html, content) == ["Forgotten"]
    assert unmarked(f"<p>{pseudo('By {name}')} and others</p>", content) != []
    assert unmarked('<button aria-label="Close it"></button>', content) == ["Close it"]


def test_the_pseudo_language_is_longer_and_keeps_what_programs_read():
    assert 1.3 < len(pseudo("Who to talk to at night")) / len("Who to talk to at night") < 1.6
    assert "%(count)d" in pseudo("%(count)d posts")
    assert '<a href="/help/">' in pseudo('If you want <a href="/help/">help</a>')
    with pseudo_locale():
        assert gettext("Help") == pseudo("Help")
        assert ngettext("%(n)d post", "%(n)d posts", 2) == pseudo("%(n)d posts")
    assert gettext("Help") == "Help"


def ours() -> list[tuple[str, str]]:
    return [
        (name, app)
        for name, app in get_commands().items()
        if app.startswith(("recalibrate.", "feeds", "blog"))
    ]


@pytest.mark.parametrize(("name", "app"), ours())
def test_every_command_says_in_the_sites_language_what_it_does(name, app):
    command = load_command_class(app, name)
    english = command.help
    with pseudo_locale():
        help_text = command.create_parser("manage.py", name).format_help()

    assert english
    assert pseudo(english)[:40] in " ".join(help_text.split())


@pytest.mark.parametrize(
    ("language", "html"), [(LEFT_TO_RIGHT, '<html lang="cy">'), (RIGHT_TO_LEFT, '<html lang="ar" dir="rtl">')]
)
def test_a_page_says_which_language_it_is_in_and_where_it_begins(client, home, language, html):
    with pseudo_locale(language):
        assert html in client.get("/help/").content.decode()
    assert '<html lang="en-GB">' in client.get("/help/").content.decode()
