"""The shelf and its service worker, as the server gives them out."""

import json
import re

import pytest
from django.conf import settings as django_settings
from factories import PostPageFactory

from recalibrate.core.models import SiteIdentity
from recalibrate.guardian.models import ExceptionGuidePage, GuardianIndexPage
from recalibrate.sharing.offline import ASSETS


def setup_of(client):
    script = client.get("/sw.js").content.decode()
    return json.loads(re.match(r"const SETUP = (\{.*\});\n", script)[1])


def test_the_worker_is_a_script_for_the_whole_site_that_nobody_keeps(client, home):
    response = client.get("/sw.js")

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert not response.cookies


def test_the_worker_holds_the_help_page_the_shelf_and_the_exception_guide(client, home):
    guide = ExceptionGuidePage(
        title="Reporting", slug="reporting", summary="How.", unsafe_now="<p>Ring.</p>", tcs_version="13"
    )
    GuardianIndexPage.objects.get().add_child(instance=guide)

    assert setup_of(client)["help"] == ["/help/", "/shelf/", "/guardian/reporting/"]

    guide.unpublish()
    assert setup_of(client)["help"] == ["/help/", "/shelf/"]


def test_what_the_worker_holds_exists(client, home):
    held = setup_of(client)

    assert all((django_settings.BASE_DIR / "static" / path).is_file() for path in ASSETS)
    assert len(held["assets"]) == len(ASSETS) + 1
    assert all(client.get(path).status_code == 200 for path in held["help"])


def test_a_site_with_a_colour_of_its_own_keeps_that_too(client, home):
    SiteIdentity.objects.update(accent="#005eb8")

    assert setup_of(client)["assets"][0].startswith("/theme.css?v=")


def test_the_worker_never_looks_at_the_admin(client, home):
    assert "/admin/" in setup_of(client)["never"]


def test_the_kill_switch_serves_a_worker_that_leaves_and_hides_the_buttons(client, home, settings):
    PostPageFactory(slug="rest")
    assert "Save for later" in client.get("/posts/rest/").content.decode()

    settings.SERVICE_WORKER = False

    script = client.get("/sw.js").content.decode()
    assert "unregister()" in script
    assert "SETUP" not in script
    html = client.get("/posts/rest/").content.decode()
    assert "Save for later" not in html
    assert 'href="/shelf/"' not in html


def test_the_policy_allows_our_own_worker_only(client, home):
    assert "worker-src 'self'" in client.get("/")["Content-Security-Policy"]


def test_the_shelf_is_the_same_for_everybody_and_not_for_search_engines(client, home):
    response = client.get("/shelf/")

    assert response["Cache-Control"].startswith("public")
    assert not response.cookies
    assert '<meta name="robots" content="noindex">' in response.content.decode()


@pytest.mark.parametrize("script", sorted((django_settings.BASE_DIR / "static/js").glob("*.js")), ids=str)
def test_a_behaviour_is_short_and_asks_nobody_else(script):
    text = script.read_text()

    assert len(text.splitlines()) <= 160
    assert text.startswith("//")
    assert not re.search(r"https?://", text)
