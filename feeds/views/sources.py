"""Adding a source, looking at one, and the buttons there."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.views import generic

from recalibrate.outbound.errors import RemoteError

from ..forms import FindForm, OpmlForm
from ..models import Source
from ..refreshing.deduplicate import deduplicate_again, deduplicate_new_items
from ..refreshing.refresh import attempt_refresh
from ..sources.accept_move import AddressTaken, accept_move
from ..sources.discover import DiscoveredSite, FeedPreview, discover, preview_feed
from ..sources.health import health_of
from ..sources.merge import MergedSources, export_sources, merge_sources
from ..sources.opml import NotOpml, parse_opml

may_add = permission_required("feeds.add_source", raise_exception=True)
may_change = permission_required("feeds.change_source", raise_exception=True)


@may_add
def find(request: HttpRequest) -> HttpResponse:
    """Paste any address of a site; choose among the feeds that it has."""
    form = FindForm(request.POST or None)
    site, trouble = None, ""
    if form.is_valid():
        try:
            site = discover(form.cleaned_data["address"])
        except RemoteError as error:
            trouble = str(error)
    context = source_page_heading(gettext("Add a source"), "globe")
    context |= {"form": form, "trouble": trouble, "site": site, "choices": site and feed_choices(site)}
    if site and not site.feeds:
        context["directory_url"] = adding(site_url=site.url, name=site.title)
    return render(request, "admin/find_source.html", context, status=422 if trouble else 200)


def source_page_heading(title: str, icon: str) -> dict[str, Any]:
    """What Wagtail's header shows above a page of ours."""
    way = [{"url": reverse("sources:index"), "label": "Sources"}, {"url": "", "label": title}]
    return {"breadcrumbs_items": way, "header_title": title, "header_icon": icon}


def feed_choices(site: DiscoveredSite) -> list[dict[str, Any]]:
    """Each feed with where it is previewed, or the source that follows it already."""
    known = {s.feed_url: s for s in Source.objects.filter(feed_url__in=[feed.url for feed in site.feeds])}
    return [
        {
            "feed": feed,
            "known": known.get(feed.url),
            "url": adding(feed_url=feed.url, site_url=site.url, name=site.title or feed.title),
        }
        for feed in site.feeds
    ]


def adding(**fields: str) -> str:
    return f"{reverse('sources:add')}?{urlencode({name: value for name, value in fields.items() if value})}"


class AddSource(generic.CreateView):
    """The form of a new source, filled in from what was found, below what following it would bring."""

    template_name = "admin/add_source.html"
    page_title = _("Add a source")

    def get_initial(self) -> dict[str, Any]:
        given = ("name", "site_url", "feed_url")
        return {**super().get_initial(), **{name: self.request.GET.get(name, "") for name in given}}

    @cached_property
    def previewed(self) -> FeedPreview | str:
        """What the feed brings, or why it cannot be shown; "" for a directory entry."""
        url = self.request.POST.get("feed_url") or self.request.GET.get("feed_url", "")
        if not url:
            return ""
        try:
            return preview_feed(url)
        except RemoteError as error:
            return str(error)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.previewed
        shown = {"preview_trouble": found} if isinstance(found, str) else {"preview": found}
        return {**super().get_context_data(**kwargs), **shown}


class EditSource(generic.EditView):
    """A new address is asked at once; word filters count at once for what no editor has decided on."""

    def save_instance(self) -> Any:
        if "feed_url" in self.form.changed_data:
            self.form.instance.follow_afresh()
        source = super().save_instance()
        if {"hide_words", "only_words"} & set(self.form.changed_data):
            deduplicate_again(source)
            deduplicate_new_items()
        return source


class LookAtSource(generic.InspectView):
    """How a source is, what to do, and its last thirty checks."""

    template_name = "admin/source.html"
    page_title = _("How it is")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        source = self.object
        context = {
            "source": source,
            "health": health_of(source, timezone.now()),
            "history": source.history,
            "waiting": source.items.undecided().filter(hidden_by="").count(),
            "hidden": source.items.hidden().count(),
            "kept": source.items.filter(curation__decision="keep").count(),
        }
        return {**super().get_context_data(**kwargs), **context}

    def get_fields(self) -> list[str]:
        return []


@require_POST
@may_change
def refresh_now(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the source at once, whenever it was due, and say how it went."""
    source = get_object_or_404(Source.objects.exclude(feed_url=""), pk=pk)
    outcome = attempt_refresh(source, is_forced=True)
    deduplicate_new_items()
    if isinstance(outcome, Exception):
        messages.error(
            request,
            gettext("%(source)s: the fault is ours, not the source’s. The log says why.")
            % {"source": source},
        )
    elif outcome.trouble:
        messages.warning(
            request, gettext("%(source)s: %(trouble)s") % {"source": source, "trouble": outcome.trouble}
        )
    else:
        messages.success(
            request,
            gettext("%(source)s: %(new)s new, %(changed)s changed.")
            % {"source": source, "new": outcome.new, "changed": outcome.changed},
        )
    return redirect("sources:inspect", pk)


@require_POST
@may_change
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow the source to its new address."""
    source = get_object_or_404(Source.objects.exclude(moved_to=""), pk=pk)
    try:
        accept_move(source)
    except AddressTaken as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request,
            gettext("%(source)s is now followed at %(feed_url)s.")
            % {"source": source, "feed_url": source.feed_url},
        )
    return redirect("sources:inspect", pk)


@may_add
def import_file(request: HttpRequest) -> HttpResponse:
    """Upload a list of sources: first what it would bring, then the same file taken in."""
    form = OpmlForm(request.POST or None, request.FILES or None)
    merged, trouble, is_dry_run = None, "", request.POST.get("step") != "import"
    if form.is_valid():
        try:
            merged = taken_in(form, is_dry_run=is_dry_run)
        except NotOpml as error:
            trouble = str(error)
    context = source_page_heading(gettext("Import OPML"), "upload")
    context |= {"form": form, "merged": merged, "trouble": trouble, "is_dry_run": is_dry_run}
    if merged and not is_dry_run:
        added = "1 source" if len(merged.added) == 1 else f"{len(merged.added)} sources"
        messages.success(
            request,
            gettext("%(added)s added. %(count_known)s known already.")
            % {"added": added, "count_known": len(merged.known)},
        )
    return render(request, "admin/import_opml.html", context, status=422 if trouble or form.errors else 200)


def taken_in(form: OpmlForm, *, is_dry_run: bool) -> MergedSources:
    listed = parse_opml(form.cleaned_data["file"].read())
    return merge_sources(listed, is_followed=form.cleaned_data["is_followed"], is_dry_run=is_dry_run)


@permission_required("feeds.view_source", raise_exception=True)
def export_file(request: HttpRequest) -> HttpResponse:
    """All sources as a file for another reader, or another hospital."""
    return HttpResponse(
        export_sources(),
        content_type="text/x-opml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="sources.opml"'},
    )
