"""The Guardian's own way in: a role that can do all this and nothing else, and what waits for them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from factories import PostPageFactory, YouSaidFactory
from wagtail.models import Page

from feeds.models import Source
from recalibrate.core.models import Contributor, SiteIdentity, StateOfMind, User
from recalibrate.guardian.dashboard_items import guardian_work_items
from recalibrate.guardian.models import ExceptionGuidePage, GuardianIndexPage
from recalibrate.home.models import HomePage


@pytest.fixture
def guardian(client, home):
    user = User.objects.create_user("the-guardian")
    user.groups.add(Group.objects.get(name="Guardian"))
    client.force_login(user)
    return user


def is_let_in(client, address):
    """Whether the admin shows the page, rather than refusing or leading away."""
    return client.get(address).status_code == 200


def test_the_guardian_gets_to_everything_of_the_guardians(client, guardian):
    corner, guide = GuardianIndexPage.objects.get(), ExceptionGuidePage.objects.get()
    concern = YouSaidFactory()

    for address in (
        "/admin/",
        f"/admin/pages/{corner.pk}/",
        f"/admin/pages/{corner.pk}/edit/",
        f"/admin/pages/{guide.pk}/edit/",
        f"/admin/pages/add/guardian/guardianreportpage/{corner.pk}/",
        f"/admin/pages/add/guardian/guardianupdatepage/{corner.pk}/",
        "/admin/you_said/",
        f"/admin/you_said/edit/{concern.pk}/",
    ):
        assert is_let_in(client, address), address


def test_and_to_nothing_else_even_by_its_address(client, guardian):
    home, post = HomePage.objects.get(), PostPageFactory()
    source = Source.objects.create(name="A source", slug="a-source", site_url="https://a.example/")
    contributor = Contributor.objects.create(name="A porter", slug="a-porter", role="porter")
    state = StateOfMind.objects.first()
    identity = SiteIdentity.objects.first()

    for address in (
        f"/admin/pages/{home.pk}/edit/",
        f"/admin/pages/{post.pk}/edit/",
        f"/admin/pages/{post.pk}/delete/",
        f"/admin/pages/add/blog/postpage/{post.get_parent().pk}/",
        "/admin/inbox/",
        "/admin/sources/",
        f"/admin/sources/edit/{source.pk}/",
        f"/admin/snippets/core/contributor/edit/{contributor.pk}/",
        f"/admin/snippets/core/stateofmind/edit/{state.pk}/",
        "/admin/users/",
        "/admin/groups/",
        "/admin/sites/",
        "/admin/help_services/",
        f"/admin/settings/core/siteidentity/{identity.site_id if identity else 1}/",
    ):
        assert not is_let_in(client, address), address


def test_an_unknown_visitor_is_led_to_the_log_in(client, home):
    for address in ("/admin/you_said/", f"/admin/guardian/reports/{Page.objects.last().pk}/invite/"):
        assert client.get(address)["Location"].startswith("/admin/login/")


def said(today=None):
    return [task.text for task in guardian_work_items(today or timezone.localdate())]


def test_the_front_page_says_what_waits(client, guardian, reports):
    YouSaidFactory(due_on=timezone.localdate() - timedelta(days=2))

    html = client.get("/admin/").content.decode()

    assert "1 “you said” is past the day readers were promised news" in html
    assert "Q2 2026/27: under embargo until" in html


def test_someone_else_is_not_told(client, home):
    user = User.objects.create_user("an-author")
    group = Group.objects.create(name="Authors")
    group.permissions.add(*Group.objects.get(name="Guardian").permissions.filter(codename="access_admin"))
    user.groups.add(group)
    client.force_login(user)

    html = client.get("/admin/").content.decode()

    assert "under embargo" not in html
    assert "past the day readers" not in html


def test_late_things_come_first(reports):
    YouSaidFactory(due_on=timezone.localdate() - timedelta(days=2))

    found = guardian_work_items(timezone.localdate())

    assert [task.is_late for task in found] == sorted((task.is_late for task in found), reverse=True)
    assert found[0].is_late


def test_sums_that_do_not_agree_are_counted(reports):
    report = reports["2026-27-q2"]
    report.figures.filter(measure__slug="er_closed", category__slug="all").update(value=1)

    assert any(text.startswith("Q2 2026/27: ") and "not agree" in text for text in said())


def test_a_report_without_figures_or_date_says_what_is_missing(reports):
    report = reports["2026-27-q2"]
    report.figures.all().delete()
    assert "Q2 2026/27: no figures entered yet" in said()


def test_a_report_whose_day_has_passed_is_late(reports):
    day = reports["2026-27-q2"].board_on + timedelta(days=1)

    assert any("but it is not published" in text for text in said(day))


def test_when_all_is_published_the_next_figures_are_due(reports, publish_now):
    report = reports["2026-27-q2"]
    report.next_due_on = timezone.localdate() + timedelta(days=60)
    publish_now(report)

    assert any(text.startswith("Q3 2026/27 figures due") for text in said())


def test_the_guide_is_mentioned_before_its_review_is_due(home):
    guide = ExceptionGuidePage.objects.get()
    assert any("is a draft" in text for text in said())

    guide.next_review_on = timezone.localdate() + timedelta(days=20)
    guide.save_revision().publish()

    assert any("due for review by" in text for text in said())
    assert not any("due for review by" in text for text in said(timezone.localdate() - timedelta(days=40)))
