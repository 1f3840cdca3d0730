"""What the site is for: sources, pages on their day, backups."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min
from wagtail.models import Page, Revision

from blog.models import PostPage
from feeds.models import Source

from ..models import Backup
from .check_result import CheckResult, critical, ok, warning

MANY, SHARE = 3, 0.25  # sources that fail: more than these are no longer only their trouble
LATE = timedelta(hours=3)
OVERDUE = timedelta(minutes=10)
OLD, VERY_OLD = timedelta(hours=27), timedelta(hours=51)


def check_sources(now: datetime) -> CheckResult:
    followed, failing = Source.objects.followed().count(), Source.objects.failing()
    failing_count = failing.count()
    late = Source.objects.due(now - LATE)
    if failing_count > max(MANY, SHARE * followed):
        since = failing.aggregate(first=Min("failing_since"))["first"]
        to_do = "Look whether this machine reaches other sites: name server, firewall, certificates."
        return critical(f"{failing_count} of {followed} sources fail at once.", to_do, since)
    if count := late.count():
        since = late.aggregate(first=Min("next_check_at"))["first"]
        return critical(
            f"{count} of {followed} sources are three hours late.", "Start another worker.", since
        )
    if failing_count:
        return warning(
            f"{failing_count} of {followed} sources cannot be read.", "The list of sources says what to do."
        )
    return ok(f"All {followed} sources are read on time." if followed else "No source is followed.")


def check_pages(now: datetime) -> CheckResult:
    """Pages whose hour has passed without effect: the clock publishes, unless a page itself is at fault."""
    to_do = "Open the page in the admin and do it by hand; the log says why it failed."
    waiting = Revision.page_revisions.filter(approved_go_live_at__lt=now - OVERDUE)
    if revision := waiting.order_by("approved_go_live_at").first():
        words = f"“{revision.object_str}” should have been published by now."
        return critical(words, to_do, revision.approved_go_live_at)
    if page := Page.objects.filter(live=True, expire_at__lt=now - OVERDUE).order_by("expire_at").first():
        return critical(f"“{page.title}” should have been withdrawn by now.", to_do, page.expire_at)
    return ok("Every page was published and withdrawn on time.")


def check_approvals(now: datetime) -> CheckResult:
    """Level 3 is stopped where posts are saved; this is for scripts and SQL that save nothing."""
    if post := PostPage.objects.live().never_approved().order_by("pk").first():
        to_do = "Withdraw it, or have it approved: hand it in, and let a second person read it."
        return critical(
            f"“{post.title}” is public at level 3, and no second approval of it is recorded.", to_do
        )
    return ok("Every public post at level 3 has a second approval.")


def check_backups(now: datetime) -> CheckResult:
    if not settings.BACKUP_DIR and not Backup.objects.exists():
        return warning("The site makes no backups.", "Set RECALIBRATE_BACKUP_DIR, unless others make them.")
    latest, whole = Backup.objects.first(), Backup.objects.whole().first()
    to_do = "Look at the folder of backups: is it there, is there room?"
    if whole is None:
        return critical("There is no backup yet.", to_do, latest.started_at if latest else None)
    if now - whole.started_at > VERY_OLD:
        return critical("The last backup is more than two days old.", to_do, whole.started_at)
    if latest and latest.trouble:
        return critical(f"The last backup failed: {latest.trouble}", to_do, latest.started_at)
    if now - whole.started_at > OLD:
        return warning("The last backup is more than a day old.", to_do, whole.started_at)
    return ok("The last backup is whole.", whole.finished_at)
