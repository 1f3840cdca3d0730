"""What search engines, chat previews and lost readers get."""

import json
import re
import xml.etree.ElementTree as ET
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from factories import GuardianUpdatePageFactory, PostPageFactory
from wagtail.contrib.redirects.models import Redirect

from blog.models import PostContributor, PostPage
from recalibrate.core.models import Contributor, SiteIdentity, SiteImage
from recalibrate.core.models.media import Rendition
from recalibrate.home.models import InformationPage
from recalibrate.sharing.sitemaps import PlaceSitemap, PostSitemap

LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
IMAGE = "{http://www.google.com/schemas/sitemap-image/1.1}loc"


def html_of(client, address):
    return client.get(address).content.decode()


def meta(html, name):
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', html)
    return found and unescape(found[1])


def title_of(html):
    return unescape(re.search("<title>(.*?)</title>", html)[1])


def json_ld(html):
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html)
    return json.loads(script)


def level(number, **fields):
    return PostPageFactory(
        sensitivity=number, content_note="Mentions a death." if number > 1 else "", **fields
    )


def test_a_post_says_what_it_is_to_chat_previews(client, home):
    PostPageFactory(title="Rest & “rest”", slug="rest", summary="Why rest.")

    html = html_of(client, "/posts/rest/?from=elsewhere")

    assert meta(html, "og:title") == "Rest & “rest”"
    assert meta(html, "og:description") == meta(html, "description") == "Why rest."
    assert meta(html, "og:url") == "http://testserver/posts/rest/"
    assert '<link rel="canonical" href="http://testserver/posts/rest/">' in html
    assert meta(html, "og:type") == "article"
    assert meta(html, "twitter:card") == "summary_large_image"
    assert meta(html, "og:image").startswith("http://testserver/")


@pytest.mark.parametrize("number", [0, 1])
def test_an_easy_post_stands_in_the_tab_by_name(client, home, number):
    level(number, title="Toast at three", slug="toast")

    assert title_of(html_of(client, "/posts/toast/")) == "Toast at three – Recalibrate"


@pytest.mark.parametrize("number", [2, 3])
def test_neither_tab_nor_preview_says_what_a_hard_post_is_about(client, home, number):
    level(number, title="After the bereavement room", slug="after", summary="About a death on the ward.")

    html = html_of(client, "/posts/after/")

    assert title_of(html) == "Reading for today – Recalibrate"
    assert meta(html, "og:title") == "Reading for today"
    assert "on the ward" not in meta(html, "og:description")
    assert meta(html, "og:description") == "Before you read: Mentions a death."
    assert meta(html, "description") == "Before you read: Mentions a death."
    assert "<h1>After the bereavement room</h1>" in html


def test_an_editor_may_word_a_hard_posts_tab(client, home):
    level(2, seo_title="For colleagues", slug="after")

    assert title_of(html_of(client, "/posts/after/")) == "For colleagues – Recalibrate"


def test_neither_tab_nor_preview_of_a_states_page_says_how_someone_is(client, home):
    html = html_of(client, "/states/fatigue/")

    for said in (
        title_of(html),
        meta(html, "og:title"),
        meta(html, "og:description"),
        meta(html, "og:image:alt"),
    ):
        assert not re.search("fatigue|worn|tired", said, re.I)
    assert json_ld(html)["@graph"][0]["itemListElement"][-1]["name"] == "Worn out"


def test_structured_data_names_authors_as_readers_see_them(client, home):
    SiteIdentity.objects.update(organisation="Fenwold Trust")
    post = PostPageFactory(slug="rest")
    hidden = Contributor.objects.create(name="A resident doctor", slug="resident", is_anonymous=True)
    post.post_contributors.set([PostContributor(contributor=hidden)])
    post.save_revision().publish()

    posting, crumbs = json_ld(html_of(client, "/posts/rest/"))["@graph"]

    assert posting["@type"] == "BlogPosting"
    assert posting["author"] == [{"@type": "Organization", "name": "Fenwold Trust"}]
    assert [step["item"] for step in crumbs["itemListElement"]] == [
        "http://testserver/",
        "http://testserver/posts/",
        "http://testserver/posts/rest/",
    ]


def test_guardian_news_is_a_news_article_and_the_home_page_the_site(client, home):
    update = GuardianUpdatePageFactory()

    assert json_ld(html_of(client, update.url))["@graph"][0]["@type"] == "NewsArticle"
    assert json_ld(html_of(client, "/"))["@type"] == "WebSite"


def test_listings_are_indexed_and_their_filters_are_not(client, home):
    assert meta(html_of(client, "/posts/"), "robots") == "max-image-preview:large"
    assert meta(html_of(client, "/posts/?page=1"), "robots") == "max-image-preview:large"
    assert meta(html_of(client, "/posts/?time=2"), "robots") == "noindex, follow"


def sitemap(client):
    return ET.fromstring(client.get("/sitemap.xml").content)


def test_the_sitemap_lists_pages_states_and_places_at_their_canonical_addresses(client, home):
    PostPageFactory(slug="rest")
    PostPageFactory(slug="draft", live=False)

    listed = [place.text for place in sitemap(client).iter(LOCATION)]

    assert len(listed) == len(set(listed))
    assert all(place.startswith("http://testserver/") for place in listed)
    assert {"/", "/posts/", "/posts/rest/", "/states/fatigue/", "/help/", "/picks/"} <= {
        place.removeprefix("http://testserver") for place in listed
    }
    assert "draft" not in "".join(listed)


