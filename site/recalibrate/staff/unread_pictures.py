"""Where pictures that came with stories stay until their story is published: in no library that is shared."""

import posixpath
from typing import Any

from django.db.models import QuerySet
from wagtail.images.models import Image
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from recalibrate.core.models import SiteImage

COLLECTION = "Pictures with stories"
PREFIX = "story-"  # of such a picture’s file, and so of every size of it


class UnreadApart(CollectionOwnershipPermissionPolicy):
    """Wagtail’s, but what a role may do in the whole library does not reach that collection: only what it may
    do there by name. Every list, chooser, look-up and action on pictures asks one of these two methods.
    """

    def _collections_with_perm(self, user: Any, actions: Any) -> QuerySet[Collection]:
        permitted = self._get_user_permission_objects_for_actions(user, actions)
        by_name = Collection.objects.filter(name=COLLECTION, pk__in=[one.collection_id for one in permitted])
        found: QuerySet[Collection] = super()._collections_with_perm(user, actions)
        return found.exclude(name=COLLECTION) | by_name

    def _check_perm(self, user: Any, actions: Any, collection: Collection | None = None) -> bool:
        may: bool = super()._check_perm(user, actions, collection)
        if not may or user.is_superuser or collection is None or collection.name != COLLECTION:
            return may
        permitted = self._get_user_permission_objects_for_actions(user, actions)
        return any(one.collection_id == collection.pk for one in permitted)


def unread_pictures() -> Collection:
    found = Collection.objects.filter(name=COLLECTION).first()
    return found or Collection.get_first_root_node().add_child(name=COLLECTION)


def move_to_library(picture: SiteImage) -> None:
    """Its story is published: from now on it is in the library, as any other picture."""
    if picture.collection.name == COLLECTION:
        picture.collection = Collection.get_first_root_node()
        picture.save(update_fields=["collection"])


def unread_picture(name: str) -> SiteImage | None:
    """The picture that this file is a size of, if its story is not published. A query for those only."""
    if not posixpath.basename(name).startswith(PREFIX):
        return None
    return SiteImage.objects.filter(collection__name=COLLECTION, renditions__file=name).first()


def connect() -> None:
    policy = UnreadApart(SiteImage, auth_model=Image, owner_field_name="uploaded_by_user")
    register_permission_policy(SiteImage, policy, exact_class=True)  # else Wagtail’s, which is made later
