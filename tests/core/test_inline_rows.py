"""Two saves of one form at once: no row is doubled, and none stumbles over the other's."""

import json

import pytest
from django.urls import reverse
from factories import PostPageFactory
from publishing_routes import form_data
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.models import Comment, get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from blog.models import PostPage
from recalibrate.core.inline_rows import MatchedRows, RowsModelForm, matched
from recalibrate.core.models import Contributor

pytestmark = pytest.mark.filterwarnings(  # files of forms that Wagtail leaves to the garbage collector
    "ignore::pytest.PytestUnraisableExceptionWarning"
)

AUTOSAVE = {"Accept": "application/json"}


def forms():
    """The form of everything that is edited in the admin, with its model's name."""
    handlers = [model.get_edit_handler() for model in get_page_models() if model.is_creatable]
    for viewset in viewsets.viewsets:
        if isinstance(viewset, ModelViewSet):
            handler = viewset.get_edit_handler()
            form_class = handler.get_form_class() if handler else viewset.get_form_class(for_update=True)
            yield viewset.model._meta.label, form_class
    for handler in handlers:
        yield handler.model._meta.label, handler.get_form_class()


def formsets(form_class):
    for formset in getattr(form_class, "formsets", {}).values():
        yield formset
        yield from formsets(formset.form)


def test_the_rows_within_every_form_of_the_admin_are_matched():
    """The walk: a form with rows of its own that does not derive from ours is found here."""
    seen = set()
    for label, form_class in forms():
        if not list(formsets(form_class)):
            continue
        assert issubclass(form_class, RowsModelForm), f"{label}: derive its form from RowsModelForm"
        matched(form_class.formsets)
        rows = list(formsets(form_class))
        assert all(issubclass(formset, MatchedRows) for formset in rows), label
        seen |= {f"{label}.{formset.model.__name__}" for formset in rows}

    assert seen >= {"blog.PostPage.PostContributor", "blog.PostPage.RelatedPost", "home.HomePage.Comment",
                    "programmes.Questionnaire.Question"}  # fmt: skip


@pytest.fixture
def draft(home):
    return PostPageFactory(live=False)


@pytest.fixture
def editor(client, django_user_model):
    user = django_user_model.objects.create_superuser("root", first_name="Root")
    client.force_login(user)
    return client


def comments_formset(*texts):
    rows = [
        {"text": text, "contentpath": "title", "position": "", "replies": inline_formset([])}
        for text in texts
    ]
    return inline_formset(rows)


def rows_of(draft):
    """The form with a new row of every kind, as the browser sends it before it knows their ids."""
    contributor = Contributor.objects.create(name="Nurse", slug="new-one", role="Nurse")
    other = PostPageFactory(slug="beside")
    new = nested_form_data(
        {
            "post_contributors": inline_formset([{"contributor": contributor.pk}]),
            "related_posts": inline_formset([{"related": other.pk}]),
            "comments": comments_formset("Is that so?"),
        }
    )
    return form_data(draft) | new, contributor, other


def send(client, draft, data, **headers):
    return client.post(reverse("wagtailadmin_pages:edit", args=[draft.pk]), data, headers=headers)


@pytest.mark.parametrize("button", ["action-publish", "action-submit", "save"])
def test_a_button_pressed_while_an_autosave_of_new_rows_is_on_its_way(editor, draft, button):
    data, contributor, other = rows_of(draft)

    saved = send(editor, draft, data, **AUTOSAVE)
    pressed = send(editor, draft, data | {button: "1"})

    assert json.loads(saved.content)["success"]
    assert pressed.status_code == 302
    post = PostPage.objects.get(pk=draft.pk)
    latest = post.get_latest_revision().as_object()
    for version in (post, latest) if button == "action-publish" else (latest,):
        people = [row.contributor_id for row in version.post_contributors.all()]
        assert people.count(contributor.pk) == 1
        assert [row.related_id for row in version.related_posts.all()] == [other.pk]
    assert Comment.objects.filter(page=draft).count() == 1


def test_what_another_save_removed_is_no_stumbling_block(editor, draft):
    data, contributor, _ = rows_of(draft)
    send(editor, draft, data, **AUTOSAVE)
    row = PostPage.objects.get(pk=draft.pk).post_contributors.get(contributor=contributor)
    loaded = inline_formset([{"contributor": contributor.pk, "id": row.pk, "DELETE": "on"}], initial=1)
    removing = form_data(draft) | nested_form_data({"post_contributors": loaded})

    for _ in range(2):  # the second does not know of the first
        assert send(editor, draft, removing, **AUTOSAVE).status_code == 200

    left = PostPage.objects.get(pk=draft.pk).get_latest_revision().as_object().post_contributors.all()
    assert contributor.pk not in [row.contributor_id for row in left]


def test_what_another_save_removed_and_this_one_keeps_is_kept(editor, draft):
    data, contributor, _ = rows_of(draft)
    send(editor, draft, data, **AUTOSAVE)
    row = PostPage.objects.get(pk=draft.pk).post_contributors.get(contributor=contributor)
    kept = inline_formset([{"contributor": contributor.pk, "id": row.pk}], initial=1)
    row.delete()
    draft = PostPage.objects.get(pk=draft.pk)
    draft.save_revision()

    answer = send(editor, draft, form_data(draft) | nested_form_data({"post_contributors": kept}), **AUTOSAVE)

    assert json.loads(answer.content)["success"]
    latest = PostPage.objects.get(pk=draft.pk).get_latest_revision().as_object()
    assert contributor.pk in [row.contributor_id for row in latest.post_contributors.all()]


def test_a_colleagues_note_with_the_same_words_stays_theirs(editor, draft, django_user_model):
    other = django_user_model.objects.create_user("other")
    Comment.objects.create(page=draft, user=other, text="Is that so?", contentpath="title", position="")

    send(editor, draft, form_data(draft) | nested_form_data({"comments": comments_formset("Is that so?")}))

    assert Comment.objects.filter(page=draft, user=other).count() == 1
    assert Comment.objects.filter(page=draft).count() == 2
