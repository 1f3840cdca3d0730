"""One sheet for the mess."""

import re

import pytest
from django.utils.html import escape
from factories import PostPageFactory

from recalibrate.core.models import SiteIdentity, StateOfMind

SIZES = ["a4", "a5"]


def poster(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("size", SIZES)
def test_a_posts_poster_has_the_short_version_one_thing_to_try_and_the_way_to_the_rest(client, home, size):
    SiteIdentity.objects.update(organisation="Fenwold Trust")
    PostPageFactory(title="Rest & more", slug="rest")

    html = poster(client, f"/posters/posts/rest/?size={size}")

    assert f'class="poster poster--{size}"' in html
    for said in (escape("Rest & more"), "The short of it.", "Stand up.", "Fenwold Trust", "116 123"):
        assert said in html
    assert "testserver/posts/rest</p>" in html
    assert '<svg class="qr-code"' in html


def test_the_qr_code_is_another_for_another_address(client, home):
    PostPageFactory(slug="rest")
    PostPageFactory(slug="eat")

    codes = [
        re.search(r'poster__code">\s*(<svg.*?</svg>)', poster(client, f"/posters/posts/{slug}/"), re.S)[1]
        for slug in ("rest", "eat", "rest")
    ]

    assert codes[0] == codes[2] != codes[1]


def test_a_states_poster_has_its_intro_and_one_thing_to_try(client, home):
    PostPageFactory(try_now="<p>Sit down.</p>")
    PostPageFactory(try_now="<p>About a death.</p>", sensitivity=2, content_note="A death.")

    html = poster(client, "/posters/states/fatigue/")

    assert "<h1>Worn out</h1>" in html
    assert escape(StateOfMind.objects.get(slug="fatigue").intro) in html
    assert "Sit down." in html
    assert "About a death." not in html


def test_a_state_without_posts_has_a_poster_too(client, home):
    assert "Try now" not in poster(client, "/posters/states/anger/")


def test_a_level_2_poster_has_its_note_before_the_text(client, home):
    PostPageFactory(slug="hard", sensitivity=2, content_note="Mentions a death.")

    html = poster(client, "/posters/posts/hard/")

    assert html.index("Mentions a death.") < html.index("The short of it.")


def test_a_level_3_poster_has_its_note_and_who_to_talk_to_but_not_the_text(client, home):
    PostPageFactory(slug="ask", sensitivity=3, content_note="Talks about suicide.", summary="Asking.")

    html = poster(client, "/posters/posts/ask/")
    sheet = html[html.index("<article") : html.index("</article>")]

    assert "Talks about suicide." in sheet
    assert "You can talk to someone now." in sheet
    for kept_back in ("The short of it.", "Stand up.", "Asking."):
        assert kept_back not in sheet


def test_posters_are_not_for_search_engines(client, home):
    PostPageFactory(slug="rest")

    assert '<meta name="robots" content="noindex">' in poster(client, "/posters/posts/rest/")


@pytest.mark.parametrize("size", ["", "a3", "A4", "a5/", "../a4", "a4%00", "<script>"])
def test_no_other_size_exists(client, home, size):
    PostPageFactory(slug="rest")

    assert client.get("/posters/posts/rest/", {"size": size}).status_code == 404


def test_what_readers_may_not_see_has_no_poster(client, home):
    PostPageFactory(slug="draft", live=False)
    PostPageFactory(slug="closed").view_restrictions.create(restriction_type="login")

    for address in ("/posters/posts/draft/", "/posters/posts/closed/", "/posters/states/nowhere/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/posts/rest/", "/states/fatigue/"])
def test_posts_and_states_lead_to_their_posters(client, home, address):
    PostPageFactory(slug="rest")

    assert f'href="/posters{address}"' in client.get(address).content.decode()


def test_sharing_needs_neither_script_nor_third_party(client, home):
    PostPageFactory(title="Rest & more?", slug="rest")

    html = client.get("/posts/rest/").content.decode()

    address = "http%3A%2F%2Ftestserver%2Fposts%2Frest%2F"
    assert f'href="mailto:?subject=Rest%20%26%20more%3F&amp;body={address}"' in html
    wanted = re.escape(f'href="https://wa.me/?text=Rest%20%26%20more%3F%20{address}"')
    assert re.search(rf'{wanted}\s+rel="noopener noreferrer"', html)
    assert re.findall(r"<script[^>]* src=\"(?!/static/)", html) == []


def test_passing_a_hard_post_on_does_not_say_what_it_is_about(client, home):
    PostPageFactory(title="After the death", slug="after", sensitivity=2, content_note="A death.")

    html = client.get("/posts/after/").content.decode()

    shared = html[html.index('<aside class="share"') : html.index("Poster to print")]
    assert "death" not in shared.lower()
    assert "Reading%20for%20today" in shared
