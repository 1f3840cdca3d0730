"""What the site is for: sources, pages on their day, backups."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Min
from django.utils.translation import gettext
from wagtail.models import Page, Revision

from blog.models import PostPage
from feeds.models import Source

from ..models import Backup
from ..readiness import REFRESHED_WITHIN
from .check_result import CheckResult, critical, ok, warning

MANY, SHARE = 3, 0.25  # sources that fail: more than these are no longer only their trouble
# The clock publishes each minute, and is itself called silent after five: past ten, the page is at fault.
OVERDUE = timedelta(minutes=10)
OLD, VERY_OLD = timedelta(hours=27), timedelta(hours=51)


def check_sources(now: datetime) -> CheckResult:
    followed, failing = Source.objects.followed().count(), Source.objects.failing()
    failing_count = failing.count()
    late = Source.objects.due(now - REFRESHED_WITHIN)
    if failing_count > max(MANY, SHARE * followed):
        since = failing.aggregate(first=Min("failing_since"))["first"]
        to_do = gettext(
            "Check whether this machine can reach other sites: name server, firewall, certificates."
        )
        return critical(
            gettext("%(failing_count)s of %(followed)s sources are failing at the same time.")
            % {"failing_count": failing_count, "followed": followed},
            to_do,
            since,
        )
    if count := late.count():
        since = late.aggregate(first=Min("next_check_at"))["first"]
        return critical(
            gettext("%(count)s of %(followed)s sources are three hours late.")
            % {"count": count, "followed": followed},
            gettext("Start another worker."),
            since,
        )
    if failing_count:
        return warning(
            gettext("%(failing_count)s of %(followed)s sources cannot be read.")
            % {"failing_count": failing_count, "followed": followed},
            gettext("The list of sources says what to do."),
        )
    return ok(
        gettext("All %(followed)s sources are read on time.") % {"followed": followed}
        if followed
        else gettext("No source is followed.")
    )


def check_pages(now: datetime) -> CheckResult:
    """Pages whose hour has passed without effect: the clock publishes, unless a page itself is at fault."""
    to_do = gettext("Open the page in the admin and do it by hand. The log says why it failed.")
    waiting = Revision.page_revisions.filter(approved_go_live_at__lt=now - OVERDUE)
    if revision := waiting.order_by("approved_go_live_at").first():
        words = gettext("“%(object_str)s” should have been published by now.") % {
            "object_str": revision.object_str
        }
        return critical(words, to_do, revision.approved_go_live_at)
    if page := Page.objects.filter(live=True, expire_at__lt=now - OVERDUE).order_by("expire_at").first():
        return critical(
            gettext("“%(title)s” should have been withdrawn by now.") % {"title": page.title},
            to_do,
            page.expire_at,
        )
    return ok(gettext("Every page was published and withdrawn on time."))


def check_approvals(now: datetime) -> CheckResult:
    """Level 3 is stopped where posts are saved; this is for scripts and SQL that save nothing."""
    if post := PostPage.objects.live().never_approved().order_by("pk").first():
        to_do = gettext("Withdraw it, or have it approved: hand it in, and ask a second person to read it.")
        return critical(
            gettext("“%(title)s” is public at level 3 without a second approval.") % {"title": post.title},
            to_do,
        )
    return ok(gettext("Every public post at level 3 has a second approval."))


def check_backups(now: datetime) -> CheckResult:
    if not settings.BACKUP_DIR and not Backup.objects.exists():
        return warning(
            gettext("The site makes no backups."),
            gettext("Set RECALIBRATE_BACKUP_DIR, unless you make them another way."),
        )
    latest, whole = Backup.objects.first(), Backup.objects.whole().first()
    to_do = gettext("Check the backup folder: is it there, and is there room?")
    if whole is None:
        return critical(gettext("There is no backup yet."), to_do, latest.started_at if latest else None)
    if now - whole.started_at > VERY_OLD:
        return critical(gettext("The last backup is more than two days old."), to_do, whole.started_at)
    if latest and latest.trouble:
        return critical(
            gettext("The last backup failed: %(trouble)s") % {"trouble": latest.trouble},
            to_do,
            latest.started_at,
        )
    if now - whole.started_at > OLD:
        return warning(gettext("The last backup is more than a day old."), to_do, whole.started_at)
    return ok(gettext("The last backup is complete."), whole.finished_at)
