"""All words that the database holds."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from recalibrate.guardian.models import GuardianReportPage


def all_texts() -> Iterator[str]:
    """What editors wrote, and what a field holds before they do."""
    for model in apps.get_models():
        fields = [field for field in model._meta.concrete_fields if is_text(field)]
        yield from (str(field.default) for field in fields if isinstance(field.default, str))
        for row in model._default_manager.values_list(*[field.attname for field in fields] or ["pk"]):
            for value in row:
                yield from flat(value)
    for report in GuardianReportPage.objects.all():  # what pure packages say of a report
        yield from (report.period.name, report.period.months_name)
        yield from (f"{line.what} {line.why}" for line in report.log)


def is_text(field: models.Field) -> bool:
    return isinstance(field, models.CharField | models.TextField | models.JSONField) or hasattr(
        field, "stream_block"
    )


def flat(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from flat(part)
    elif hasattr(value, "raw_data"):
        yield from flat(list(value.raw_data))
    elif isinstance(value, list | tuple):
        for part in value:
            yield from flat(part)
