from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.http import require_POST

from recalibrate.core.models import StateOfMind, Strategy, User
from recalibrate.core.pagination import paginate

from ..decide import AlreadyDecided, hold, keep, pass_over
from ..forms import KeepForm
from ..models import Half, Item, Source

PER_PAGE = 20

may_decide = permission_required("feeds.add_curation", raise_exception=True)


@method_decorator(may_decide, name="dispatch")
class Inbox(View):
    """Undecided items, newest first, each with what it takes to decide."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return show(request)


def show(request: HttpRequest, *, failed: Item | None = None, form: KeepForm | None = None) -> HttpResponse:
    """The inbox; with `failed`, the item whose form did not pass, open and with its errors."""
    items = Item.objects.for_inbox()
    chosen = request.GET.get("source", "")
    if chosen:
        items = items.filter(source__slug=chosen)
    context: dict[str, Any] = {
        "page": paginate(request, items, per_page=PER_PAGE),
        "sources": Source.objects.with_undecided(),
        "chosen_source": chosen,
        "states": list(StateOfMind.objects.all()),
        "strategies": list(Strategy.objects.all()),
        "halves": Half.choices,
        "failed": failed,
        "form": form,
    }
    return render(request, "admin/inbox.html", context, status=422 if failed else 200)


@require_POST
@may_decide
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep, pass or hold one item, as the pressed button says."""
    item = get_object_or_404(Item.objects.select_related("source"), pk=pk)
    try:
        return decided(request, item)
    except AlreadyDecided as error:
        messages.warning(request, str(error))
        return back(request)


def decided(request: HttpRequest, item: Item) -> HttpResponse:
    editor = cast(User, request.user)
    match request.POST.get("decision"):
        case "keep":
            form = KeepForm(request.POST)
            if not form.is_valid():
                return show(request, failed=item, form=form)
            keep(item, by=editor, **form.cleaned_data)
            messages.success(request, f"Kept “{item.title}”.")
        case "pass":
            pass_over(item, by=editor)
            messages.success(request, f"Passed on “{item.title}”.")
        case "hold":
            hold(item, by=editor)
            messages.success(request, f"Holding “{item.title}” for later.")
        case _:
            messages.error(request, "Choose keep, pass or hold.")
    return back(request)


def back(request: HttpRequest) -> HttpResponse:
    address = reverse("inbox")
    return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
