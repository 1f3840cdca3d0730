"""A page of any kind is copied at once: the offered address is free, and the copy opens as a draft without errors."""

import pytest
from django.urls import reverse
from factories import GuardianUpdatePageFactory, PostPageFactory
from planted_programmes import programme, session
from wagtail.models import Page

from blog.models import PostPage
from recalibrate.core.models import User
from recalibrate.home.models import HomePage, InformationPage


@pytest.fixture
def root(client, home):
    client.force_login(User.objects.create_superuser("root"))
    return client


def copy(client, page):
    """As the form offers it, with nothing changed."""
    way = reverse("wagtailadmin_pages:copy", args=[page.pk])
    form = client.get(way).context["form"]
    sent = {name: form[name].initial for name in ("new_title", "new_slug")}
    return client.post(way, sent | {"new_parent_page": page.get_parent().pk})


KINDS = {
    "post": PostPageFactory,
    "news of the Guardian": GuardianUpdatePageFactory,
    "page": lambda: HomePage.objects.get().add_child(instance=InformationPage(title="Us", slug="us")),
    "programme": lambda: programme(),
    "session": lambda: session(programme(), "One"),
}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_copied_opens_as_a_draft_without_errors(root, kind):
    page = KINDS[kind]()

    assert copy(root, page).status_code == 302

    made = Page.objects.latest("pk").specific
    assert made.slug == f"{page.slug}-2"
    assert not made.live
    made.get_latest_revision_as_object().full_clean()
    opened = root.get(reverse("wagtailadmin_pages:edit", args=[made.pk]))
    assert opened.status_code == 200


def test_a_copied_post_is_published_as_it_is(root):
    page = PostPageFactory()
    copy(root, page)

    made = PostPage.objects.latest("pk")
    made.get_latest_revision().publish()

    assert PostPage.objects.get(pk=made.pk).live
    assert [row.contributor for row in made.post_contributors.all()] == [
        row.contributor for row in page.post_contributors.all()
    ]


def test_an_address_that_is_typed_and_taken_gets_the_next_number(root):
    page, other = PostPageFactory(slug="snow"), PostPageFactory(slug="tea")
    way = reverse("wagtailadmin_pages:copy", args=[page.pk])

    root.post(way, {"new_title": "Tea", "new_slug": "tea", "new_parent_page": other.get_parent().pk})

    assert PostPage.objects.latest("pk").slug == "tea-2"
