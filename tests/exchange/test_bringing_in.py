"""Posts of Tumblr and WordPress become drafts: once each, cleaned, with a report."""

import io
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from factories import ContributorFactory
from PIL import Image
from wagtail.contrib.redirects.models import Redirect

from blog.models import PostPage
from recalibrate.core.models import SiteImage, User
from recalibrate.exchange.foreign_blocks import TooMuch
from recalibrate.exchange.foreign_html import blocks_of
from recalibrate.exchange.models import Origin

# Wagtail leaves pictures' temporary files to the garbage collector, which complains.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)

DOCUMENTS = Path(__file__).parents[1] / "documents"
BLOG = "https://sample.tumblr.com"


def jpeg():
    exif = Image.Exif()
    exif[0x010F] = "PlantedPhone"
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(out, "JPEG", exif=exif)
    return out.getvalue()


def run(command, path, **options):
    """What it says, and its exit code."""
    out = io.StringIO()
    try:
        call_command(command, path, stdout=out, **options)
    except CommandError as error:
        return f"{out.getvalue()}{error}", error.returncode
    return out.getvalue(), 0


@pytest.fixture
def pictures(settings):
    """Another server on this machine, as WordPress's is; its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "image/jpeg")
            self.end_headers()
            self.wfile.write(jpeg())

        def log_message(self, format, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        settings.FEEDS_ALLOWED_ADDRESSES = [f"127.0.0.1:{http.server_port}"]
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()
        thread.join()


@pytest.fixture
def wxr(tmp_path, pictures):
    text = (DOCUMENTS / "wordpress-wxr-1.2.xml").read_text()
    path = tmp_path / "export.xml"
    path.write_text(text.replace("https://nights.example/wp-content", f"{pictures}/wp-content"))
    return path


@pytest.fixture
def tumblr(zipped):
    page, xml = (DOCUMENTS / "tumblr-post.html").read_text(), (DOCUMENTS / "tumblr-api-1.xml").read_text()
    return zipped(**{"posts/html/151.html": page, "posts/posts.xml": xml, "media/151_0.jpg": jpeg()})


def test_a_post_of_wordpress_becomes_a_draft_with_its_date_and_nothing_foreign(home, wxr):
    mo = ContributorFactory(name="Mo Example")

    said, code = run("import_wordpress", wxr)

    post = PostPage.objects.get(slug="after-the-fourth-night")
    assert (post.live, post.title) == (False, "After the fourth night")
    assert post.first_published_at == datetime(2019, 3, 3, 5, 10, tzinfo=UTC)
    assert post.contributors == (mo,)
    assert "fatigue" in [state.slug for state in post.states_of_mind.all()]
    kinds = [block.block_type for block in post.body]
    assert kinds == ["text", "quotation", "image", "text"]
    html = "".join(str(block.value) for block in post.body)
    assert "<b>exhausted</b>" in html
    assert '<a href="https://rota.example/">the rota</a>' in html
    for foreign in ("script", "alert", "onerror", "iframe", "javascript"):
        assert foreign not in html
    assert '<a href="https://video.example/1">' in html
    assert not Redirect.objects.exists()  # readers find nothing there yet
    assert code == 3
    assert "About: It is of the kind “page”." in said
    assert "Thrown away: It is in the state “trash”." in said
    assert "For ourselves only: It was private there" in said


def test_its_pictures_are_fetched_once_and_drawn_anew(home, wxr):
    run("import_wordpress", wxr)

    image = SiteImage.objects.get()
    post = PostPage.objects.get(slug="after-the-fourth-night")
    assert post.cover_image == image
    assert post.body[2].value["image"].contextual_alt_text == "A corridor"
    assert b"Planted" not in image.file.read()


def test_a_private_address_is_never_asked_for_a_picture(home, wxr, settings):
    settings.FEEDS_ALLOWED_ADDRESSES = []

    said, _ = run("import_wordpress", wxr)

    assert "is missing" in said
    assert not SiteImage.objects.exists()
    assert PostPage.objects.count() == 2


@pytest.mark.parametrize("command", ["import_wordpress", "import_tumblr"])
def test_a_dry_run_makes_nothing_and_a_second_run_nothing_twice(home, wxr, tumblr, command):
    path, options = (wxr, {}) if command == "import_wordpress" else (tumblr, {"blog": BLOG, "no_fetch": True})

    said, _ = run(command, path, **options, dry_run=True)
    assert "would be made" in said
    assert [model.objects.count() for model in (PostPage, Origin, Redirect)] == [0, 0, 0]

    run(command, path, **options)
    made = PostPage.objects.count()
    PostPage.objects.first().delete()
    said, _ = run(command, path, **options)

    assert f"0 posts made, as drafts; {made} were brought in before." in said
    assert PostPage.objects.count() == made - 1


def test_posts_of_tumblr_come_from_its_pages_and_from_its_xml(home, tumblr):
    said, code = run("import_tumblr", tumblr, blog=BLOG, no_fetch=True, owner=None)

    page = PostPage.objects.get(title="Six weeks of fatigue")
    assert page.first_published_at == datetime(2016, 3, 3, 10, 5, tzinfo=UTC)
    assert [block.block_type for block in page.body] == ["text", "image", "quotation"]
    assert "fatigue" in [state.slug for state in page.states_of_mind.all()]
    assert "March 3rd" not in str(page.body)
    word = PostPage.objects.get(title="A word")
    assert "anger" in [state.slug for state in word.states_of_mind.all()]
    assert Origin.objects.get(page=word).old_paths == ["/post/201", "/post/201/a-word"]
    (quotation,) = PostPage.objects.get(summary="Sit down first.").body
    assert (quotation.value["quote"], quotation.value["attribution"]) == ("Sit down first.", "A porter")
    assert "It was private there: ask before you publish it." in said
    assert "203_1280.jpg is missing: it is not in the archive" in said
    assert code == 3
    assert "There are no words and no pictures in it." in said


def test_an_owner_and_authors_are_named_or_refused(home, tumblr, wxr):
    User.objects.create_user("edda")
    mo = ContributorFactory(slug="mo")

    assert run("import_tumblr", tumblr, blog=BLOG, owner="nobody")[1] == 2
    assert run("import_wordpress", wxr, author=["Mo Example=nobody"])[1] == 2
    run("import_wordpress", wxr, author=["Mo Example=mo"], owner="edda")

    post = PostPage.objects.first()
    assert (post.owner.username, post.contributors) == ("edda", (mo,))


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'


@pytest.mark.parametrize("content", ["", "no xml", "<rss/>", "<rss><channel/></rss>", BOMB])
def test_what_is_no_export_of_wordpress_is_refused(home, tmp_path, content):
    path = tmp_path / "export.xml"
    path.write_text(content)

    said, code = run("import_wordpress", path)

    assert code == 2
    assert "not an export of WordPress" in said


@pytest.mark.parametrize(
    "files", [{"other.txt": "x"}, {"posts/posts.xml": BOMB}, {"../posts/html/1.html": "x"}]
)
def test_what_is_no_export_of_tumblr_is_refused(home, zipped, files):
    assert run("import_tumblr", zipped(**files), blog=BLOG)[1] == 2


@pytest.mark.parametrize(
    "html", ["<div>" * 5_000, "</b>" * 5_000 + "<b>" * 5_000, "<ul><li>" * 8_000, "x" * 300_001, "&" * 15_001]
)
def test_what_is_built_to_be_slow_is_left_out(html):
    with pytest.raises(TooMuch):
        blocks_of(html)


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<h1>One</h1><p>Two</p>", ["<h2>One</h2><p>Two</p>"]),
        ("bare words", ["<p>bare words</p>"]),
        ('<p onclick="x" style="y" class="z" data-controller="w">a</p>', ["<p>a</p>"]),
        ('<a href="javascript:1">a</a>', ["<p>a</p>"]),
        ('<p><a href="//else.example">a</a></p>', ['<p><a href="https://else.example">a</a></p>']),
        ('<p><a href="http://[">a</a></p>', ["<p>a</p>"]),
        ("<p>&lt;script&gt;</p>", ["<p>&lt;script&gt;</p>"]),
        ("<div><div><p>deep</p></div></div>", ["<p>deep</p>"]),
        ("", []),
    ],
)
def test_only_what_we_write_ourselves_is_kept(html, said):
    assert [getattr(block, "html", block) for block in blocks_of(html)] == said
