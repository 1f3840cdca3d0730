"""A mail to editors about sources and links that need a human: soon after it begins, then weekly at most."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy, ngettext

from feeds.models import Source
from feeds.sources.health import health_of
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import User

from .models import Link

MAIL = error_boundary("notice", gettext_lazy("is missing from the mail to editors"))
A_WEEK, A_DAY = timedelta(days=7), timedelta(days=1)
MOST_LINKS = 20  # in one mail


def tell_editors(now: datetime) -> None:
    """Mail about every source and link that needs a human, if one of them has not been told of for a week.

    One mail a day at most, however many break; none if no one who may change sources has an address.
    """
    troubled = list(Source.objects.needing_a_human(now).order_by("name"))
    broken = list(Link.objects.broken().prefetch_related("pages"))
    told = [source.reported_at for source in troubled] + [link.reported_at for link in broken]
    if all(moment and moment > now - A_WEEK for moment in told) or _told_since(now - A_DAY):
        return
    addresses = notice_recipients()
    if addresses:
        with transaction.atomic():  # the mark and the mail that waits for the worker are written together
            _note(troubled, broken, now)
            _send(addresses, troubled, broken, now)


def _note(troubled: Sequence[Source], broken: Sequence[Link], moment: datetime) -> None:
    Source.objects.filter(pk__in=[source.pk for source in troubled]).update(reported_at=moment)
    Link.objects.filter(pk__in=[link.pk for link in broken]).update(reported_at=moment)


def notice_recipients() -> list[str]:
    """Everyone who may change sources and has an address: editors and operators."""
    in_group = Q(
        groups__permissions__codename="change_source", groups__permissions__content_type__app_label="feeds"
    )
    people = User.objects.filter(Q(is_superuser=True) | in_group, is_active=True, is_sample=False)
    return sorted(set(people.exclude(email="").values_list("email", flat=True)))


def compose_notice(
    troubled: Sequence[Source], quiet: Sequence[Source], broken: Sequence[Link], now: datetime
) -> tuple[str, str]:
    """Subject and text: what is wrong with each, what to do, and where."""
    subject = _subject(len(troubled), len(broken))
    about = partial(_about, now=now)
    parts = []
    if troubled:
        parts += [
            gettext("These sources will bring nothing new until an editor looks at them."),
            *each_isolated(troubled, about, MAIL),
        ]
    if broken:
        where = settings.WAGTAILADMIN_BASE_URL + reverse("link-report")
        parts += [
            gettext("These links on published pages do not work."),
            *each_isolated(broken[:MOST_LINKS], _about_link, MAIL),
        ]
        parts.append(gettext("All of them, and those that moved: %(address)s") % {"address": where})
    if quiet:
        parts += [
            gettext("These sources work, but have been quiet for longer than usual:"),
            *each_isolated(quiet, about, MAIL),
        ]
    parts.append(gettext("You get this because you may change sources. We send it at most once a week."))
    return subject, "\n\n".join(parts) + "\n"


def _subject(sources: int, links: int) -> str:
    some = ngettext("%(count)s source", "%(count)s sources", sources) % {"count": sources}
    others = ngettext("%(count)s broken link", "%(count)s broken links", links) % {"count": links}
    if sources and links:
        return gettext("%(sources)s and %(links)s need you") % {"sources": some, "links": others}
    return ngettext("%(what)s needs you", "%(what)s need you", sources or links) % {
        "what": some if sources else others
    }


def _about_link(link: Link) -> str:
    """Its pages by where they are mended."""
    edit = [reverse("wagtailadmin_pages:edit", args=[page.pk]) for page in link.pages.all()]
    where = [f"  {settings.WAGTAILADMIN_BASE_URL}{path}" for path in edit]
    return "\n".join([link.address, f"  {link.words}", *where])


def _about(source: Source, now: datetime) -> str:
    health = health_of(source, now)
    address = settings.WAGTAILADMIN_BASE_URL + reverse("sources:inspect", args=[source.pk])
    to_do = f"  {health.to_do}" if health.to_do else ""
    lines = [source.name, f"  {health.words}.", to_do, f"  {address}"]
    return "\n".join(filter(None, lines))


def _quiet(now: datetime) -> list[Source]:
    return list(Source.objects.quiet(now).filter(moved_to="").defer("checks").order_by("name"))


def _told_since(moment: datetime) -> bool:
    return any(rows.filter(reported_at__gt=moment).exists() for rows in (Source.objects, Link.objects))


def _send(addresses: list[str], troubled: list[Source], broken: list[Link], now: datetime) -> None:
    """No one sees who else gets it."""
    subject, text = compose_notice(troubled, _quiet(now), broken, now)
    EmailMessage(subject, text, to=[], bcc=addresses).send()
