"""What a log-in may see of pages, pictures and documents: one rule, for lists and look-ups alike."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model, QuerySet
from wagtail.models import Page
from wagtail.permissions import policy_registry

from recalibrate.core.models import SiteDocument, SiteImage

from .own_drafts import without_others_drafts

LARGEST = 2**31 - 1  # no row has a larger number, and databases refuse to be asked for one
IN_THE_LIBRARY = ("add", "choose", "change", "delete")  # those who may do one of these in a collection see it


def seen_in_library(kind: type[SiteImage] | type[SiteDocument], user: Any) -> QuerySet[Any]:
    """Pictures or documents of the collections that `user` may choose from, and their own."""
    policy: Any = policy_registry.get_by_type(kind)
    found: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, IN_THE_LIBRARY)
    return found


def are_pages_seen(pks: Iterable[int], user: Any) -> bool:
    """Whether there is none among these pages that `user` may not see, or that there is not."""
    wanted = set(pks)
    if max(wanted, default=0) > LARGEST:
        return False
    listed = set(without_others_drafts(Page.objects.filter(pk__in=wanted), user).values_list("pk", flat=True))
    return all(may_edit(page, user) for page in Page.objects.filter(pk__in=wanted - listed))


def may_edit(page: Page, user: Any) -> bool:
    """Also where no list shows it: an approver is asked about a draft that a colleague wrote."""
    return bool(page.permissions_for_user(user).can_edit())


def is_seen(thing: Model, user: Any) -> bool:
    """The rule for one thing; what is neither a page nor in the library has rules of its own."""
    if isinstance(thing, Page):
        return are_pages_seen([thing.pk], user)
    if isinstance(thing, SiteImage | SiteDocument):
        return seen_in_library(type(thing), user).filter(pk=thing.pk).exists()
    return True
