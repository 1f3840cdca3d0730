"""Every list that we publish for feed readers: its address, its words and what is on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from blog.models import Series
from recalibrate.core.isolate import each_isolated, error_boundary
from recalibrate.core.models import Contributor, Discipline, StateOfMind, Strategy
from recalibrate.core.past_slugs import Kwargs, first_slug, slug_now
from recalibrate.core.public_kinds import MainList, kind_of, syndicated_kinds
from recalibrate.core.record_addresses import record_url

from . import streams
from .streams import Stream

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a list is about. `path` is its address below /feeds/, without the format's ending."""

    path: str
    title: StrOrPromise
    description: StrOrPromise
    page_path: str
    streams: Callable[[], tuple[Stream, ...]]
    record: Model | None = None  # that it is about

    @property
    def key(self) -> str:
        """What feed readers know the list by: it outlives a rename."""
        if self.record is None:
            return self.path
        return f"{self.path.partition('/')[0]}:{first_slug(self.record)}"

    @property
    def reference(self) -> str:
        """What we note the list down by: “everything”, “states:12”."""
        return self.path if self.record is None else f"{self.path.partition('/')[0]}:{self.record.pk}"


EVERYTHING = Subject(
    path="everything",
    title=_("Everything"),
    description=_("Posts, the Guardian, you said, we did, and national picks together."),
    page_path="/",
    streams=streams.every,
)


def of_main_list(main_list: MainList) -> Subject:
    return Subject(
        path=main_list.path,
        title=str(main_list.title),
        description=str(main_list.description),
        page_path=str(main_list.page_path),
        streams=partial(streams.on_main_list, main_list),
    )


def fixed() -> tuple[Subject, ...]:
    """The lists of whole kinds: the first kind's, everything, and then the others in order."""
    lists = dict.fromkeys(feed.main_list for _kind, feed in syndicated_kinds())
    first, *others = map(of_main_list, lists)
    return first, EVERYTHING, *others


def state_subject(state: StateOfMind) -> Subject:
    return Subject(
        path=f"states/{state.slug}",
        title=state.name,
        description=gettext("Posts, Guardian updates and answers for when you feel %(label)s.")
        % {"label": state.label},
        page_path=_page_of(state),
        record=state,
        streams=partial(streams.streams_about, state),
    )


def about_strategy(strategy: Strategy) -> Subject:
    return Subject(
        path=f"what-helps/{strategy.slug}",
        title=gettext("What helps: %(name)s") % {"name": strategy.name},
        description=strategy.description
        or gettext("Posts about %(name)s.") % {"name": strategy.name.lower()},
        page_path=_page_of(strategy),
        record=strategy,
        streams=partial(streams.streams_about, strategy),
    )


def by_discipline(discipline: Discipline) -> Subject:
    return Subject(
        path=f"disciplines/{discipline.slug}",
        title=gettext("Written by: %(name)s") % {"name": discipline.name},
        description=gettext("Posts by people who work as: %(name)s.") % {"name": discipline.name.lower()},
        page_path=_page_of(discipline),
        record=discipline,
        streams=partial(streams.streams_about, discipline),
    )


def of_series(series: Series) -> Subject:
    return Subject(
        path=f"series/{series.slug}",
        title=gettext("Series: %(name)s") % {"name": series.name},
        description=series.intro or gettext("The posts of “%(name)s”.") % {"name": series.name},
        page_path=_page_of(series),
        record=series,
        streams=partial(streams.streams_about, series),
    )


def by_contributor(contributor: Contributor) -> Subject:
    return Subject(
        path=f"contributors/{contributor.slug}",
        title=gettext("By %(name)s") % {"name": contributor.name},
        description=gettext("Posts by %(name)s.") % {"name": contributor.byline},
        page_path=_page_of(contributor),
        record=contributor,
        streams=partial(streams.streams_about, contributor),
    )


@dataclass(frozen=True, slots=True)
class Family:
    """Subjects of one kind, one for each record of a model that has something to show.

    `every` has those too that have nothing to show just now: an address that was given out stays.
    """

    prefix: str
    title: StrOrPromise
    model: type[Model]
    records: Callable[[], Any]
    subject_of: Callable[[Any], Subject]
    every: Callable[[], Any]


