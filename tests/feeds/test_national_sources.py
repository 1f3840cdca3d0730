import pytest
from django.core.management import call_command

from feeds.models import Source


@pytest.fixture(autouse=True)
def _no_sources_yet(db):
    Source.objects.all().delete()


def test_sources_come_paused_with_a_reason_so_that_nobody_is_asked_before_someone_wants_it(capsys):
    call_command("load_national_sources")

    with_feed = Source.objects.exclude(feed_url="")
    assert with_feed.exists()
    assert not Source.objects.followed().exists()
    assert all(source.review_note for source in with_feed)
    assert f"{Source.objects.count()} sources added" in capsys.readouterr().out


def test_they_can_be_followed_at_once():
    call_command("load_national_sources", "--follow", verbosity=0)

    assert Source.objects.followed().count() == Source.objects.exclude(feed_url="").count()


def test_loading_again_changes_nothing_that_an_editor_changed():
    call_command("load_national_sources")
    Source.objects.filter(slug="nhs-england").update(name="Ours", is_paused=False)
    count = Source.objects.count()

    call_command("load_national_sources")

    changed = Source.objects.get(slug="nhs-england")
    assert (changed.name, changed.is_paused, Source.objects.count()) == ("Ours", False, count)


def test_every_source_on_the_list_would_pass_the_admins_form():
    call_command("load_national_sources")

    for source in Source.objects.all():
        source.full_clean()
