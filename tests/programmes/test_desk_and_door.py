"""What waits for an organiser, who came in parts, how results will look, and what goes on the wall."""

import json
import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from planted_programmes import call, closed, fill, open_now, programme, released, session, wave

from recalibrate.core.models import User
from recalibrate.programmes.answers.door import FEWEST_IN_A_PART, door_parts
from recalibrate.programmes.models import RaisedConcern, SessionPage, Wave
from recalibrate.programmes.must_change import NOBODY, raise_concern


@pytest.fixture
def root(client, home):
    client.force_login(User.objects.create_superuser("root"))
    return client


parts = st.dictionaries(
    st.sampled_from([f"Hospital {n}" for n in range(13)]), st.integers(0, 12), max_size=13
)


@given(parts, st.integers(0, 6))
def test_no_part_of_a_room_that_is_shown_has_fewer_than_five_nor_follows_by_subtraction(counts, rest):
    whole = sum(counts.values()) + rest
    found = door_parts(counts, whole)
    assert all(count >= FEWEST_IN_A_PART for _, count in found.shown)
    assert found.together == 0 or found.together >= FEWEST_IN_A_PART or not found.shown
    assert sum(count for _, count in found.shown) + found.together == whole


def test_five_in_a_part_are_shown_and_four_are_not():
    assert FEWEST_IN_A_PART == 5
    assert door_parts({"A": 5, "B": 9, "C": 3, "D": 3, "E": 4, "F": 2}, 26).shown == (("B", 9), ("A", 5))
    assert door_parts({"A": 4, "B": 9, "C": 3, "D": 3, "E": 4, "F": 2}, 25).shown == (("B", 9),)


def test_of_seventeen_from_thirteen_hospitals_only_that_is_said(client, home):
    one = closed(open_now(wave(session(starts_at=timezone.now() - timedelta(days=12)))))
    counts = {f"Hospital {n}": 2 if n < 4 else 1 for n in range(13)}
    for name, count in counts.items():
        one.session.door_counts.create(dimension="hospital", category=name, count=count)
    for name, count in {"ST3": 9, "ST4": 8}.items():
        one.session.door_counts.create(dimension="grade", category=name, count=count)
    one.session.door_counts.create(dimension="whole", count=17)
    html = client.get(one.session.get_url()).content.decode()
    assert "From 13 hospitals." in html
    assert "By grade: ST3 9, ST4 8." in html
    assert "Hospital 1" not in html


def test_the_desk_says_what_is_due_and_what_nobody_has(root):
    near = session(programme(), starts_at=timezone.now() + timedelta(days=6))
    SessionPage.objects.filter(pk=near.pk).update(whose="")
    one = open_now(wave(session(near.programme, "Over", starts_at=timezone.now() - timedelta(days=4))))
    fill(one, 12, useful=4, change=[1])
    one = closed(one, days_ago=1)
    call(closes_on=timezone.localdate() + timedelta(days=3))
    html = root.get("/admin/").content.decode()
    assert "Read what “Over, after” said, before everybody does" in html
    assert "Say who can change what “Fatigue” asks for" in html
    assert "“An interview study” closes on" in html

    done = closed(one)
    concern = raise_concern(done, done.shown, "change", "Time")
    concern.owner_role = NOBODY
    concern.save()
    assert RaisedConcern.objects.count() == 1
    html = root.get("/admin/").content.decode()
    assert "Say whose it is: “Time”" in html
    assert "before everybody does" not in html


@pytest.mark.parametrize(("forms", "said"), [(4, "Fewer than 5 answered"), (8, "Not yet"), (18, "of 18")])
def test_how_results_will_look_is_shown_on_invented_counts_and_says_so(root, forms, said):
    one = open_now(wave())
    url = reverse("invented-results", args=[one.pk])
    html = root.get(url, {"forms": forms}).content.decode()
    assert html.count("Invented. No one answered this.") == 2
    assert said.lower() in html.lower() or "not yes" in html.lower()
    assert root.get(url, {"forms": forms}).content.decode().count("<svg") == html.count("<svg")
    fill(one, 3, useful=5)
    assert root.get(url, {"forms": "1e9"}).status_code == 200
    assert Wave.objects.get(pk=one.pk).shown is None


def graph(client, url):
    html = client.get(url).content.decode()
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    return {thing["@type"]: thing for thing in json.loads(found)["@graph"]}


def test_machines_read_a_session_as_a_date_without_its_state_of_mind(client, home):
    page = session(programme(), "Sadness", is_cancelled=True)
    event = graph(client, page.get_url())["Event"]
    assert event["name"] == "Wednesdays, session 1"
    assert event["eventStatus"].endswith("EventCancelled")
    assert event["location"] == {"@type": "Place", "name": "Education centre"}
    assert "adness" not in json.dumps(event).replace("/sadness", "")
    assert graph(client, page.programme.get_url())["Course"]["name"] == "Recalibrate for all"


def test_a_poster_has_the_dates_to_come_and_no_other(client, home):
    page = session(programme(), "To come")
    session(page.programme, "Over", starts_at=timezone.now() - timedelta(days=2))
    session(page.programme, "Off", is_cancelled=True)
    session(page.programme, "Draft", live=False)
    html = client.get(reverse("programme-poster", args=[page.programme.pk])).content.decode()
    titles = re.findall(r"<strong>(To come|Over|Off|Draft)</strong>", html)
    assert titles == ["To come"]
    assert "noindex" in html
    page.programme.unpublish()
    assert client.get(reverse("programme-poster", args=[page.programme.pk])).status_code == 404


as_one_sentence = import_module("recalibrate.programmes.migrations.0004_one_sentence").as_one_sentence


@pytest.mark.parametrize(
    ("rich", "sentence"),
    [
        ("<p>The rest room is locked.</p>", "The rest room is locked."),
        ("<p>One &amp; two.</p><p>Three.</p>", "One & two. Three."),
        (f"<p>Beds should be free. {'And more of it. ' * 12}</p>", "Beds should be free."),
        (f"<p>{'word ' * 60}</p>", f"{'word ' * 30}word…"),
    ],
)
def test_what_should_change_was_made_to_fit_one_sentence(rich, sentence):
    found = as_one_sentence(rich)
    assert found == sentence
    assert len(found) <= 160


def test_whoever_organises_sees_when_the_sentence_does_not_stand_alone(root):
    page = session()
    form = root.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    assert form.fields["what_should_change"].max_length == 160
    with pytest.raises(Exception, match="160"):
        SessionPage(title="x", what_should_change="x" * 161).full_clean()


def test_a_released_wave_has_no_way_to_look_at_single_forms(root):
    done = released()
    html = root.get(reverse("wave-desk", args=[done.pk])).content.decode()
    assert "programmes-admin.css" in html
    assert 'class="room-results"' in html