FAMILIES = (
    Family(
        "states",
        _("By state of mind"),
        StateOfMind,
        StateOfMind.objects.all,
        state_subject,
        StateOfMind.objects.all,
    ),
    Family(
        "what-helps", _("By what helps"), Strategy, Strategy.objects.all, about_strategy, Strategy.objects.all
    ),
    Family(
        "disciplines",
        _("By who is writing"),
        Discipline,
        lambda: Discipline.objects.filter(posts__live=True).distinct(),
        by_discipline,
        Discipline.objects.all,
    ),
    Family(
        "series",
        _("By series"),
        Series,
        lambda: Series.objects.filter(posts__live=True).distinct(),
        of_series,
        Series.objects.all,
    ),
    Family(
        "contributors",
        _("By contributor"),
        Contributor,
        lambda: Contributor.objects.filter(has_feed=True),
        by_contributor,
        lambda: Contributor.objects.filter(has_feed=True),
    ),
)


def subject_at(path: str) -> Subject:
    """The subject published at `path`; 404 for none."""
    for subject in fixed():
        if subject.path == path:
            return subject
    prefix, _, slug = path.partition("/")
    for family in FAMILIES:
        if family.prefix == prefix and (record := family.every().filter(slug=slug).first()):
            return family.subject_of(record)
    raise Http404("No such feed")


def expires_by_date(path: str) -> bool:
    """Whether a day can take something off this list without a change that announces it. Asks no database."""
    prefix = path.partition("/")[0]
    models = {family.model for family in FAMILIES if family.prefix == prefix}
    return any(
        path in (EVERYTHING.path, feed.main_list.path) or not models.isdisjoint(feed.narrowed_by)
        for _kind, feed in syndicated_kinds()
        if feed.expires_by_date
    )


def subjects_with(thing: Model) -> list[Subject]:
    """The lists that change with this thing."""
    kind = kind_of(type(thing))
    if kind is None or kind.feed is None:
        return []
    found = [of_main_list(kind.feed.main_list), EVERYTHING]
    for family in FAMILIES:
        if lookup := kind.feed.narrowed_by.get(family.model):
            named = type(thing)._default_manager.filter(pk=thing.pk).values(lookup)
            found += [family.subject_of(record) for record in family.records().filter(pk__in=named)]
    return found


def renamed_subject(kwargs: Kwargs) -> Kwargs | None:
    """What an old address of a list is called now; None for what never was one."""
    prefix, _, slug = kwargs["subject_path"].partition("/")
    for family in FAMILIES:
        if family.prefix == prefix and (now := slug_now(family.model, slug)):
            return {**kwargs, "subject_path": f"{prefix}/{now}"}
    return None


def subject_of(reference: str) -> Subject:
    """The subject that was noted down so, whatever it is called today; 404 for one that is gone.

    Also by the address that it has or once had: links in mails that wait to be confirmed name it so.
    """
    prefix, _, key = reference.partition(":")
    for family in FAMILIES:
        if family.prefix == prefix and key.isdigit() and (found := family.every().filter(pk=key).first()):
            return family.subject_of(found)
    renamed = renamed_subject({"subject_path": reference})
    return subject_at(renamed["subject_path"] if renamed else reference)


def subjects_by_heading() -> Iterator[tuple[str, list[Subject]]]:
    """Every subject there is, under a heading."""
    yield gettext("The main lists"), list(fixed())
    for family in FAMILIES:
        if subjects := list(each_isolated(family.records(), partial(offered, family), SUBJECTS)):
            yield str(family.title), subjects


def offered(family: Family, record: Any) -> Subject:
    """The record's list, if it can be asked for. Raises NoReverseMatch."""
    subject = family.subject_of(record)
    reverse("syndication", args=[subject.path, "xml"])
    return subject


def _again(record: Any) -> Subject:
    family = next(family for family in FAMILIES if family.records().model is type(record))
    return offered(family, record)


SUBJECTS = error_boundary("subject", _("offers no feed"), again=_again, is_gap=False)


def _page_of(record: Model) -> str:
    return record_url(record) or fixed()[0].page_path
