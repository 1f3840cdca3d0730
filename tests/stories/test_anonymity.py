"""An identity is planted in everything a browser sends, and then looked for in everything there is."""

import logging
import re
import zipfile

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.cache import caches
from django.core.files.storage import default_storage
from django.db import connection
from wagtail.models import Collection, GroupCollectionPermission

from blog.models import PostPage
from recalibrate.core.models import SiteImage, User
from recalibrate.exchange.site_export import take_out
from recalibrate.stories import keep
from recalibrate.stories.models import Contact, Contribution

NEEDLES = ("planted", "203.0.113.77", "198.51.100.78", "03:40:00")
BROWSER = {
    "User-Agent": "PlantedBrowser/1.0",
    "Accept-Language": "planted",
    "X-Forwarded-For": "198.51.100.78, 203.0.113.77",
    "Cookie": "look=planted",
    "Sec-Fetch-Site": "same-origin",
}

# Wagtail leaves a rendition's temporary file to the garbage collector, which complains.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


def needles_in(text: str) -> list[str]:
    return [needle for needle in NEEDLES if needle in text.lower()]


@pytest.fixture
def story(write, photograph, caplog, settings):
    """Sent by someone who could be known, and published."""
    settings.PROXY_COUNT = 1
    caplog.set_level(logging.DEBUG)
    for answers in ({"text": ""}, {}):  # once with an error, so that the way back is looked at too
        write(
            contact="Planted Identity, planted@staff.example",
            picture=photograph(),
            picture_says="A corridor",
            headers=BROWSER,
            **answers,
        )
    post = PostPage.objects.get()
    post.go_live_at, post.title = None, "Eleven bleeps"  # an editor gives it its title
    post.save_revision().publish()
    return PostPage.objects.get()


def everything_stored() -> str:
    """Every row of every table but the contacts'."""
    models = [model for model in apps.get_models(include_auto_created=True) if model is not Contact]
    return "\n".join(
        f"{model._meta.label} {row}"
        for model in models
        if model._meta.managed
        for row in model._base_manager.values()
    )


def all_files(folder: str = "") -> list[str]:
    folders, files = default_storage.listdir(folder)
    return [f"{folder}/{name}".lstrip("/") for name in files] + [
        name for inner in folders for name in all_files(f"{folder}/{inner}".lstrip("/"))
    ]


def test_nothing_stored_says_who_wrote_but_the_contact_itself(story):
    stored = everything_stored()

    assert "The bleep went eleven times." in stored
    assert needles_in(stored) == []
    assert needles_in(str(Contact.objects.values().get())) == ["planted"]
    if connection.vendor == "sqlite":  # what no model names, such as the index of what is searched
        with connection.cursor() as cursor:
            tables = [
                table for table in connection.introspection.table_names(cursor) if "contact" not in table
            ]
            for table in tables:
                cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
                assert needles_in(repr(cursor.fetchall())) == [], table


def test_no_export_of_the_site_says_who_wrote(story, tmp_path):
    take_out(tmp_path / "site.zip")

    with zipfile.ZipFile(tmp_path / "site.zip") as out:
        assert b"The bleep went eleven times." in out.read("data/wagtailcore.revision.jsonl")
        for name in out.namelist():
            assert needles_in(out.read(name).decode("latin-1")) == [], name


def test_no_file_says_who_wrote(story):
    image = SiteImage.objects.get()
    image.get_rendition("width-40")

    names = all_files()
    assert any(name.startswith("original_images/story-") for name in names)
    for name in names:
        content = default_storage.open(name).read()
        assert needles_in(name) == [], name
        assert needles_in(content.decode("latin-1")) == [], name
        assert b"Exif" not in content, name


def test_no_log_and_no_cache_says_who_wrote(story, write, caplog, monkeypatch):
    def fail(contribution):
        raise RuntimeError(f"with {contribution.text}")

    monkeypatch.setattr(keep, "make_draft", fail)
    write(text="Planted words", contact="planted@staff.example", headers=BROWSER)

    assert "No draft could be made of a story: RuntimeError." in caplog.text
    assert needles_in(caplog.text) == []
    assert needles_in(" ".join(record.getMessage() for record in caplog.get_records("setup"))) == []
    assert needles_in(repr([cache._cache for cache in caches.all()])) == []
    assert Contribution.objects.held().get().text == "Planted words"


def addresses_in(html: str) -> set[str]:
    return {
        url.split("#")[0] for url in re.findall(r'(?:href|content)="(?:http://testserver)?(/[^"?]*)', html)
    }


def test_no_page_feed_or_map_says_who_wrote(client, story):
    start = [story.url, "/feeds/", "/posts/", "/states/fatigue/", "/sitemap.xml", "/search/?q=bleep", "/"]
    found = {url for page in start for url in addresses_in(client.get(page).content.decode())}
    skipped = ("/admin", "/static", "/media", "/guardian", "/write", "/help")
    about_posts = {url for url in found if not url.startswith(skipped)} | set(start)
    feeds = {url for url in about_posts if url.startswith("/feeds/") and "." in url}
    assert {url.rsplit(".", 1)[1] for url in feeds} >= {"xml", "atom", "json"}

    with_story = 0
    for url in sorted(about_posts):
        response = client.get(url)
        body = response.getvalue().decode("latin-1") + str(response.headers)
        with_story += "The bleep went eleven times." in body or "bleep" in body
        assert needles_in(body) == [], url
        assert "contributor-desk" not in body, url
        assert "Contributor desk" not in body, url
    assert with_story >= 5


def test_structured_data_names_no_person(client, story):
    html = client.get(story.url).content.decode()

    assert '"BlogPosting"' in html
    assert '"Person"' not in html


@pytest.fixture
def colleague(home):
    """May read stories, edit every page and every picture, but see no contact."""
    user = User.objects.create_user("colleague", is_staff=True)
    user.groups.add(Group.objects.get(name="Editor"))
    GroupCollectionPermission.objects.get_or_create(
        group=Group.objects.get(name="Editor"),
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="change_image"),
    )
    return user


def test_the_admin_shows_nobody_without_the_permission_who_wrote(client, story, colleague):
    client.force_login(colleague)
    image = SiteImage.objects.get()
    pages = [
        "/admin/",
        "/admin/arrived/",
        "/admin/arrived/replies/",
        f"/admin/pages/{story.pk}/edit/",
        f"/admin/pages/{story.pk}/history/",
        f"/admin/images/{image.pk}/",
        "/admin/images/",
    ]

    for page in pages:
        response = client.get(page)
        assert response.status_code == 200, page
        assert needles_in(response.content.decode()) == [], page
    contact = Contact.objects.get()
    assert "Ask a colleague who may read contacts" in client.get("/admin/arrived/").content.decode()
    for method, page in (("get", ""), ("post", "delete/")):
        assert getattr(client, method)(f"/admin/arrived/contacts/{contact.pk}/{page}").status_code in (
            302,
            403,
        )
    assert Contact.objects.count() == 1
