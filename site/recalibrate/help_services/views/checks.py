"""In the admin: what is due for a check, and saying that it was checked."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext

from recalibrate.core.models import User

from ..check import mark_checked
from ..forms import CheckForm
from ..models import HelpService

may_check = permission_required("help_services.change_helpservice", raise_exception=True)


@may_check
def service_checks(request: HttpRequest) -> HttpResponse:
    """Every service, the one that has waited longest first."""
    context: dict[str, Any] = {
        "services": HelpService.objects.order_by("checked_on", "name"),
        "due_count": HelpService.objects.due_for_check(timezone.localdate()).count(),
        "today": timezone.localdate(),
    }
    return render(request, "admin/help_checks.html", context)


@may_check
def check_service(request: HttpRequest, pk: int) -> HttpResponse:
    service = get_object_or_404(HelpService, pk=pk)
    form = CheckForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        mark_checked(service, by=cast(User, request.user), note=form.cleaned_data["note"])
        messages.success(request, gettext("“%(name)s” counts as checked today.") % {"name": service.name})
        return redirect("help-checks")
    return render(request, "admin/help_check.html", {"service": service, "form": form})
