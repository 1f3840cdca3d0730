"""What is taken out of a site makes the same site again."""

import hashlib
import io
import json
import re
import tracemalloc
import zipfile

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection
from emptied import empty_site
from factories import GuardianUpdatePageFactory, PostPageFactory, YouSaidFactory
from PIL import Image
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from blog.models import PostPage
from feeds.models import Curation, Item, Source
from recalibrate.core import revision_cache
from recalibrate.core.models import SiteImage, StateOfMind, User
from recalibrate.digest.models import Subscription
from recalibrate.exchange import site_export, site_import
from recalibrate.exchange.exported_models import APPS, LEFT_OUT, model_label
from recalibrate.exchange.site_export import take_out
from recalibrate.stories.models import Contact, Reply

# Wagtail leaves pictures' temporary files to the garbage collector, which complains.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

PAGES = ["/", "/posts/", "/posts/rest/", "/states/fatigue/", "/picks/", "/guardian/"]
PAGES += ["/feeds/everything.xml"]


def picture():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(out, "PNG")
    file = ContentFile(out.getvalue(), "corridor.png")
    return SiteImage.objects.create(title="Corridor", description="A corridor", file=file)


@pytest.fixture
def site(home):
    """One of each: posts, a draft, a picture, a pick, the Guardian, people, and what must not leave."""
    writer = User.objects.create_user(
        "writer", "planted@secret.example", "planted-password", last_name="Plum"
    )
    image = picture()
    other = PostPageFactory(slug="other", title="Other")
    post = PostPageFactory(slug="rest", title="Rest — “really”", owner=writer, cover_image=image)
    post.body = post._meta.get_field("body").to_python(
        [{"type": "text", "value": f'<p>See <a linktype="page" id="{other.pk}">this</a>.</p>'}]
    )
    post.save_revision(user=writer).publish()
    post.title = "A draft of it"
    post.save_revision(user=writer)
    GuardianUpdatePageFactory(title="From the Guardian")
    YouSaidFactory()
    source = Source.objects.first()
    item = Item.objects.create(source=source, identity="1", title="A pick", url="https://a.example/1")
    curation = Curation.objects.create(item=item, decision="keep", line="It helps.", decided_by=writer)
    curation.states_of_mind.add(StateOfMind.objects.get(slug="fatigue"))
    Redirect.objects.create(old_path="/old", redirect_page=post)
    PageViewRestriction.objects.create(page=other, restriction_type="password", password="planted-password")
    Subscription.objects.create(email="planted@secret.example", lists="everything")
    reply = Reply.objects.create(page=post, text="planted words")
    Contact.objects.create(reply=reply, address="planted@secret.example", forget_on="2030-01-01")
    return post


def export(path, **options):
    call_command("export_site", path, stdout=io.StringIO(), **options)
    with zipfile.ZipFile(path) as out:
        return {name: out.read(name) for name in out.namelist()}


def pages_of(client):
    revision_cache.clear_revision_cache()
    found = {}
    for page in PAGES:
        response = client.get(page)
        assert response.status_code == 200, page
        found[page] = re.sub(r"<lastBuildDate>.*?<", "<", response.content.decode())
    return found


def test_the_same_site_stands_again_in_an_empty_one(client, site, tmp_path):
    before, first = pages_of(client), export(tmp_path / "first.zip")

    empty_site()
    assert not Page.objects.exists()
    call_command("import_site", tmp_path / "first.zip", stdout=io.StringIO())

    for page, html in pages_of(client).items():
        assert [line for line in html.split("\n") if line not in before[page].split("\n")] == [], page
        assert html == before[page], page
    second = export(tmp_path / "second.zip")
    assert {**second, "manifest.json": b""} == {**first, "manifest.json": b""}
    post = PostPage.objects.get(slug="rest")
    assert (post.owner.username, post.owner.is_active, post.owner.has_usable_password()) == (
        "writer",
        False,
        False,
    )
    assert post.get_latest_revision_as_object().title == "A draft of it"
    assert Page.find_problems() == ([], [], [], [], [])
    assert PostPageFactory(title="Written afterwards").pk > post.pk
    assert Group.objects.get(name="Editor").page_permissions.exists()


def test_no_secret_and_no_contact_leaves(site, tmp_path):
    files = export(tmp_path / "out.zip")

    for name, content in files.items():
        assert b"planted" not in content, name
        assert b"secret.example" not in content, name
    restriction = json.loads(files["data/wagtailcore.pageviewrestriction.jsonl"])
    assert restriction["restriction_type"] == "login"


def test_subscribers_go_along_only_if_asked_for(site, tmp_path):
    files = export(tmp_path / "out.zip", with_subscribers=True)

    assert b"planted@secret.example" in files["data/digest.subscription.jsonl"]


def test_the_readme_and_the_manifest_explain_every_file(site, tmp_path):
    files = export(tmp_path / "out.zip")

    manifest = json.loads(files["manifest.json"])
    assert set(manifest["files"]) == set(files) - {"manifest.json"}
    assert manifest["files"]["data/blog.postpage.jsonl"]["rows"] == 2
    assert "PostPage" not in files["README.md"].decode()
    assert "blog.postpage" in files["README.md"].decode()


