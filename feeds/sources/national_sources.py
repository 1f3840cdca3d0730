"""The national sources that a new site starts with."""

from pathlib import Path

from django.utils.translation import gettext_lazy

from recalibrate.core.toml_data import read_toml

from ..models import Source

LIST = Path(__file__).parents[1] / "data" / "national_sources.toml"
NOT_FOLLOWED_YET = gettext_lazy(
    "Paused until an editor has looked at it: untick “paused” to follow its feed."
)


def load_national_sources(*, is_followed: bool) -> int:
    """Add the sources that are missing, change none that is there; how many were added.

    Unless `is_followed`, those with a feed come paused: no site is asked before an editor wants it.
    """
    added = 0
    for entry in read_toml(LIST)["source"]:
        fields = {"review_note": "", "licence_note": "", **entry}
        if fields["feed_url"] and not is_followed:
            fields["is_paused"] = True
            fields["review_note"] = fields["review_note"] or NOT_FOLLOWED_YET
        slug = fields.pop("slug")
        added += Source.objects.get_or_create(slug=slug, defaults=fields)[1]
    return added
