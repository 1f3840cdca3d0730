"""The reader owes us nothing: no cookie, no third party, nothing personal in what anybody may keep."""

import re

import pytest
from factories import GuardianUpdatePageFactory, PostPageFactory

from recalibrate.core.models import User
from recalibrate.web.csp_policies import THEME_SCRIPT

PAGES = [
    "/",
    "/states/",
    "/states/fatigue/",
    "/posts/",
    "/posts/rest/",
    "/guardian/",
    "/guardian/you-said-we-did/",
    "/help/",
    "/picks/",
    "/feeds/",
    "/posters/posts/rest/",
    "/shelf/",
    "/nothing/",
]


@pytest.fixture
def content(home):
    PostPageFactory(slug="rest")
    GuardianUpdatePageFactory()


@pytest.mark.parametrize("address", PAGES)
def test_an_anonymous_reader_gets_no_cookie(client, content, address):
    response = client.get(address)

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_a_third_party_for_anything(client, content, address):
    html = client.get(address).content.decode()

    loaded = re.findall(
        r'(?:src|srcset|poster)="([^"]+)"|<link[^>]+rel="(?:stylesheet|icon|preload)"[^>]+href="([^"]+)"',
        html,
    )
    assert all(a.startswith("/") for pair in loaded for a in pair if a)


@pytest.mark.parametrize("address", PAGES)
def test_the_policy_forbids_inline_and_foreign_content(client, content, address):
    response = client.get(address)
    policy = response["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert "http" not in policy
    html = response.content.decode().replace(f"<script>{THEME_SCRIPT.read_text()}</script>", "", 1)
    assert " style=" not in html
    assert "<style" not in html
    assert not re.search(r"<script(?![^>]+(src=|type=.application/ld))", html)


@pytest.mark.parametrize("address", PAGES[:-1])
def test_anybody_may_keep_what_an_anonymous_reader_got(client, content, address):
    assert client.get(address)["Cache-Control"].startswith("public")


def test_nobody_may_keep_what_an_editor_got(client, content):
    client.force_login(User.objects.create_superuser("boss"))

    assert client.get("/posts/rest/")["Cache-Control"] == "private, no-store"


def test_no_log_in_leaks_into_pages_and_feeds(client, content):
    owner = User.objects.create_user("planted-identity", first_name="Planted", last_name="Identity")
    post = PostPageFactory(slug="anonymous", owner=owner)
    post.save_revision(user=owner).publish()

    for address in (
        post.url,
        "/",
        "/posts/",
        "/feeds/all.xml",
        "/feeds/all.atom",
        "/sitemap.xml",
        "/posters/posts/anonymous/",
    ):
        assert "planted" not in client.get(address).content.decode().lower()
