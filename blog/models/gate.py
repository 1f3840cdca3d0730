"""The gate: no words at level 3 become public before a second person has agreed to them.

Every way of making a post public ends in `save()` of a live post, and every way of scheduling one in a
revision with an hour, so that is where it stands.
"""

import logging
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Model
from django.db.models.signals import pre_save
from django.dispatch import receiver
from django.utils.translation import gettext
from wagtail.models import Page, Revision

from .. import sensitivity
from ..titles import is_title_to_come
from .approval import SecondApproval, as_published, words_fingerprint
from .words import NOT_WORDS

logger = logging.getLogger(__name__)


class HeldBack(PermissionDenied):
    """Readers may not see it yet."""


class NeedsTitle(HeldBack):
    """It came without a title, and none has been written."""


class NeedsSecondApproval(HeldBack):
    """A second person must agree to these words before readers may see them."""


def needs_second_person(post: Page) -> bool:
    """At level 3, and where it ever was public at level 3: else lowering it would open the gate."""
    if post.was_public_at_level_3 or sensitivity.needs_second_approver(post.sensitivity):
        return True
    stored = type(post).objects.filter(pk__in=[post.pk, post.alias_of_id])
    rows = stored.values_list("was_public_at_level_3", "live", "sensitivity")
    return any(was or (live and sensitivity.needs_second_approver(level)) for was, live, level in rows)


def may_be_public(post: Page) -> bool:
    """Whether readers may see the post in just these words."""
    if not needs_second_person(post):
        return True
    if is_agreed_to(post):
        return True
    # What readers can see already may be saved again, as when only its review date changes.
    stored = type(post).objects.filter(pk=post.alias_of_id or post.pk, live=True).first()
    return stored is not None and words_fingerprint(stored) == words_fingerprint(post)


def is_agreed_to(post: Page) -> bool:
    """Whether a second person's agreement to just these words is recorded."""
    approvals = SecondApproval.objects.filter(post=post.alias_of_id or post.pk)
    return approvals.filter(fingerprint=words_fingerprint(post)).exists()


def require_approval(post: Page) -> None:
    """Refuse words for readers that need a second approval and have none, and what has no title yet."""
    if post.live and is_title_to_come(post.title):
        raise NeedsTitle(gettext("Write a title first. This one only says that there was none."))
    if post.live and not may_be_public(post):
        raise NeedsSecondApproval(
            gettext("“%(title)s” needs a second person to approve this text.") % {"title": post.title}
        )


def touches_words(model: type[Model], fields: Iterable[str] | None) -> bool:
    """Whether saving these fields, or all of them, can change what readers see."""
    words = {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return fields is None or bool(({"live"} | words - NOT_WORDS) & set(fields))


class GatedMixin(Page):
    """For a page that passes the gate whenever readers get other words."""

    # Kept for good: a post that was seen at level 3 is never lowered past the second person.
    was_public_at_level_3 = models.BooleanField(default=False, db_default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def second_approval(self) -> SecondApproval | None:
        """The approval of just these words, if there is one."""
        return SecondApproval.objects.filter(post=self.pk, fingerprint=words_fingerprint(self)).first()  # type: ignore[arg-type]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if touches_words(type(self), kwargs.get("update_fields")):
            require_approval(self)
            self.keep_in_mind_what_is_public(kwargs)
        super().save(*args, **kwargs)

    def keep_in_mind_what_is_public(self, options: dict[str, Any]) -> None:
        if self.live and sensitivity.needs_second_approver(self.sensitivity):  # type: ignore[attr-defined]
            self.was_public_at_level_3 = True
            if options.get("update_fields") is not None:
                options["update_fields"] = {*options["update_fields"], "was_public_at_level_3"}

    def with_content_json(self, content: Any) -> Any:
        """An older version says what was true then; what has been public since stays true."""
        page = super().with_content_json(content)
        page.was_public_at_level_3 = self.was_public_at_level_3
        return page

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """As Wagtail does, but asks before anything is touched, and never holds up what is due after it."""
        try:
            require_approval(as_published(revision))
        except HeldBack as held:
            if revision.approved_go_live_at is None:
                raise
            logger.warning("Not published at its hour: post %s. %s", self.pk, held)
            self.revisions.update(approved_go_live_at=None)
        else:
            super().publish(revision, *args, **kwargs)


@receiver(pre_save, sender=Revision, dispatch_uid="gate")
def schedule_only_what_may_be_public(instance: Revision, **kwargs: Any) -> None:
    model = instance.content_type.model_class()
    if instance.approved_go_live_at and model and issubclass(model, GatedMixin):
        require_approval(as_published(instance))
