"""A Trust's own look: its colour in the one stylesheet, its logo before the name."""

import re
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from PIL import Image

from recalibrate.core.models import SiteIdentity, SiteImage


@pytest.fixture
def identity(home):
    return SiteIdentity.for_site(home.get_site())


def stylesheet_of(client) -> str:
    [address] = re.findall(r'<link rel="stylesheet" href="([^"]+)">', client.get("/").content.decode())
    return address


def test_without_an_accent_pages_name_the_static_file_and_there_is_no_other(client, identity):
    assert stylesheet_of(client) == "/static/css/site.css"
    assert client.get("/theme.css").status_code == 404


def test_an_accent_changes_the_one_stylesheet_that_pages_name(client, identity):
    identity.accent = "#003087"
    identity.save()

    answer = client.get(stylesheet_of(client))

    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    css = answer.content.decode()
    assert css.rindex("--link: var(--if-light, #003087") > css.index(".state-tile")
    assert 'url("/static/fonts/brygada-1918-basic.woff2")' in css
    assert "../" not in css
    assert not answer.cookies


def test_another_accent_has_another_address_and_the_old_one_is_not_kept(client, identity):
    identity.accent = "#003087"
    identity.save()
    first = stylesheet_of(client)

    identity.accent = "#ae2573"
    identity.save()

    assert stylesheet_of(client) != first
    assert client.get(first)["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("accent", ["blue", "#12345", "#fff;} body { display: none", "url(x)"])
def test_an_accent_that_is_no_colour_is_refused_in_words(identity, accent):
    identity.accent = accent

    with pytest.raises(ValidationError) as refused:
        identity.full_clean()

    assert "for example #005eb8" in str(refused.value)


def test_a_colour_in_capitals_is_the_same_colour(identity):
    identity.accent = " #005EB8"

    identity.full_clean()

    assert identity.accent == "#005eb8"


# Pillow and Django leave closing a temporary file to the collector when they measure a picture.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_logo_stands_before_the_name_and_is_not_read_out_twice(client, identity, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with BytesIO() as file:
        Image.new("RGB", (400, 200), "navy").save(file, "PNG")
        file.seek(0)
        identity.logo = SiteImage.objects.create(
            title="Logo", description="Logo", file=ImageFile(file, name="logo.png")
        )
    identity.save()

    html = client.get("/").content.decode()

    brand = re.search(r'<a class="site-header__brand".*?</a>', html, re.S)[0]
    [logo] = re.findall(r"<img[^>]+>", brand)
    assert 'alt=""' in logo
    assert 'width="192"' in logo
    assert 'height="96"' in logo
    assert ">Recalibrate</span>" in brand
