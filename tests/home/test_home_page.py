"""The first page: what editors choose, what the hours choose, and how long anybody may keep it."""

from datetime import datetime

import pytest
from django.utils import timezone
from factories import GuardianUpdatePageFactory, PostPageFactory, YouSaidFactory

from feeds.models import Curation, Item, Source
from recalibrate.core.models import User
from recalibrate.home.models import HomePage
from recalibrate.infra.clock import WALL_CLOCK


@pytest.fixture
def clock(monkeypatch):
    """Set the hospital's clock: `clock(3, 40)`."""

    def set_to(hour: int, minute: int = 0) -> None:
        moment = datetime(2026, 11, 25, hour, minute, tzinfo=WALL_CLOCK)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return set_to


def kept(line: str, **values) -> Curation:
    source, _ = Source.objects.get_or_create(slug="source", defaults={"name": "Source"})
    item = Item.objects.create(
        source=source,
        identity=line.ljust(64, "0")[:64],
        title=f"About {line}",
        url=f"https://a.example/{line}",
    )
    return Curation.objects.create(item=item, decision="keep", line=line, **values)


def test_a_chosen_lead_that_may_not_be_featured_gives_way_to_the_latest(client, home):
    latest = PostPageFactory(title="Latest")
    care = PostPageFactory(title="Care", sensitivity=3, content_note="Talks about suicide.")
    HomePage.objects.update(lead_post=care)

    context = client.get("/").context

    assert context["lead"].title == latest.title
    assert "Care" not in client.get("/").content.decode()


def test_the_editors_pick_stands_on_the_first_page_until_it_is_no_longer_kept(client, home):
    old = kept("Chosen")
    kept("Newer")
    HomePage.objects.update(national_pick=old)
    assert client.get("/").context["pick"].line == "Chosen"

    Curation.objects.filter(pk=old.pk).update(decision="pass")

    assert client.get("/").context["pick"].line == "Newer"


def test_the_guardian_and_what_became_of_concerns_stand_at_equal_rank(client, home):
    GuardianUpdatePageFactory(title="The fund")
    YouSaidFactory(you_said="Parking")

    html = client.get("/").content.decode()

    assert html.count('<article class="third') == 2
    assert "The fund" in html
    assert "Parking" in html


@pytest.mark.parametrize(
    ("hour", "heading"),
    [(3, "for tonight"), (8, "before the shift"), (12, "for a break"), (19, "for the evening")],
)
def test_the_one_read_is_announced_for_the_hour(client, home, clock, hour, heading):
    [PostPageFactory() for _ in range(3)]

    clock(hour)

    assert f"One read {heading}" in client.get("/").content.decode()


def test_the_one_read_is_never_a_post_with_a_content_note(client, home):
    for number in range(3):
        PostPageFactory(sensitivity=2, content_note=f"Mentions a death {number}.")

    for address in ("/", "/states/"):
        assert client.get(address).context["read_now"] is None


def test_a_reader_who_has_the_page_gets_304_until_the_hours_or_the_content_change(client, home, clock):
    PostPageFactory()
    clock(12)
    tag = client.get("/")["ETag"]
    assert client.get("/", headers={"if-none-match": tag}).status_code == 304

    clock(17)
    evening = client.get("/", headers={"if-none-match": tag})
    assert evening.status_code == 200
    PostPageFactory()
    clock(17)
    assert client.get("/", headers={"if-none-match": evening["ETag"]}).status_code == 200


def test_a_304_is_answered_without_reading_anything_for_the_page(
    client, home, clock, django_assert_max_num_queries
):
    PostPageFactory()
    clock(12)
    tag = client.get("/")["ETag"]

    with django_assert_max_num_queries(5):
        answer = client.get("/", headers={"if-none-match": tag})

    assert answer["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"


@pytest.mark.parametrize("address", ["/", "/states/"])
def test_nobody_keeps_the_page_past_the_hours_it_is_for(client, home, clock, address):
    clock(21, 59)

    assert client.get(address)["Cache-Control"] == "public, max-age=60, stale-while-revalidate=0"


@pytest.mark.parametrize("address", ["/", "/states/"])
def test_an_editors_page_is_kept_by_nobody(client, home, address):
    client.force_login(User.objects.create_superuser("boss"))

    answer = client.get(address)

    assert answer["Cache-Control"] == "private, no-store"
