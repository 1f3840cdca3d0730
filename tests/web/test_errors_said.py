"""What went wrong with a form is in the tab's title and has the focus, whichever page says it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

PAGES = Path(settings.BASE_DIR, "templates/pages")
COMPONENTS = Path(settings.BASE_DIR, "templates/components")
ALERT = re.compile(r'<[^<>]*role="alert"[^<>]*>')


def alerts(path: Path) -> list[str]:
    return [
        tag for tag in ALERT.findall(path.read_text()) if " hidden" not in tag
    ]  # shown by a script, later


WITH_ALERTS = [
    path for folder in (PAGES, COMPONENTS) for path in sorted(folder.glob("*.html")) if alerts(path)
]


@pytest.mark.parametrize("path", WITH_ALERTS, ids=lambda path: path.name)
def test_every_list_of_errors_takes_the_focus(path):
    for tag in alerts(path):
        assert 'tabindex="-1"' in tag
        assert "autofocus" in tag


@pytest.mark.parametrize(
    "path", [path for path in WITH_ALERTS if path.parent == PAGES], ids=lambda path: path.name
)
def test_a_page_with_errors_of_its_own_says_so_in_its_title(path):
    """Pages with a bound form have it from the frame, which asks for `form.errors`."""
    title = re.search(r"{% block title %}(.*?){% endblock %}", path.read_text(), re.S)

    assert title
    assert "Error:" in title[1]


def test_a_code_that_is_none_is_said_first_of_all(client, home):
    html = client.get(reverse("enter-code"), {"code": "nonesuch"}).content.decode()
    title = re.search(r"<title>(.*?)</title>", html, re.S)

    assert title
    assert title[1].startswith("Error: Questions")
    assert "Error:" not in client.get(reverse("enter-code")).content.decode()
