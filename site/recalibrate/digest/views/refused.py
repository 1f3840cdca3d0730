"""What a person decides about subscriptions whose address took no mail three times in a row."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods

from ..bounces import PERCENT_A_WEEK
from ..dashboard_items import PERMISSION
from ..letter_lists import titles_of
from ..models import Subscription, SubscriptionQuerySet


@permission_required(PERMISSION, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def refused_subscriptions(request: HttpRequest) -> HttpResponse:
    """Those that wait, by domain and not by name; what is ticked is deleted, or written to again."""
    waiting = Subscription.objects.refused()
    if request.method == "POST":
        numbers = [number for number in request.POST.getlist("subscription") if number.isdecimal()]
        resolve_refused(request, waiting.filter(pk__in=numbers))
        return redirect("refused-subscriptions")
    rows = [
        {
            "subscription": each,
            "list": "; ".join(titles_of(each.lists)),
            "domain": each.email.rpartition("@")[2],
        }
        for each in waiting
    ]
    return render(request, "admin/refused_subscriptions.html", {"rows": rows, "percent": PERCENT_A_WEEK})


def resolve_refused(request: HttpRequest, chosen: SubscriptionQuerySet) -> None:
    count = chosen.count()
    counted = ngettext("{} subscription", "{} subscriptions", count).format(count)
    if not count:
        messages.warning(request, gettext("Tick the ones you have decided about."))
    elif request.POST.get("decision") == "delete":
        Subscription.objects.filter(pk__in=list(chosen.values_list("pk", flat=True))).delete()
        messages.success(request, gettext("%(counted)s deleted.") % {"counted": counted})
    else:
        again = Subscription.objects.filter(pk__in=list(chosen.values_list("pk", flat=True)))
        again.update(bounces=0, refused_with="", refused_at=None)
        messages.success(
            request, gettext("%(counted)s will get the next e-mail again.") % {"counted": counted}
        )