def test_what_was_changed_on_the_way_is_refused_before_anything_is_touched(site, tmp_path):
    files = export(tmp_path / "first.zip")
    files["data/blog.postpage.jsonl"] = files["data/blog.postpage.jsonl"].replace(b"Rest", b"Pest")
    files["data/blog.postpage.jsonl"] += b" "
    with zipfile.ZipFile(tmp_path / "changed.zip", "w") as out:
        for name, content in files.items():
            out.writestr(name, content)

    with pytest.raises(CommandError, match=r"data/blog\.postpage\.jsonl is missing or was changed"):
        call_command("import_site", tmp_path / "changed.zip", check=True)


def test_an_export_of_other_tables_says_which_version_it_needs(site, tmp_path, monkeypatch):
    export(tmp_path / "first.zip")
    monkeypatch.setattr(site_import, "migrations", lambda: {"blog": "9999_later"})

    with pytest.raises(CommandError, match=r"other tables \(.*\)\. Import it into 0\."):
        call_command("import_site", tmp_path / "first.zip")


def test_an_export_of_a_newer_version_is_refused_by_its_number(site, tmp_path, settings):
    settings.VERSION = "0.3.0"
    export(tmp_path / "first.zip")
    settings.VERSION = "0.2.9"

    with pytest.raises(CommandError, match=r"made by version 0\.3\.0, and this is 0\.2\.9"):
        call_command("import_site", tmp_path / "first.zip", check=True)


def test_a_site_with_something_in_it_is_left_alone(site, tmp_path):
    export(tmp_path / "first.zip")

    with pytest.raises(CommandError, match="There are posts here") as refused:
        call_command("import_site", tmp_path / "first.zip")

    assert refused.value.returncode == 2
    assert PostPage.objects.count() == 2


@pytest.mark.parametrize("content", [{"manifest.json": "[]"}, {"manifest.json": "{"}, {"other": "x"}])
def test_what_is_no_export_is_refused(home, zipped, content):
    with pytest.raises(CommandError, match="not an export"):
        call_command("import_site", zipped(**content))


def rewritten(path, name, change):
    """The export with one file changed, and a manifest that answers for it."""
    with zipfile.ZipFile(path) as file:
        contents = {entry: file.read(entry) for entry in file.namelist()}
    contents[name] = change(contents.get(name, b""))
    manifest = json.loads(contents["manifest.json"])
    if name in manifest["files"]:
        manifest["files"][name]["sha256"] = hashlib.sha256(contents[name]).hexdigest()
        contents["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as file:
        for entry, content in contents.items():
            file.writestr(entry, content)


def lacks_slug(content):
    row = json.loads(content.splitlines()[0])
    del row["slug"]
    return json.dumps(row).encode()


def with_column(content):
    return json.dumps(json.loads(content.splitlines()[0]) | {"mood": "good"}).encode()


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        (
            "media/planted.html",
            lambda content: b"<script>",
            "media/planted.html is not named in the manifest",
        ),
        (
            "data/core.strategy.jsonl",
            lambda content: b"{",
            r"Line 1 of data/core\.strategy\.jsonl does not fit",
        ),
        ("data/core.strategy.jsonl", lambda content: b"[]", "it is not an object"),
        ("data/core.strategy.jsonl", lacks_slug, "it lacks slug"),
        ("data/core.strategy.jsonl", with_column, "it has mood, which this version does not know"),
        ("data/core.user.jsonl", lambda content: b'{"username": "x"}', "it lacks first_name"),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_changes_nothing(site, tmp_path, name, change, said):
    path = tmp_path / "first.zip"
    export(path)
    rewritten(path, name, change)
    empty_site()
    before = StateOfMind.objects.count(), User.objects.count()

    with pytest.raises(CommandError, match=said) as refused:
        call_command("import_site", path)

    assert refused.value.returncode == 2
    assert (StateOfMind.objects.count(), User.objects.count()) == before


def test_the_history_goes_along(site, tmp_path):
    post = PostPage.objects.get(slug="rest")
    log(post, "wagtail.publish", user=User.objects.get(username="writer"))
    said = [(entry.action, entry.label, entry.user.username) for entry in history("rest")]
    export(tmp_path / "first.zip")

    empty_site()
    call_command("import_site", tmp_path / "first.zip")

    assert said
    assert [(entry.action, entry.label, entry.user.username) for entry in history("rest")] == said


def history(slug):
    return PageLogEntry.objects.filter(page__slug=slug).exclude(user=None).order_by("timestamp", "pk")


def test_every_kind_that_stays_behind_does_so_for_a_reason():
    names = {model_label(model) for model in apps.get_models(include_auto_created=True)}

    assert set(LEFT_OUT) <= names
    assert all(LEFT_OUT.values())
    assert APPS - {"roundups"} <= {config.label for config in apps.get_app_configs()}
    assert connection.vendor


def test_an_export_never_holds_a_kind_in_memory_whole(home, tmp_path):
    source = Source.objects.first()
    Item.objects.bulk_create(
        Item(source=source, identity=str(number), title="Long", text=f"{number} " * 10_000)
        for number in range(500)
    )

    tracemalloc.start()
    try:
        done = take_out(tmp_path / "out.zip")
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    size = done.files["data/feeds.item.jsonl"]["bytes"]
    assert size > 10_000_000
    assert peak < size / 2


def test_an_export_that_fails_leaves_nothing_that_looks_like_one(home, tmp_path, monkeypatch):
    def broken(name):
        raise OSError("the storage is away")

    picture()
    monkeypatch.setattr(site_export.default_storage, "exists", broken)

    with pytest.raises(OSError, match="the storage is away"):
        take_out(tmp_path / "out.zip")

    assert list(tmp_path.iterdir()) == []
