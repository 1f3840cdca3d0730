"""Two words that mean the same become one, and nothing that named either is lost."""

import pytest
from django.urls import reverse
from factories import ContributorFactory, PostPageFactory
from planted_addresses import RECORDS
from wagtail.models import ReferenceIndex

from blog.models import PostContributor, PostPage, Series
from feeds.models import Curation, Item, Source
from recalibrate.core.merging import merge_records, what_moves
from recalibrate.core.models import Contributor, Discipline, StateOfMind, Strategy, User
from recalibrate.core.past_slugs import models_with_past_slugs
from recalibrate.search.models import SearchEntry
from recalibrate.staff.merge_views import mergeable_models


@pytest.fixture
def root(home) -> User:
    return User.objects.create_superuser("root")


@pytest.fixture
def fatigue(home) -> StateOfMind:
    return StateOfMind.objects.get(slug="fatigue")


@pytest.fixture
def worry(home) -> StateOfMind:
    return StateOfMind.objects.get(slug="worry")


@pytest.fixture
def named(fatigue, worry) -> PostPage:
    """A post about both, an older version, a pick and a source."""
    post = PostPageFactory(slug="rest", second_approver="A psychiatrist")
    post.states_of_mind.add(worry)
    post.save_revision().publish()
    source = Source.objects.create(name="S", slug="s", site_url="https://a.example/")
    source.default_states.add(fatigue, worry)
    item = Item.objects.create(source=source, identity="0" * 64, title="Rest", url="https://a.example/1")
    pick = Curation.objects.create(item=item, decision="keep", line="Rest.")
    pick.states_of_mind.add(fatigue)
    return post


def test_everything_that_named_the_one_names_the_other_once(client, root, fatigue, worry, named):
    gone = fatigue.pk

    merge_records(fatigue, into=worry, by=root)

    post = PostPage.objects.get()
    assert (list(post.states_of_mind.all()), post.primary_state) == ([worry], worry)
    assert list(Curation.objects.get().states_of_mind.all()) == [worry]
    assert list(Source.objects.get(slug="s").default_states.all()) == [worry]
    assert not worry.related.filter(pk=worry.pk).exists()
    assert "fatigue" in StateOfMind.objects.get(pk=worry.pk).search_words.lower()
    assert {str(worry.pk)} == set(SearchEntry.objects.get(kind="post").state_ids.split())
    assert not ReferenceIndex.objects.filter(
        to_object_id=str(gone), to_content_type__model="stateofmind"
    ).exists()
    assert not StateOfMind.objects.filter(pk=gone).exists()


def test_its_old_addresses_lead_to_what_was_kept(client, root, fatigue, worry, named):
    fatigue.slug = "worn-out"
    fatigue.save()
    feed = client.get("/feeds/states/worry.atom").content.decode().partition("<id>")[2].partition("</id>")[0]

    merge_records(fatigue, into=worry, by=root)

    for slug in ("fatigue", "worn-out"):
        for address in ("/states/{}/", "/feeds/states/{}.xml", "/posters/states/{}/", "/posts/?state={}"):
            answer = client.get(address.format(slug))
            assert (answer.status_code, answer["Location"]) == (301, address.format("worry"))
    assert f"<id>{feed}</id>" in client.get("/feeds/states/worry.atom").content.decode()


def test_every_version_still_opens_compares_and_comes_back(client, root, fatigue, worry, named):
    client.force_login(root)
    versions = list(named.revisions.order_by("pk"))

    merge_records(fatigue, into=worry, by=root)

    for version in versions:
        version.refresh_from_db()
        assert [tag.pk for tag in version.as_object().states_of_mind.all()] == [worry.pk]
        url = reverse("wagtailadmin_pages:revisions_revert", args=[named.pk, version.pk])
        assert client.get(url).status_code == 200
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[named.pk, *[v.pk for v in versions[:2]]])
    assert client.get(compare).status_code == 200
    assert client.get("/posts/rest/").status_code == 200


def test_a_second_approval_holds_although_a_state_has_another_name(root, fatigue, worry):
    post = PostPageFactory(sensitivity=3, content_note="Mentions suicide.", second_approver="A psychiatrist")

    merge_records(fatigue, into=worry, by=root)

    post.get_latest_revision().publish()  # the gate would refuse words that no colleague approved
    assert PostPage.objects.get().primary_state == worry


def test_contributors_strategies_and_disciplines_are_merged_alike(client, root, home):
    one, two = ContributorFactory(slug="one"), ContributorFactory(slug="two")
    first, second = Strategy.objects.all()[:2]
    here, there = Discipline.objects.all()[:2]
    post = PostPageFactory()
    post.post_contributors.set([PostContributor(contributor=one), PostContributor(contributor=two)])
    post.strategies.set([first, second])
    post.discipline = here
    post.save_revision().publish()

    for gone, into in ((one, two), (first, second), (here, there)):
        merge_records(gone, into=into, by=root)

    post = PostPage.objects.get()
    again = post.get_latest_revision().as_object()
    for each in (post, again):
        assert [row.contributor for row in each.post_contributors.all()] == [two]
        assert list(each.strategies.all()) == [second]
        assert each.discipline == there
    assert client.get("/contributors/one/")["Location"] == "/contributors/two/"


def test_words_people_and_series_are_merged_and_nothing_that_has_words_of_its_own(client, root):
    assert set(mergeable_models()) == {Contributor, Discipline, Series, StateOfMind, Strategy}
    client.force_login(root)
    for model in models_with_past_slugs().keys() - set(mergeable_models()):
        gone = RECORDS[model]()
        url = reverse("merge-words", args=[model._meta.model_name, gone.pk])
        for answer in (client.get(url), client.post(url, {"into": gone.pk})):
            assert answer.status_code == 404, model


@pytest.mark.parametrize("model", [model for model in RECORDS if model in mergeable_models()])
def test_the_screen_says_what_moves_before_it_does_and_only_a_confirmation_does(client, root, model):
    gone = RECORDS[model]()
    into = model.objects.exclude(pk=gone.pk).first() or model.objects.create(name="Other", slug="other")
    client.force_login(root)
    url = reverse("merge-words", args=[model._meta.model_name, gone.pk])
    address = reverse(model.snippet_viewset.get_url_name("list"))
    listed = "".join(client.get(address, {"p": page}).content.decode() for page in (1, 2))

    asked = client.get(url, {"into": into.pk}).content.decode()
    assert url in listed
    assert "This cannot be undone." in asked
    assert all(f"<li>{count} {label}</li>" in asked for label, count in what_moves(gone))
    assert client.post(url, {"into": gone.pk}).status_code == 200
    assert model.objects.filter(pk=gone.pk).exists()

    client.post(url, {"into": into.pk})
    assert not model.objects.filter(pk=gone.pk).exists()


def test_the_numbers_count_things_and_not_their_ties(fatigue, named):
    said = dict(what_moves(fatigue))

    assert (said["posts"], said["decisions"], said["sources"]) == (1, 1, 1)
    assert said["versions of pages"] == named.revisions.count()


def test_whoever_may_not_delete_may_not_merge(client, home, fatigue):
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    url = reverse("merge-words", args=["stateofmind", fatigue.pk])

    assert client.get(url).status_code in (302, 403)
