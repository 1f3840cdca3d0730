"""Every way in which an editor, or code, can try to make a post public."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from blog.models import PostIndexPage, PostPage
from recalibrate.core.models import User

SECRET = "Words that nobody else has read."


def person(name, *roles, **more):
    user = User.objects.create_user(name, f"{name}@fenwold.example", "pw", first_name=name.title(), **more)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def readers_see(post):
    """Whether readers get the words in question anywhere."""
    return PostPage.objects.filter(live=True, summary=SECRET).exists()


def form_data(post, **more):
    post = post.get_latest_revision().as_object()
    contributors = [{"contributor": each.contributor_id} for each in post.post_contributors.all()]
    return nested_form_data(
        {
            "title": post.title,
            "slug": post.slug,
            "summary": SECRET,
            "sensitivity": post.sensitivity,
            "content_note": "Talks about suicide.",
            "primary_state": post.primary_state_id,
            "states_of_mind": [post.primary_state_id],
            "minutes": "3",
            "body": streamfield([("text", rich_text("<p>Text.</p>"))]),
            "comments": inline_formset([]),
            "post_contributors": inline_formset(contributors),
            "related_posts": inline_formset([]),
        }
        | {name: rich_text("<p>Text.</p>") for name in ("short_version", "try_now", "what_should_change")}
        | more
    )


def the_publish_button(post, client):
    client.post(
        reverse("wagtailadmin_pages:edit", args=[post.pk]), form_data(post, **{"action-publish": "1"})
    )


def the_publish_button_on_a_new_post(post, client):
    index = PostIndexPage.objects.get()
    data = form_data(post, slug="brand-new", **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:add", args=["blog", "postpage", index.pk]), data)
    assert PostPage.objects.filter(slug="brand-new").exists()


def the_schedule_in_the_form(post, client):
    hour = timezone.now() + timedelta(minutes=2)
    data = form_data(post, go_live_at=hour.strftime("%d/%m/%Y %H:%M"), **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data)


def the_bulk_action(post, client):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={post.pk}&next=/admin/")


def the_bulk_action_on_everything_below(post, client):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    client.post(f"{address}?id={post.get_parent().pk}&next=/admin/", {"include_descendants": "on"})


def a_copy(post, client):
    data = {"new_title": "A copy", "new_slug": "a-copy", "new_parent_page": post.get_parent().pk}
    client.post(
        reverse("wagtailadmin_pages:copy", args=[post.pk]), data | {"publish_copies": "on", "alias": ""}
    )


def an_alias(post, client):
    data = {"new_title": "An alias", "new_slug": "an-alias", "new_parent_page": post.get_parent().pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[post.pk]), data | {"alias": "on"})


def the_admins_api(post, client):
    for action in ("publish", "copy", "create_alias"):
        address = reverse("wagtailadmin_api:pages:action", args=[post.pk, action])
        client.post(address, {"slug": action, "keep_live": True, "recursive": False})


def reverting_to_an_older_version_and_publishing(post, client):
    older = post.get_latest_revision()
    data = form_data(post, revision=older.pk, **{"action-publish": "1"})
    post.summary = "Something harmless."
    post.save_revision()
    client.post(reverse("wagtailadmin_pages:edit", args=[post.pk]), data)


def moving_it(post, client):
    post.move(PostIndexPage.objects.get(), pos="last-child")


def unpublishing_and_publishing(post, client):
    client.post(reverse("wagtailadmin_pages:unpublish", args=[post.pk]))
    the_bulk_action(post, client)


def the_workflow_approved_by_its_author(post, client):
    post.get_workflow().start(post, post.owner)
    answers = {"patients": "none", "unrecognisable": "on", "safe_words": "on", "not_a_case": "on"}
    client.post(reverse("post-checklist", args=[post.pk]), answers)
    for _ in range(2):
        state = PostPage.objects.get(pk=post.pk).current_workflow_task_state
        if state is None:
            return
        address = reverse("wagtailadmin_pages:workflow_action", args=[post.pk, "approve", state.pk])
        client.post(address, {"comment": "Fine."})


def publishing_in_code(post, client):
    post.save_revision().publish()


def publishing_in_code_as_a_superuser(post, client):
    person("root", is_superuser=True)
    post.save_revision().publish(user=User.objects.get(username="root"), skip_permission_checks=True)


def the_action_itself(post, client):
    PublishPageRevisionAction(post.get_latest_revision(), user=post.owner).execute(True)


def the_row_itself(post, client):
    post.live = True
    post.save()


def the_row_without_validation(post, client):
    post.live = True
    post.save(clean=False, update_fields=["live", "summary"])


def the_scheduled_job(post, client):
    """Even if an hour got into the row past everything."""
    revision = post.get_latest_revision()
    hour = timezone.now() - timedelta(minutes=1)
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=hour)
    call_command("publish_scheduled")


def scheduling_in_code(post, client):
    post.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def lowering_the_level_of_what_is_live(post, client):
    post.sensitivity = 2
    if post.live:
        post.save_revision().publish()


def lowering_it_unpublished_in_code(post, client):
    post = PostPage.objects.get(pk=post.pk)
    post.unpublish()
    post = post.get_latest_revision().as_object()
    post.sensitivity, post.summary = 0, SECRET
    if post.was_public_at_level_3:
        post.save_revision().publish()


def reverting_to_a_lower_version_and_publishing(post, client):
    """A version from before it was raised says that it never was public at level 3."""
    live = PostPage.objects.get(pk=post.pk)
    older = live.get_latest_revision()
    older.content["sensitivity"], older.content["was_public_at_level_3"] = 1, False
    older.content["summary"] = SECRET
    older.save()
    if live.live:
        live.unpublish()
        older.publish()


def copying_lowering_and_publishing(post, client):
    live = PostPage.objects.get(pk=post.pk)
    copy = live.copy(update_attrs={"slug": "lowered"}, keep_live=False)
    copy = copy.get_latest_revision().as_object()
    copy.sensitivity, copy.summary = 0, SECRET
    if live.live:
        copy.save_revision().publish()


def copying_in_code(post, client):
    post.copy(update_attrs={"slug": "copied", "live": True}, keep_live=True)


ROUTES = [
    the_publish_button, the_publish_button_on_a_new_post, the_schedule_in_the_form, the_bulk_action,
    the_bulk_action_on_everything_below, a_copy, an_alias, the_admins_api,
    reverting_to_an_older_version_and_publishing,
    moving_it, unpublishing_and_publishing, the_workflow_approved_by_its_author, publishing_in_code,
    publishing_in_code_as_a_superuser, the_action_itself, the_row_itself, the_row_without_validation,
    the_scheduled_job, scheduling_in_code, lowering_the_level_of_what_is_live, copying_in_code,
    lowering_it_unpublished_in_code, reverting_to_a_lower_version_and_publishing,
    copying_lowering_and_publishing,
]  # fmt: skip


NOT_PUBLISHING = {
    a_copy,
    an_alias,
    moving_it,
    unpublishing_and_publishing,
    lowering_the_level_of_what_is_live,
    lowering_it_unpublished_in_code,
    reverting_to_a_lower_version_and_publishing,
    copying_lowering_and_publishing,
}


PUBLISHING = [route for route in ROUTES if route not in NOT_PUBLISHING]
