"""Pasting a link, by hand or from the bookmarklet. Looking at the form fetches nothing."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext

from recalibrate.outbound.errors import RemoteError

from ..curating.paste import Pasted
from ..curating.paste import item_for_link as pasted_item
from ..forms import PasteForm
from ..models import Curation


@permission_required("feeds.add_curation", raise_exception=True)
def paste_link(request: HttpRequest) -> HttpResponse:
    """The form, filled in from the address; what is posted becomes an item to decide on."""
    form = PasteForm(
        request.POST or None, initial={name: request.GET.get(name, "") for name in ("url", "title")}
    )
    trouble = ""
    if form.is_valid():
        try:
            return leads_to(request, pasted_item(form.cleaned_data["url"], title=form.cleaned_data["title"]))
        except RemoteError as error:
            trouble = str(error)
    context = {
        "form": form,
        "trouble": trouble,
        "header_title": gettext("Paste a link"),
        "header_icon": "link",
    }
    context["breadcrumbs_items"] = [
        {"url": reverse("inbox"), "label": "Inbox"},
        {"url": "", "label": gettext("Paste a link")},
    ]
    return render(request, "admin/paste.html", context, status=422 if trouble or form.errors else 200)


def leads_to(request: HttpRequest, pasted: Pasted) -> HttpResponse:
    """To the item in the inbox; to the decision, if an editor has decided on it."""
    item = pasted.item
    standing = (
        Curation.objects.select_related("decided_by").filter(item=item).exclude(decision="hold").first()
    )
    if standing:
        when, what = standing.decided_at, standing.get_decision_display().lower()
        who = standing.decided_by_name
        messages.info(
            request,
            gettext("We have that already. %(who)s decided on %(day)s %(when)s: %(what)s.")
            % {"who": who, "day": when.day, "when": f"{when:%B %Y}", "what": what},
        )
        return redirect("curations:edit", standing.pk)
    if not pasted.is_new:
        messages.info(request, gettext("We have that already. It is waiting for a decision."))
    return redirect(f"{reverse('inbox')}?item={item.pk}")
