"""Bringing in posts from elsewhere: a file, a look through it, then in earnest, and back if it was wrong."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from blog.models import PostIndexPage
from recalibrate.core.models import User

from .forms import UploadForm
from .models import ImportRun
from .old_addresses import temporary_redirects
from .runs import CannotBeTakenBack, undo_run
from .tasks import BUSY, begin_again, bring_in_run, is_abandoned, look_through

MAY = "exchange.add_importrun"
MOST_RUNS = 50  # a list that is read, not searched


@permission_required(MAY, raise_exception=True)
def imports(request: HttpRequest) -> HttpResponse:
    """What was brought in so far, and the next file."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = ImportRun.objects.create(
            kind=form.cleaned_data["kind"],
            name=file.name[:255],
            blog=form.cleaned_data["blog"],
            content=file.read(),
            started_by=cast(User, request.user),
        )
        look_through.enqueue(run.pk)
        return redirect("import", run.pk)
    runs = ImportRun.objects.defer("content", "report")[:MOST_RUNS]
    context = {"form": form, "runs": runs, "breadcrumbs_items": _way(), "header_title": "Imports"}
    return render(request, "admin/imports.html", context, status=422 if form.errors else 200)


@permission_required(MAY, raise_exception=True)
def one_import(request: HttpRequest, pk: int) -> HttpResponse:
    """The account of a file, post by post; what is posted brings it in or takes it back."""
    run = get_object_or_404(ImportRun.objects.defer("content"), pk=pk)
    if request.method == "POST":
        if step := STEPS.get(request.POST.get("step", "")):
            step(request, run)
        return redirect("import", run.pk)
    context = {
        "run": run,
        "is_busy": run.state in BUSY,
        "is_abandoned": is_abandoned(run),
        "is_checked": run.state == run.State.CHECKED,
        "is_done": run.state == run.State.DONE,
        "posts": PostIndexPage.objects.values_list("pk", flat=True).first(),
        "drafts": run.origins.exclude(page=None).count(),
        "temporary": temporary_redirects(run).count(),
        "breadcrumbs_items": _way(run.name),
        "header_title": run.name,
    }
    return render(request, "admin/import.html", context)


def _bring(request: HttpRequest, run: ImportRun) -> None:
    """Once, however often the button is pressed."""
    checked = ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.CHECKED)
    if checked.update(state=ImportRun.State.RUNNING, done=0):
        bring_in_run.enqueue(run.pk)
        messages.success(request, gettext("The import has started. You can carry on working."))


def _begin_again(request: HttpRequest, run: ImportRun) -> None:
    if begin_again(run):
        messages.success(request, gettext("The import has started again. No post is made twice."))


def _take_back(request: HttpRequest, run: ImportRun) -> None:
    try:
        count = undo_run(run)
    except CannotBeTakenBack as why:
        messages.error(request, str(why))
    else:
        messages.success(
            request,
            gettext("Import taken back: %(count)s drafts and their pictures are deleted.") % {"count": count},
        )


def _keep_addresses(request: HttpRequest, run: ImportRun) -> None:
    count = temporary_redirects(run).update(is_permanent=True)
    words = ngettext(
        "{} old address now leads here for good.", "{} old addresses now lead here for good.", count
    )
    messages.success(request, words.format(count))


STEPS: dict[str, Callable[[HttpRequest, ImportRun], None]] = {
    "bring": _bring,
    "again": _begin_again,
    "take-back": _take_back,
    "permanent": _keep_addresses,
}


def _way(name: str = "") -> list[dict[str, str]]:
    way = [{"url": reverse("imports") if name else "", "label": "Imports"}]
    return [*way, {"url": "", "label": name}] if name else way
