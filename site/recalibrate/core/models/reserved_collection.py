from django.db import models
from wagtail.models import Collection


class ReservedCollection(models.Model):
    """A collection that the program uses, by a key of its own: its name is the administrators’ to change.

    Found by its name it was lost when renamed: the next story made another, and the pictures of unread stories in
    the one before were from then on in the shared library.
    """

    key = models.SlugField(primary_key=True)
    collection = models.OneToOneField(Collection, on_delete=models.CASCADE, related_name="reserved")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


def reserved_collection(key: str, name: str) -> Collection:
    """The collection with this key; made where there is none, with `name` to begin with."""
    found = ReservedCollection.objects.filter(key=key).select_related("collection").first()
    if found is None:
        made = Collection.get_first_root_node().add_child(name=name)
        found, _ = ReservedCollection.objects.get_or_create(key=key, defaults={"collection": made})
    return found.collection
