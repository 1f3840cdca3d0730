"""The sample content, as a newcomer loads it: from documents, over HTTP, twice without harm."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from blog.models import PostPage
from feeds.models import Curation, Item, Source
from feeds.sources.health import health_of
from recalibrate.core.models import Contributor, SiteIdentity, StateOfMind, User
from recalibrate.guardian.models import GuardianUpdatePage
from recalibrate.help_services.models import HelpService

COUNTED = [PostPage, GuardianUpdatePage, Contributor, HelpService, StateOfMind, Source, Item, Curation, User]


def load() -> None:
    call_command("load_sample_content", stdout=io.StringIO())


def counts() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in COUNTED}


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """Once for all tests here: each takes its own changes back."""
    folder = override_settings(VAR_DIR=tmp_path_factory.mktemp("var"))
    with folder, django_db_blocker.unblock(), transaction.atomic():
        HelpService.objects.all().delete()  # so that the sample's own checked-on dates are used
        load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sample(loaded, home):
    """The site with the sample's content."""


def test_loading_twice_changes_nothing(sample):
    first = counts()
    edited = PostPage.objects.get(slug="toast-at-three")
    edited.title = "An editor's title"
    edited.save_revision().publish()

    load()

    assert counts() == first
    assert PostPage.objects.get(slug="toast-at-three").title == "An editor's title"


def test_all_fourteen_posts_are_there_and_every_home_state_has_one(sample):
    assert PostPage.objects.published().count() == 14
    for state in StateOfMind.objects.on_home_page():
        assert PostPage.objects.published().about(state).exists(), state


def test_every_page_says_that_it_is_a_sample(sample, client):
    assert SiteIdentity.objects.get().sample_label
    for address in ("/", "/states/fatigue/", "/guardian/", "/help/", "/posts/toast-at-three/"):
        assert "Sample data: not a real trust" in client.get(address).content.decode()


def test_every_link_inside_the_site_leads_somewhere(sample, client):
    import re

    wanted = {"/", "/posts/", "/posts/?page=2", "/guardian/", "/about/", "/states/"}
    checked: set[str] = set()
    while todo := wanted - checked:
        address = todo.pop()
        checked.add(address)
        response = client.get(address)
        assert response.status_code in (200, 301), address
        if response.headers.get("Content-Type", "").startswith("text/html"):
            html = response.content.decode()
            wanted |= {
                a for a in re.findall(r'href="(/[^"#]*)"', html) if not a.startswith(("/static", "/admin"))
            }
            wanted |= {address.split("?")[0] + a for a in re.findall(r'href="(\?page=\d+)"', html)}
    assert len(checked) > 40


def test_the_real_fetcher_filled_the_inbox_from_all_three_formats(sample):
    slugs = ["national-wellbeing", "leadership-letters", "evidence-digest"]
    arrived = dict(Source.objects.filter(slug__in=slugs).values_list("slug", "last_success_at"))
    assert all(arrived.values())
    assert Item.objects.filter(source__slug="national-wellbeing").count() == 6
    assert Item.objects.filter(source__slug="leadership-letters").count() == 4
    assert Item.objects.filter(source__slug="evidence-digest").count() == 3
    assert Item.objects.filter(source__slug="noisy").count() == 80
    assert Item.objects.undecided().count() > 20


def test_the_untrusted_item_became_a_short_text(sample):
    item = Item.objects.get(title="Letters from the night desk: a very long read")

    assert len(item.text.split()) <= 151
    assert len(item.excerpt.split()) <= 41
    for trace in ("<", "taken over", "tracker.example", "onclick", "javascript"):
        assert trace not in item.text + item.excerpt


def test_the_broken_source_says_what_it_answers_and_the_moved_one_arrived(sample):
    assert "500" in health_of(Source.objects.get(slug="broken"), timezone.now()).words
    assert Source.objects.get(slug="moved").items.count() == 2


def test_help_services_exercise_the_alarm(sample):
    late = [service.name for service in HelpService.objects.all() if service.is_being_rechecked]

    assert late == ["Doctors’ Support Network"]
    assert not HelpService.objects.filter(name="Samaritans").get().is_being_rechecked


def test_the_level_3_post_is_on_no_list_of_chance_and_in_no_feed(sample, client):
    title = "How to ask a colleague if they are all right, and mean it"
    for address in ("/", "/states/"):
        assert title not in client.get(address).content.decode()
    worry = client.get("/states/worry/")
    assert worry.context["four"].one_read.title != title
    feed = client.get("/feeds/states/worry.xml").content.decode()
    assert title in feed
    assert "The ceiling stays up" not in feed


def test_the_content_note_comes_before_the_text_in_page_and_feed(sample, client):
    for text in (
        client.get("/posts/the-decimal-point/").content.decode(),
        client.get("/feeds/states/error.xml").content.decode(),
    ):
        assert text.index("Describes a prescribing mistake") < text.index("I have told this story")


def test_sample_log_ins_have_random_passwords_kept_in_a_private_file(sample, settings):
    file = settings.VAR_DIR / "sample-log-ins.txt"
    passwords = [line.split()[1] for line in file.read_text().splitlines()]

    assert file.stat().st_mode & 0o077 == 0
    assert len(set(passwords)) == len(passwords) == User.objects.filter(is_sample=True).count() > 5


def test_no_sample_log_in_is_made_in_production(home, settings, tmp_path):
    settings.SAMPLE_SETUP = False
    settings.VAR_DIR = tmp_path
    User.objects.filter(is_sample=True).delete()

    load()

    assert not User.objects.filter(is_sample=True).exists()
    assert not any(user.has_usable_password() for user in User.objects.all())
