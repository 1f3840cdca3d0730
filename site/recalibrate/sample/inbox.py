"""Fills the sample inbox the way every inbox is filled: real documents, over HTTP, by the real fetcher."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from feeds.curating.decide import PickDraft, keep_item
from feeds.models import Item, Source
from feeds.refreshing.deduplicate import deduplicate_new_items
from feeds.refreshing.refresh import refresh
from recalibrate.core.models import StateOfMind, Strategy, User
from recalibrate.core.toml_data import read_toml
from recalibrate.outbound.fetch import fetch
from recalibrate.outbound.site_policy import policy
from recalibrate.outbound.types import Fetched, FetchRequest, NotModified

from .feed_server import serving

CONTENT = Path(__file__).parent / "content"
DECIDED_EVERY = timedelta(hours=25)  # all within a week, none within the hour in which it can be undone
NOTE = "Sample: fetched once from this machine while the sample content was loaded, then paused."


def fill() -> None:
    """Fetch each fictional source that is missing, and take the sample decisions."""
    content = read_toml(CONTENT / "sources.toml")
    with serving(CONTENT / "feeds") as host:
        for entry in content["source"]:
            if not Source.objects.filter(slug=entry["slug"]).exists():
                fetch_sample(entry, host)
    deduplicate_new_items()
    now = timezone.now()
    for number, decision in enumerate(content["curation"], start=1):
        apply_decision(decision, now - DECIDED_EVERY * number)


def fetch_sample(entry: dict[str, Any], host: str) -> None:
    """Add one source, refresh it twice from `host`, which alone is allowed for this run, and pause it."""
    allowed = replace(policy(), allowed=frozenset([host]))

    def fetch_here(request: FetchRequest) -> Fetched | NotModified:
        return fetch(replace(request, url=f"http://{host}/{document}"), allowed)

    document = entry.pop("document")
    source = Source.objects.create(**entry, feed_url=f"{entry['site_url']}feed")
    refresh(source, fetch=fetch_here)
    refresh(source, fetch=fetch_here, is_forced=True)
    Source.objects.filter(pk=source.pk).update(is_paused=True, review_note=NOTE)


def apply_decision(decision: dict[str, Any], moment: datetime) -> None:
    item = Item.objects.undecided().filter(title=decision["title"]).first()
    if item is None:
        return
    keep_item(
        item,
        PickDraft(
            line=decision["line"],
            states=StateOfMind.objects.filter(slug__in=decision["states"]),
            strategy=Strategy.objects.get(slug=decision["strategy"]),
            half=decision["half"],
            is_sensitive=decision["is_sensitive"],
        ),
        by=User.objects.filter(username="editor", is_sample=True).first(),
        now=moment,
    )
