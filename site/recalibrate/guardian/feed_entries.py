"""What the Guardian publishes as subscribers get it."""

from datetime import date, datetime, time

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext

from recalibrate.core.addresses import absolute
from recalibrate.core.syndicated_html import syndicated
from recalibrate.core.syndication import FeedEntry

from .charts.overview import key_figures
from .models import GuardianReportPage, GuardianUpdatePage, YouSaid
from .models.update import BYLINE


def update_feed_entry(update: GuardianUpdatePage) -> FeedEntry:
    url = update.canonical_url
    return FeedEntry(
        uuid=update.translation_key,
        kind="guardian",
        url=url,
        title=update.title,
        summary=update.summary,
        html=syndicated(render_to_string("syndication/guardian_update.html", {"update": update}), url),
        published_at=update.first_published_at,
        updated_at=update.last_published_at,
        contributors=(BYLINE,),
        categories=tuple((state.slug, state.name) for state in update.states),
    )


KEY_POINTS = 2  # what a feed reader shows before it cuts; the report has the rest
TABLES = (("er_raised", "department"), ("er_raised_per_10_doctors", "department"), ("er_raised", "reason"))


def entry_for_report(report: GuardianReportPage) -> FeedEntry:
    """A report keeps its id when it is corrected; the correction stands in it and updates the entry."""
    url = report.canonical_url
    tables = [report.public.table(measure, dimension) for measure, dimension in TABLES]
    html = render_to_string("syndication/guardian_report.html", {"report": report, "tables": tables})
    return FeedEntry(
        uuid=report.translation_key,
        kind="guardian-report",
        url=url,
        title=f"{report.period.name}: {report.title}",
        summary=report.summary,
        html=syndicated(html, url),
        published_at=report.first_published_at,
        updated_at=report.last_published_at,
        contributors=(BYLINE,),
        key_points=key_points(report),
    )


def key_points(report: GuardianReportPage) -> tuple[str, ...]:
    """The two figures that a letter has room for, as the report itself says them."""
    return tuple(f"{row.name}: {row.cell.text}" for row in key_figures(report.public)[:KEY_POINTS])


def began(day: date) -> datetime:
    """Never in the future, as noon would be for half of today."""
    return timezone.make_aware(datetime.combine(day, time.min))


def entry_for_concern(concern: YouSaid) -> FeedEntry:
    """A concern keeps its id while its answer moves on; each piece of news updates the entry."""
    card = concern.card()
    url = absolute(concern.get_absolute_url())
    html = render_to_string("syndication/you_said.html", {"concern": concern})
    return FeedEntry(
        uuid=concern.uuid,
        kind="you-said",
        url=url,
        title=f"{card.title.rstrip('.')}: {concern.get_progress_display().lower()}",
        summary=concern.we_did or gettext("Heard. What we do about it will appear here."),
        html=syndicated(html, url),
        published_at=concern.first_published_at,
        updated_at=concern.changed_at or began(concern.updated_on),
        contributors=(BYLINE,),
        categories=tuple((state.slug, state.name) for state in card.states),
    )
