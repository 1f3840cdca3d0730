"""The sample's three quarterly reports: two published, one waiting for the board."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from recalibrate.core.toml_data import read_toml
from recalibrate.guardian import store
from recalibrate.guardian.enter import replace_figures
from recalibrate.guardian.figures.tables import figures_in
from recalibrate.guardian.models import Correction, GuardianIndexPage, GuardianReportPage

from .bodies import body
from .pages import CONTENT, publish_on

WORDS = (
    "slug", "title", "start_year", "quarter", "headline", "tcs_version", "forum_seen_on", "board_on",
    "next_due_on", "method_note", "quality_note",
)  # fmt: skip
THURSDAY = 3  # as date.weekday() counts; all boards of the sample's story meet on one


def load_reports() -> None:
    """Add the reports that are missing. The last one is under embargo, whenever the sample is loaded."""
    corner = GuardianIndexPage.objects.get()
    entries = [read_toml(path) for path in sorted((CONTENT / "guardian").glob("*.toml"))]
    entries[-1]["report"]["board_on"] = next_board(entries[-1]["report"]["board_on"], timezone.localdate())
    for entry in entries:
        if not GuardianReportPage.objects.filter(slug=entry["report"]["slug"]).exists():
            load_report(corner, entry)


def next_board(planned: date, today: date) -> date:
    """The day in the sample's story or, once that has come, a Thursday one to two weeks ahead."""
    if planned > today:
        return planned
    soonest = today + timedelta(days=8)
    return soonest + timedelta(days=(THURSDAY - soonest.weekday()) % 7)


def load_report(corner: GuardianIndexPage, entry: dict[str, Any]) -> None:
    words = entry["report"]
    report = GuardianReportPage(**{name: words[name] for name in WORDS}, live=False)
    report.things_to_know = report.things_to_know.stream_block.to_python(
        [{"type": "thing", "value": thing} for thing in words["things_to_know"]]
    )
    report.narrative = report.narrative.stream_block.to_python(body(words["narrative"]))
    corner.add_child(instance=report)
    replace_figures(report, tuple(figures_in(entry, report.period, store.vocabulary())))
    for line in words.get("correction", ()):
        Correction.objects.create(report=report, **line)
    if report.board_on and report.board_on <= timezone.localdate():
        publish_on(report, report.board_on)
    else:
        report.save_revision().publish()
