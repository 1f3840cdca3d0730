"""The admin speaks as we do: no stock phrase that has a line in our catalogue stands on a screen of ours."""

import gettext
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from factories import PostPageFactory

from blog.models import PostIndexPage
from recalibrate.core.models import User

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "site/recalibrate/locale/en_GB/LC_MESSAGES"
UNSEEN = {"script", "style", "template"}


def catalogue():
    """Stock phrase and ours, as written in the .po file."""
    text = (FOLDER / "django.po").read_text()
    pairs = re.findall(r'^msgid ("..*")\nmsgstr ("..*")$', text, re.M)
    return {json.loads(stock): json.loads(ours) for stock, ours in pairs}


class Texts(HTMLParser):
    """Every piece of text that someone sees or hears on a page."""

    def __init__(self):
        super().__init__()
        self.found, self.unseen = set(), 0

    def handle_starttag(self, tag, attrs):
        self.unseen += tag in UNSEEN
        said = dict(attrs)
        self.found |= {said[name] for name in ("aria-label", "title", "placeholder") if said.get(name)}

    def handle_endtag(self, tag):
        self.unseen -= tag in UNSEEN

    def handle_data(self, data):
        if not self.unseen:
            self.found.add(" ".join(data.split()))


def stock_phrases(html):
    texts = Texts()
    texts.feed(html)
    found = set()
    for stock in catalogue():
        pattern = re.escape(stock.strip()).replace("%\\(", "%(")
        pattern = re.sub(r"%\([a-z_]+\\\)s|%\([a-z_]+\)s|\\\{[a-z_]+\\\}", ".+", pattern)
        found |= {text for text in texts.found if re.fullmatch(pattern, text, re.I)}
    return found


@pytest.fixture
def client_of(client, home):
    def sign_in(role):
        user, _ = User.objects.get_or_create(username=role.lower(), defaults={"email": f"{role}@a.example"})
        user.groups.set(Group.objects.filter(name=role))
        client.force_login(user)
        return user

    return sign_in


def screens(owner):
    draft, live = PostPageFactory(live=False, owner=owner), PostPageFactory(owner=owner)
    waiting = PostPageFactory(live=False, owner=owner)
    waiting.get_workflow().start(waiting, owner)
    index = PostIndexPage.objects.get()
    edit = [reverse("wagtailadmin_pages:edit", args=[post.pk]) for post in (draft, live, waiting)]
    return [
        *edit,
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse("wagtailadmin_pages:add", args=["blog", "postpage", index.pk]),
        reverse("wagtailadmin_home"),
        reverse("wagtailimages:index"),
        reverse("wagtailadmin_account"),
    ]


@pytest.mark.parametrize("role", ["Contributor", "Editor"])
def test_no_stock_phrase_stands_on_a_screen_of_ours(client, client_of, role):
    user = client_of(role)
    for address in screens(user):
        answer = client.get(address)
        if answer.status_code == 200:
            assert stock_phrases(answer.content.decode()) == set(), address


def test_the_look_for_stock_phrases_finds_them():
    html = '<button>Submit to Posts</button><h1>Exploring</h1><i title="View live"></i><b>Publish</b>'
    said = "<p>This page is currently at x.</p>"

    assert stock_phrases(html + said) == {"Submit to Posts", "Exploring", "View live"}


def test_what_is_compiled_is_what_is_written():
    with (FOLDER / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)

    assert {stock: compiled.gettext(stock) for stock in catalogue()} == catalogue(), "make words"


def test_the_glossary_tells_the_same():
    table = (ROOT / "docs/glossary.md").read_text().partition("Wagtail’s words, and ours")[2]
    words = dict(re.findall(r"^\| ([^|*-]+?) \| ([^|]+?) \|$", table, re.M))
    del words["Wagtail says"]
    told = {stock.strip(): ours for stock, ours in catalogue().items()}

    assert len(words) > 10
    assert {stock: told.get(stock) for stock in words} == words
