"""Which of our pages show which items. Known by address, so a link that an editor typed counts too."""

from collections.abc import Iterable

from django.db import transaction

from ..models import Item, Use
from ..pipeline.addresses import canonical


def note_uses(page_pk: int, addresses: Iterable[str]) -> None:
    """The page shows the items that these addresses lead to, and no others."""
    wanted = {canonical(address) for address in addresses if address}
    items = (
        Item.objects.filter(canonical_url__in=wanted, curation__decision="keep")
        if wanted
        else Item.objects.none()
    )
    found = set(items.values_list("pk", flat=True))
    with transaction.atomic():
        standing = Use.objects.filter(page=page_pk)
        standing.exclude(item__in=found).delete()
        Use.objects.bulk_create([Use(item_id=pk, page_id=page_pk) for pk in found], ignore_conflicts=True)
