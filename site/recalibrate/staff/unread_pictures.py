"""Where pictures that came with stories stay until their story is published: in no library that is shared."""

import posixpath
from typing import Any

from django.db.models import QuerySet
from wagtail.images.models import Image
from wagtail.models import Collection
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from recalibrate.core.models import SiteImage
from recalibrate.core.models.reserved_collection import ReservedCollection, reserved_collection

KEY = "pictures-with-stories"
PREFIX = "story-"  # of such a picture’s file, and so of every size of it


class UnreadApart(CollectionOwnershipPermissionPolicy):
    """Wagtail’s, but what a role may do in the whole library does not reach that collection: only what it may
    do there by name. Every list, chooser, look-up and action on pictures asks one of these two methods.
    """

    def _collections_with_perm(self, user: Any, actions: Any) -> QuerySet[Collection]:
        permitted = self._get_user_permission_objects_for_actions(user, actions)
        unread = ReservedCollection.objects.filter(key=KEY).values("collection")
        named = Collection.objects.filter(pk__in=unread).filter(
            pk__in=[one.collection_id for one in permitted]
        )
        found: QuerySet[Collection] = super()._collections_with_perm(user, actions)
        return found.exclude(pk__in=unread) | named

    def _check_perm(self, user: Any, actions: Any, collection: Collection | None = None) -> bool:
        may: bool = super()._check_perm(user, actions, collection)
        # Most pictures are in the root, which is never reserved: they cost no query more.
        if not may or user.is_superuser or collection is None or collection.is_root():
            return may
        permitted = self._get_user_permission_objects_for_actions(user, actions)
        return any(one.collection_id == collection.pk for one in permitted) or not is_unread(collection)


def unread_pictures() -> Collection:
    return reserved_collection(KEY, "Pictures with stories")


def is_unread(collection: Collection) -> bool:
    return ReservedCollection.objects.filter(key=KEY, collection=collection).exists()


def move_to_library(picture: SiteImage) -> None:
    """Its story is published: from now on it is in the library, as any other picture."""
    if is_unread(picture.collection):
        picture.collection = Collection.get_first_root_node()
        picture.save(update_fields=["collection"])


def unread_picture(name: str) -> SiteImage | None:
    """The picture that this file is a size of, if its story is not published. A query for those only."""
    if not posixpath.basename(name).startswith(PREFIX):
        return None
    return SiteImage.objects.filter(collection__reserved=KEY, renditions__file=name).first()


def connect() -> None:
    policy = UnreadApart(SiteImage, auth_model=Image, owner_field_name="uploaded_by_user")
    register_permission_policy(SiteImage, policy, exact_class=True)  # else Wagtail’s, which is made later
