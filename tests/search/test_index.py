"""The index says what readers may see, whatever editors do."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from factories import GuardianUpdatePageFactory, HelpServiceFactory, PostPageFactory
from wagtail.models import PageViewRestriction

from blog.models import PostIndexPage, PostPage
from feeds.curating.decide import PickDraft, keep_item, undo_decision
from feeds.models import Item, Source
from recalibrate.core.models import StateOfMind
from recalibrate.guardian.models import GuardianIndexPage, GuardianReportPage, YouSaid
from recalibrate.home.models import HomePage, InformationPage
from recalibrate.search.index import is_outdated, rebuild
from recalibrate.search.models import SearchEntry
from recalibrate.search.tasks import rebuild_search

pytestmark = pytest.mark.django_db


def titles(client, question):
    response = client.get("/search/", {"q": question})
    return [result.entry.title for result in response.context["results"].object_list]


@pytest.fixture
def item():
    source = Source.objects.create(
        name="A journal", slug="journal", site_url="https://j.example/", has_excerpts=True
    )
    return Item.objects.create(
        source=source, identity="1", fingerprint="1", url="https://j.example/zebra", title="Zebra crossing"
    )


def kept(item, now=None, **options):
    states = StateOfMind.objects.filter(slug="calm")
    return keep_item(item, PickDraft(line="Worth ten minutes.", states=states, **options), by=None, now=now)


def test_a_post_is_found_once_it_is_published_and_no_more_when_withdrawn(client, home):
    post = PostPageFactory(title="Zebra", live=False)
    assert titles(client, "zebra") == []

    post.get_latest_revision().publish()
    assert titles(client, "zebra") == ["Zebra"]

    post.refresh_from_db()
    post.unpublish()
    assert titles(client, "zebra") == []


def test_what_is_found_are_the_published_words_not_the_drafts(client, home):
    post = PostPageFactory(title="Zebra", summary="About stripes.")

    post.summary = "About quaggas."
    post.save_revision()
    assert titles(client, "stripes") == ["Zebra"]
    assert titles(client, "quaggas") == []

    post.get_latest_revision().publish()
    assert titles(client, "stripes") == []
    assert titles(client, "quaggas") == ["Zebra"]


def test_a_deleted_page_is_not_found_nor_is_one_whose_parent_is_deleted(client, home):
    PostPageFactory(title="Zebra one").delete()
    PostPageFactory(title="Zebra two")
    assert titles(client, "zebra") == ["Zebra two"]

    PostIndexPage.objects.get().delete()

    assert titles(client, "zebra") == []


def test_a_page_under_a_restriction_is_never_found(client, home):
    PostPageFactory(title="Zebra")
    restriction = PageViewRestriction.objects.create(
        page=PostIndexPage.objects.get(), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    assert titles(client, "zebra") == []

    restriction.restriction_type = PageViewRestriction.GROUPS
    restriction.save()
    restriction.groups.add(Group.objects.first())
    assert titles(client, "zebra") == []

    restriction.delete()
    assert titles(client, "zebra") == ["Zebra"]


def test_a_moved_page_is_found_at_its_new_address(home, django_capture_on_commit_callbacks):
    parent = home.add_child(instance=InformationPage(title="Zebra", slug="zebra"))
    child = parent.add_child(instance=InformationPage(title="Quagga", slug="quagga"))
    for page in (parent, child):
        page.save_revision().publish()

    parent.slug = "stripes"
    with django_capture_on_commit_callbacks(execute=True):
        parent.save_revision().publish()
    assert SearchEntry.objects.get(title="Quagga").url == "/stripes/quagga/"

    child.refresh_from_db()
    child.move(HomePage.objects.get(), pos="last-child")
    assert SearchEntry.objects.get(title="Quagga").url == "/quagga/"


def test_a_kept_item_is_found_until_the_decision_is_undone(client, home, item):
    assert titles(client, "zebra") == []

    kept(item)
    assert titles(client, "zebra") == ["Zebra crossing"]
    assert titles(client, "worth minutes") == ["Zebra crossing"]

    undo_decision(item.curation, by=None)
    assert titles(client, "zebra") == []


def test_a_kept_item_keeps_its_state_and_follows_its_sources_name(client, home, item):
    kept(item)

    entry = SearchEntry.objects.get(kind="pick")
    assert entry.state_ids == str(StateOfMind.objects.get(slug="calm").pk)
    item.source.name = "Another name"
    item.source.save()

    entry.refresh_from_db()
    assert entry.byline == "Another name"


def test_a_kept_item_is_found_no_more_once_it_has_expired_unless_pinned(client, home, item):
    curation = kept(item, now=timezone.now() - timedelta(days=92))
    assert titles(client, "zebra") == []

    curation.is_pinned = True
    curation.save()
    assert titles(client, "zebra") == ["Zebra crossing"]

    curation.is_pinned, curation.expires_on = False, timezone.localdate()
    curation.save()
    SearchEntry.objects.update(expires_on=timezone.localdate() - timedelta(days=1))  # a day goes by
    assert titles(client, "zebra") == []


def test_a_help_service_is_found_by_name_number_and_whom_it_is_for(client, home):
    service = HelpServiceFactory(name="Zebra line", phone="0000 123 4567", audience="Quagga keepers")

    assert titles(client, "zebra") == ["Zebra line"]
    assert titles(client, "quagga") == ["Zebra line"]
    assert titles(client, "4567") == ["Zebra line"]
    assert SearchEntry.objects.get(title="Zebra line").url == f"/help/#service-{service.pk}"
    service.delete()
    assert titles(client, "zebra") == []


def test_a_writer_s_new_name_is_found_and_the_old_is_not(client, home):
    post = PostPageFactory(title="Zebra")
    writer = post.contributors[0]

    writer.name = "Ngozi Farrant"
    writer.save()

    assert titles(client, "farrant") == ["Zebra"]


def test_every_kind_can_be_found(client, home, item):
    PostPageFactory(title="Zebra post")
    GuardianUpdatePageFactory(title="Zebra update")
    HelpServiceFactory(name="Zebra service")
    kept(item)
    home.add_child(instance=InformationPage(title="Zebra page", slug="z")).save_revision().publish()

    choices = client.get("/search/?q=zebra").context["answer"].kinds

    assert {choice.of and choice.of.slug: choice.count for choice in choices} == {
        None: 5, "post": 1, "guardian": 1, "help": 1, "pick": 1, "about": 1,
    }  # fmt: skip


def test_a_report_is_found_by_its_words_once_the_board_has_met(client, home):
    tomorrow = timezone.localdate() + timedelta(days=1)
    report = GuardianReportPage(
        title="Zebra report", slug="z", start_year=2026, quarter=2, headline="Quaggas rest.", live=False
    )
    GuardianIndexPage.objects.get().add_child(instance=report)
    report.board_on = tomorrow
    report.save_revision().publish()
    assert titles(client, "zebra") == []
    assert titles(client, "quagga") == []

    report.board_on, report.go_live_at, report.live = timezone.localdate(), None, True
    report.save()
    report.save_revision().publish()
    assert titles(client, "quagga") == ["Zebra report"]


def test_a_concern_is_found_with_what_was_done(client, home):
    concern = YouSaid.objects.create(you_said="No zebra at night", owner_role="Catering lead")
    concern.we_did, concern.progress = "A quagga comes at three.", "done"
    concern.save()

    assert titles(client, "quagga") == ["No zebra at night"]
    assert SearchEntry.objects.get(kind="you-said").url.startswith("/guardian/")


def test_making_the_index_anew_changes_nothing(client, home, item):
    PostPageFactory(title="Zebra post")
    kept(item)
    before = list(SearchEntry.objects.order_by("kind", "key").values("kind", "key", "url", "words"))

    call_command("rebuild_search", stdout=io.StringIO())

    assert list(SearchEntry.objects.order_by("kind", "key").values("kind", "key", "url", "words")) == before
    assert sorted(titles(client, "zebra")) == ["Zebra crossing", "Zebra post"]


def test_the_index_is_made_anew_when_it_is_empty_or_of_another_version(client, home):
    PostPageFactory(title="Zebra")
    assert not is_outdated()

    SearchEntry.objects.all().delete()
    assert is_outdated()
    rebuild_search.call()
    assert titles(client, "zebra") == ["Zebra"]

    SearchEntry.objects.update(version=0)
    assert is_outdated()
    rebuild_search.call()
    assert not is_outdated()


def test_making_the_index_anew_forgets_what_no_reader_may_see(client, home):
    post = PostPageFactory(title="Zebra")
    PostPage.objects.filter(pk=post.pk).update(live=False)  # past the site, as a restored backup might
    SearchEntry.objects.create(kind="gone", key="1", url="/", title="Zebra", title_terms="zebra", version=1)

    rebuild()

    assert not SearchEntry.objects.filter(title="Zebra").exists()
