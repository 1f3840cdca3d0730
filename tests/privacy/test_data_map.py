"""Every table that says something about a person is on the map, which docs/assurance.md shows."""

import re
from collections import Counter
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model

from recalibrate.privacy.data_map import IMPERSONAL, ROWS, data_map_markdown

ASSURANCE = Path(__file__).parents[2] / "docs" / "assurance.md"
PERSONAL = [model for row in ROWS for model in row.models]
# Names under which tables keep what tells who someone is.
TELLING = re.compile(
    r"e?mail|ip_address|user_agent|address|phone|telephone|username|(?:first|last|full)_name|byline"
)
TELLS_NOBODY = {
    "feeds.Source", "link_checks.Link", "guardian.GuardianReportPage", "core.SiteIdentity",
    "operations.Backup", "wagtailredirects.Redirect", "exchange.Origin",
}  # fmt: skip


def models() -> dict[str, type]:
    return {model._meta.label: model for model in apps.get_models()}


def test_every_model_is_on_exactly_one_list():
    listed = Counter([*PERSONAL, *IMPERSONAL])

    new = models().keys() - listed.keys()
    assert not new, f"Do they say something about a person? Put them into privacy/data_map.py: {sorted(new)}"
    assert [name for name, times in listed.items() if times > 1] == []


def test_the_lists_name_only_models_that_exist():
    known = models().keys()

    assert [name for name in PERSONAL if name not in known and not name.startswith("wagtailsearch.")] == []


def test_no_model_that_points_at_a_log_in_or_keeps_an_address_is_called_impersonal():
    user = get_user_model()
    wrong = [
        f"{name}.{field.name}"
        for name in IMPERSONAL & models().keys()
        for field in models()[name]._meta.local_fields
        if (field.related_model is user or TELLING.fullmatch(field.name))
        and name not in TELLS_NOBODY | {"wagtaildocs.Document", "wagtailimages.Image"}
    ]

    assert wrong == []


def test_the_document_shows_the_map_as_it_is():
    assert data_map_markdown() in ASSURANCE.read_text(), "Print it with `manage.py data_map` and paste it in."
