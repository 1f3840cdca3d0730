"""What a form admits as a slug and what an address admits are one rule, for every kind that has both."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import SlugField
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from django.urls.converters import SlugConverter
from every_address import walk
from factories import PostPageFactory
from planted_programmes import call, exercise, session
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.test.utils.form_data import rich_text

from blog.facets import FACETS, is_possible
from blog.models import PostContributor, Series
from recalibrate.core.models import Contributor, Discipline, FailedItem, StateOfMind, Strategy, User
from recalibrate.digest.models import DigestSettings
from recalibrate.programmes.models import Exercise, SessionExercise
from recalibrate.syndication.subjects import FAMILIES

OURS = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}
# Models whose address is made of their own slug: a new one joins by itself.
WITH_AN_ADDRESS = [
    model
    for model in apps.get_models()
    if model._meta.app_label in OURS
    and hasattr(model, "get_absolute_url")
    and any(field.name == "slug" for field in model._meta.concrete_fields)
    and not hasattr(model, "get_url")  # pages: by Wagtail's own tree
]
SLUGS = [
    *("fatigue", "two-words", "Worn_Out", "9", "a--b", "-a", "a-", "_", "x" * 60),
    *("fatigué", "müde", "疲れ", "a b", "a/b", "a.b", "a?b", "a#b", "a%20b", "a\n", "é", "a\u200b"),
]
# Where a row with a slug that came past the forms is among what is shown.
PAGES = ["/", "/states/", "/what-helps/", "/posts/", "/posts/a-post/", "/picks/", "/feeds/", "/search/",
         "/states/fatigue/", "/sitemap.xml", "/feeds/recalibrate.opml", "/feeds/all.xml", "/no/such/",
         "/feeds/everything.json", "/write/", "/by-email/", "/programmes/", "/programmes/exercises/",
         "/programmes/calls/", "/programmes/recalibrate-for-all/fatigue-1/"]  # fmt: skip


def admits(model, slug):
    try:
        model._meta.get_field("slug").clean(slug, None)
    except ValidationError:
        return False
    return True


def leads_somewhere(model, slug):
    try:
        return bool(resolve(model(slug=slug).get_absolute_url()).kwargs["slug"] == slug)
    except NoReverseMatch:
        return False


def feed_leads_somewhere(family, slug):
    try:
        path = reverse("syndication", args=[f"{family.prefix}/{slug}", "xml"])
    except NoReverseMatch:
        return False
    return resolve(path).kwargs["subject_path"] == f"{family.prefix}/{slug}"


def test_the_kinds_that_are_walked_are_those_of_the_vocabulary_at_least():
    assert {Contributor, Discipline, Series, StateOfMind, Strategy} <= set(WITH_AN_ADDRESS)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("model", WITH_AN_ADDRESS)
def test_a_slug_that_the_form_admits_has_an_address_and_no_other_does(model, slug):
    assert leads_somewhere(model, slug) == admits(model, slug)


@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.prefix)
def test_a_slug_that_the_form_admits_has_a_feed_and_can_be_chosen_by(home, family, slug):
    is_admitted = admits(family.records().model, slug)

    assert feed_leads_somewhere(family, slug) == is_admitted
    assert all(is_possible(facet, slug) == is_admitted for facet in FACETS if facet != "time")


def test_the_longest_slug_of_every_kind_fits_its_addresses_and_its_choices():
    for model in WITH_AN_ADDRESS:
        longest = "x" * model._meta.get_field("slug").max_length
        assert leads_somewhere(model, longest), model
    for family in FAMILIES[:4]:
        assert is_possible("state", "x" * family.records().model._meta.get_field("slug").max_length), family


def test_every_route_with_a_slug_takes_just_what_djangos_slug_field_admits():
    found = {
        (name, type(converter))
        for _, converters in walk(get_resolver())
        for name, converter in converters.items()
        if name == "slug"
    }

    assert found == {("slug", SlugConverter)}
    assert not SlugField().allow_unicode


@pytest.mark.parametrize("model", WITH_AN_ADDRESS)
def test_a_row_whose_slug_fits_no_address_is_shown_without_its_link_and_takes_no_page_down(
    client, home, model
):
    post = PostPageFactory(title="A post", slug="a-post", discipline=Discipline.objects.first())
    post.series = Series.objects.create(name="A series", slug="a-series")
    post.strategies.add(Strategy.objects.first())
    post.post_contributors.add(
        PostContributor(
            contributor=Contributor.objects.create(name="A writer", slug="a-writer", has_feed=True)
        )
    )
    post.save_revision().publish()
    SessionExercise.objects.create(page=session(), exercise=exercise())
    call()
    row = shown_row(model, post)
    model.objects.filter(pk=row.pk).update(slug="fatigué")
    StateOfMind.objects.update(is_on_home_page=True)

    DigestSettings.objects.update_or_create(pk=1, defaults={"is_on": True})

    for page in PAGES:
        if page == "/states/fatigue/" and model is StateOfMind:
            continue
        answer = client.get(page)
        assert answer.status_code == (404 if page == "/no/such/" else 200), page
        assert 'href=""' not in answer.content.decode(), page
    assert "A post" in client.get("/").content.decode()
    client.force_login(User.objects.create_superuser("root"))
    assert f"“{row}” " in client.get("/admin/").content.decode()
    assert FailedItem.objects.filter(kind=model._meta.label_lower, key=row.pk)
    assert client.get(AdminURLFinder().get_edit_url(row)).status_code == 200, "where it is mended"
    if model is Exercise:
        assert row.other_way in client.get(PAGES[-1]).content.decode(), "what is done, without its link"


def shown_row(model, post):
    """The row of a kind that the post, or a session, is shown with."""
    found = {
        StateOfMind: lambda: post.primary_state,
        Strategy: lambda: post.strategies.first(),
        Discipline: lambda: post.discipline,
        Series: lambda: post.series,
        Contributor: lambda: Contributor.objects.get(slug="a-writer"),
    }.get(model)
    return found() if found else model.objects.first()


def test_an_editor_who_writes_such_a_slug_is_told_in_the_form(client, home):
    client.force_login(User.objects.create_superuser("root"))
    state = StateOfMind.objects.get(slug="fatigue")
    data = {field.name: getattr(state, field.attname) for field in StateOfMind._meta.concrete_fields}
    data |= {name: rich_text("<p>Text.</p>") for name in ("try_now", "what_should_change")}

    answer = client.post(f"/admin/snippets/core/stateofmind/edit/{state.pk}/", data | {"slug": "fatigué"})

    assert answer.status_code == 200
    assert "slug" in answer.context["form"].errors
    assert StateOfMind.objects.get(pk=state.pk).slug == "fatigue"