@pytest.mark.parametrize("address", [reverse(name) for name in PlaceSitemap().items()])
def test_every_place_that_the_sitemap_names_may_be_found(client, home, address):
    response = client.get(address)

    assert response.status_code == 200
    assert "noindex" not in (meta(response.content.decode(), "robots") or "")


def test_the_sitemap_shows_covers_in_the_readers_size_and_none_of_level_3(client, home):
    cover = SiteImage.objects.create(
        title="Sea", description="The sea", file="original_images/sea.png", width=800, height=400
    )
    Rendition.objects.create(
        image=cover, filter_spec="format-jpeg|width-400", file="images/sea.jpg", width=400, height=200
    )
    PostPageFactory(cover_image=cover)
    level(3, cover_image=cover)

    images = [image.text for image in sitemap(client).iter(IMAGE)]

    assert images == ["http://testserver/media/images/sea.jpg"]


def test_the_sitemap_asks_as_often_for_many_posts_as_for_few(client, home):
    def queries():
        client.get("/sitemap.xml")
        with CaptureQueriesContext(connection) as captured:
            client.get("/sitemap.xml")
        return len(captured)

    PostPageFactory.create_batch(2)
    few = queries()
    PostPageFactory.create_batch(6)

    assert queries() == few


def test_a_sitemap_of_more_than_one_part_is_a_list_of_parts(client, home, monkeypatch):
    posts = PostPageFactory.create_batch(3)
    monkeypatch.setattr(PostSitemap, "limit", 2)

    parts = [place.text for place in sitemap(client).iter(LOCATION)]

    of_posts = [part for part in parts if "posts" in part]
    assert of_posts == [
        "http://testserver/sitemap-posts.xml",
        "http://testserver/sitemap-posts.xml?p=2",
    ]
    listed = [
        place.text for part in parts for place in ET.fromstring(client.get(part).content).iter(LOCATION)
    ]
    assert {post.canonical_url for post in posts} < set(listed)
    assert "http://testserver/help/" in listed
    assert len(listed) == len(set(listed))
    for address in ("/sitemap-none.xml", "/sitemap-posts.xml?p=9", "/sitemap-posts.xml?p=x"):
        assert client.get(address).status_code == 404


def test_robots_are_kept_out_of_admin_and_search_and_led_to_the_sitemap(client, db):
    text = client.get("/robots.txt").content.decode()

    assert "Disallow: /admin/\n" in text
    assert "Disallow: /search/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_a_renamed_page_is_found_at_its_old_address(client, home, django_capture_on_commit_callbacks):
    post = PostPageFactory(slug="rest")
    with django_capture_on_commit_callbacks(execute=True):
        post.slug = "rest-well"
        post.save_revision().publish()

    response = client.get("/posts/rest/")

    assert response.status_code == 301
    assert response["Location"] == "/posts/rest-well/"


def test_a_moved_page_is_found_at_its_old_address(client, home):
    update = GuardianUpdatePageFactory(slug="news")
    archive = home.add_child(instance=InformationPage(title="Archive", slug="archive"))
    update.move(archive, pos="last-child")

    response = client.get("/guardian/news/")

    assert response.status_code == 301
    assert response["Location"] == "/archive/news/"


def test_what_was_withdrawn_is_gone_and_what_never_was_is_not_found(client, home):
    PostPageFactory(slug="withdrawn").unpublish()
    PostPageFactory(slug="draft", live=False)

    assert client.get("/posts/withdrawn/").status_code == 410
    assert client.get("/posts/draft/").status_code == 404
    assert client.get("/nothing/").status_code == 404


def test_an_editor_can_send_readers_from_what_was_withdrawn_to_what_replaced_it(client, home):
    PostPageFactory(slug="withdrawn").unpublish()
    Redirect.objects.create(old_path="/posts/withdrawn", redirect_link="/posts/")

    assert client.get("/posts/withdrawn/").status_code == 301


def test_a_lost_reader_gets_a_search_box_the_states_and_help(client, home):
    response = client.get("/nothing/")
    html = response.content.decode()

    assert response.status_code == 404
    assert '<form class="search-form" role="search" action="/search/" method="get"' in html
    assert "Worn out" in html
    assert 'href="/help/"' in html
    assert meta(html, "robots") == "noindex"


def test_the_manifest_carries_the_sites_own_name(client, home):
    SiteIdentity.objects.update(name="Kindly Yours")

    response = client.get("/manifest.webmanifest")

    assert response["Content-Type"] == "application/manifest+json"
    manifest = response.json()
    assert manifest["name"] == "Kindly Yours"
    assert manifest["start_url"] == "/"
    assert {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]} == {
        ("192x192", "any"), ("192x192", "maskable"), ("512x512", "any"), ("512x512", "maskable"),
    }  # fmt: skip


def test_a_withdrawn_post_that_was_dated_back_is_gone_and_not_unknown(client, home):
    post = PostPageFactory(slug="dated-back")
    post.save_revision().publish()
    post.refresh_from_db()
    post.unpublish(log_action=True)
    long_ago = post.first_published_at - timedelta(days=400)
    PostPage.objects.filter(pk=post.pk).update(last_published_at=long_ago)

    assert client.get("/posts/dated-back/").status_code == 410
