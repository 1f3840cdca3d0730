"""Names that readers tell apart: unique whatever the case, for a reader does not see a difference."""

import logging
from typing import Any

from django.db.models import UniqueConstraint
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)


def whatever_the_case(name: str) -> UniqueConstraint:
    """The constraint for a model’s names; `name` is its own."""
    return UniqueConstraint(
        Lower("name"),
        name=name,
        violation_error_message=_(
            "Another has this name already; capitals make no difference. Choose another, or merge the two."
        ),
    )


def set_apart(model: Any) -> None:
    """Number names that differ by case alone, the first aside: “Calm”, “calm (2)”. The log has them."""
    taken = {name.lower() for name in model.objects.values_list("name", flat=True)}
    seen: set[str] = set()
    for record in model.objects.order_by("pk"):
        if record.name.lower() not in seen:
            seen.add(record.name.lower())
            continue
        number, room = 2, model._meta.get_field("name").max_length - 6
        while (name := f"{record.name[:room]} ({number})").lower() in taken:
            number += 1
        model.objects.filter(pk=record.pk).update(name=name)
        taken.add(name.lower())
        logger.warning("“%s” is called “%s” now: another has that name. Merge the two?", record.name, name)
