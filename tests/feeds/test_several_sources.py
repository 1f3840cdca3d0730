"""Many sources at once: what a new site begins with, what fails first, and counts that agree."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from feeds.dashboard_items import first_sources
from feeds.models import Source
from feeds.sources.follow_several import first_to_follow
from recalibrate.core.models import StateOfMind

SEVERAL = "/admin/sources/several/"


@pytest.fixture
def sources(editor, client):
    """The national ones, all paused, as a new site has them."""
    Source.objects.all().delete()
    call_command("load_national_sources", verbosity=0)
    client.force_login(editor)
    return list(Source.objects.exclude(feed_url=""))


def told(client, **said):
    return client.post(SEVERAL, said, follow=True).content.decode()


def test_a_new_site_is_told_what_to_begin_with_and_follows_it_in_one_go(client, editor, sources):
    [item] = first_sources(editor)
    assert item.text == f"Follow {len(sources)} sources to begin with"

    page = client.get(item.url).content.decode()
    assert page.count("checked") == len(sources)
    assert f"{len(sources)} sources are ticked" in page
    done = told(client, sources=[source.pk for source in sources], do="follow")

    assert f"We now follow {len(sources)} sources." in done
    assert Source.objects.due(timezone.now()).count() == len(sources)
    assert (
        not Source.objects.exclude(feed_url="")
        .exclude(review_note="")
        .filter(review_note__startswith="Paused until")
        .exists()
    )
    assert list(first_sources(editor)) == []
    assert not first_to_follow().exists()


def test_counts_agree_with_their_words(client, sources):
    one, two, *_ = sources

    assert "We now follow 1 source." in told(client, sources=[one.pk], do="follow")
    assert "No source needed a change." in told(client, sources=[one.pk], do="follow")
    both = [one.pk, two.pk]
    assert "We now follow 1 source." in told(client, sources=both, do="follow")
    assert "2 sources are paused." in told(client, sources=both, do="pause")


def test_a_label_is_suggested_for_what_they_bring(client, sources):
    calm = StateOfMind.objects.get(slug="calm")
    both = [source.pk for source in sources[:2]]

    assert "2 sources are now labelled “Calm”." in told(client, sources=both, do="label", state="calm")

    assert Source.objects.filter(default_states=calm).count() == 2
    assert "No source needed a change." in told(client, sources=both, do="label", state="calm")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"do": "follow"}, "Tick some sources"),
        ({"do": "follow", "sources": ["x", "99999999", "9" * 40, "9" * 5_000]}, "Tick some sources"),
        ({"do": "", "sources": True}, "Tick some sources"),
        ({"do": "label", "sources": True}, "Choose a state of mind"),
    ],
)
def test_what_is_not_clear_changes_nothing(client, sources, said, words):
    if said.get("sources") is True:
        said = {**said, "sources": [source.pk for source in sources]}

    assert words in told(client, **said)
    assert not Source.objects.followed().exists()


def test_what_fails_comes_first_when_it_is_asked_for(client, sources):
    last = max(sources, key=lambda source: source.name)
    Source.objects.filter(pk=last.pk).update(
        is_paused=False, error_streak=5, failing_since=timezone.now(), last_error="404: nothing."
    )

    by_name = client.get(SEVERAL).context["sources"]
    failing_first = client.get(SEVERAL, {"order": "failing"}).context["sources"]

    assert (by_name[-1].pk, failing_first[0].pk) == (last.pk, last.pk)
    assert len(by_name) == len(failing_first) == len(sources)


def test_whoever_may_not_change_sources_is_refused(client, sources, django_user_model):
    client.force_login(django_user_model.objects.create_user("a-reader"))

    assert client.post(SEVERAL, {"do": "follow", "sources": [sources[0].pk]}).status_code in (302, 403)
    assert not Source.objects.followed().exists()


def test_the_list_of_sources_leads_there(client, sources):
    assert SEVERAL in client.get("/admin/sources/").content.decode()
