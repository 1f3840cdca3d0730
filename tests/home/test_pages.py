import re

import pytest
from factories import GuardianUpdatePageFactory, HelpServiceFactory, PostPageFactory

from recalibrate.core.models import StateOfMind
from recalibrate.home.models import HomePage


def test_home_asks_how_it_is_and_links_to_every_home_state(client, home):
    html = client.get("/").content.decode()

    assert "How are things today?" in html
    for state in StateOfMind.objects.on_home_page():
        assert f'href="/states/{state.slug}/"' in html
    assert "I don’t know" in html


def test_home_never_leads_with_a_level_3_post_even_if_an_editor_chose_one(client, home):
    chosen = PostPageFactory(title="Three", sensitivity=3, content_note="Talks about suicide.")
    HomePage.objects.update(lead_post=chosen)

    assert "Three" not in client.get("/").content.decode()


def test_home_leads_with_the_chosen_post_however_old(client, home):
    old = PostPageFactory(title="Chosen")
    [PostPageFactory() for _ in range(9)]
    HomePage.objects.update(lead_post=old)

    response = client.get("/")

    assert response.context["lead"].title == "Chosen"
    assert "Chosen" not in [card.title for card in response.context["latest"]]


def test_a_states_page_offers_four_things_and_two_halves(client, home):
    titles = {PostPageFactory(minutes=2).title, PostPageFactory(minutes=5).title}
    update = GuardianUpdatePageFactory()
    service = HelpServiceFactory(is_in_panels=True)

    response = client.get("/states/fatigue/")

    four = response.context["four"]
    assert four.one_read.title in titles  # which of the two turns with the day
    assert "Stand up." in four.try_now.html
    assert "Book the rest room." in four.what_should_change.html
    assert service in response.context["talk_to"]
    assert [card.title for card in response.context["for_you"]] == [*(titles - {four.one_read.title})]
    assert [card.title for card in response.context["for_all"]] == [update.title]
    assert "For you, today" in response.content.decode()
    assert "For all of us" in response.content.decode()


def test_a_level_3_post_is_listed_on_its_state_but_never_the_one_read(client, home):
    PostPageFactory(title="Three", sensitivity=3, content_note="Talks about suicide.")

    response = client.get("/states/fatigue/")

    four = response.context["four"]
    assert four.one_read is None
    assert four.try_now.html == StateOfMind.objects.get(slug="fatigue").try_now
    assert [card.title for card in response.context["for_you"]] == ["Three"]


def test_each_story_stands_once_on_a_states_page(client, home):
    [PostPageFactory() for _ in range(5)]

    html = client.get("/states/fatigue/").content.decode()

    main = html[html.index("<main") : html.index("</main>")]
    titles = re.findall(r'<a href="(/posts/[^"]+)"', main)
    assert len(titles) == 5
    assert len(set(titles)) == 5


def test_a_state_without_posts_borrows_a_gentle_read_from_a_state_close_to_it(client, home):
    frustration = StateOfMind.objects.get(slug="frustration")
    PostPageFactory(title="Hard", primary_state=frustration, sensitivity=2, content_note="A death.")
    PostPageFactory(title="Close", primary_state=frustration)
    PostPageFactory(title="Far", primary_state=StateOfMind.objects.get(slug="calm"))

    response = client.get("/states/anger/")

    assert response.context["four"].one_read.title == "Close"
    html = response.content.decode()
    assert "on feeling frustrated, which is close" in html
    assert "Nobody here has written about this yet" in html


def test_every_state_has_four_things_before_anybody_has_written_anything(client, home):
    HelpServiceFactory(is_in_panels=True)

    for state in StateOfMind.objects.all():
        html = client.get(state.get_absolute_url()).content.decode()
        for heading in ("One thing to try now", "One thing that should change", "Who to talk to"):
            assert heading in html, state


@pytest.mark.parametrize("slug", ["anger", "numbness", "calm"])
def test_a_state_without_posts_still_looks_after_the_reader(client, home, slug):
    response = client.get(f"/states/{slug}/")

    assert response.status_code == 200
    assert StateOfMind.objects.get(slug=slug).closing[:40] in response.content.decode().replace("&#x27;", "’")


def test_not_knowing_leads_to_every_state(client, home):
    html = client.get("/states/").content.decode()

    for state in StateOfMind.objects.all():
        assert f'href="/states/{state.slug}/"' in html
    assert html.index("Is it your body talking?") < html.index("Did something happen?")


def test_a_state_that_no_question_leads_to_is_still_listed(client, home):
    StateOfMind.objects.filter(slug="calm").update(way_in="")

    assert 'href="/states/calm/"' in client.get("/states/").content.decode()


@pytest.mark.parametrize("address", ["/states/none/", "/nothing/", "/posts/none/", "/picks/?state=none"])
def test_what_does_not_exist_is_a_404_with_help_on_it(client, home, address):
    response = client.get(address)

    assert response.status_code == 404
    assert 'href="/help/"' in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/", "/states/", "/states/fatigue/", "/posts/", "/guardian/", "/picks/", "/help/", "/feeds/"]
)
def test_every_public_page_has_help_in_the_same_place(client, home, address):
    html = client.get(address).content.decode()

    header = html[html.index("<header") : html.index("</header>")]
    assert 'href="/help/"' in header
    assert "Get help now" in header
    assert 'href="/help/"' in html[html.index("<footer") :]
