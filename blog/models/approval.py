"""The second pair of eyes: who agreed to which words."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext
from wagtail.models import Page, Revision

from .words import post_words, stored_words


class WroteSomeOfIt(PermissionDenied):
    """A second pair of eyes is not one of the pairs that wrote it."""


class SecondApproval(models.Model):
    """A colleague who wrote none of it has read a post in these words, and agreed."""

    post = models.ForeignKey("blog.PostPage", on_delete=models.CASCADE, related_name="second_approvals")
    fingerprint = models.CharField(max_length=64)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approver_name = models.CharField(max_length=160)  # stays when the log-in goes
    approved_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "fingerprint"], name="words_approved_once")]

    def __str__(self) -> str:
        return gettext("%(approver_name)s agreed to “%(post)s”") % {
            "approver_name": self.approver_name,
            "post": self.post,
        }


def words_fingerprint(post: Page) -> str:
    """Has it the same words? Also the same people, pictures and sensitivity; not the same dates."""
    return sha256(json.dumps(post_words(post), sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


def as_published(revision: Revision) -> Page:
    """The post as readers would get it if the revision were published now."""
    post: Page = revision.as_object()
    post.live = True
    return post


def authors_of(post: Page) -> set[int]:
    """Everyone who wrote some of it: its owner, and each colleague who saved other words than were there before."""
    return authors_by_post([post])[post.pk]


def authors_by_post(posts: Iterable[Page]) -> dict[int, set[int]]:
    """The same for several, in one query."""
    owners = {str(post.pk): post for post in posts}
    found: dict[int, set[int | None]] = {post.pk: {post.owner_id} for post in owners.values()}
    before: dict[str, Any] = {}
    versions = Revision.page_revisions.filter(object_id__in=owners).order_by("created_at", "pk")
    for number, user, content in versions.values_list("object_id", "user", "content"):
        post = owners[number]
        said = stored_words(content, type(post))
        if said != before.get(number):
            found[post.pk].add(user)
        before[number] = said
    return {pk: {user for user in users if user is not None} for pk, users in found.items()}


def approve_revision(revision: Revision, *, by: Any) -> SecondApproval:
    """Record that `by` has read these words and agrees; refused to anyone who wrote some of them."""
    post = as_published(revision)
    if by.pk in authors_of(post):
        raise WroteSomeOfIt(gettext("A writer of the post cannot be its second approver."))
    approval, _ = SecondApproval.objects.get_or_create(
        post_id=post.pk,
        fingerprint=words_fingerprint(post),
        defaults={"approver": by, "approver_name": by.get_full_name() or by.get_username()},
    )
    return approval
