from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .alarms import PERMISSION
from .check_result import Verdict
from .checks import findings

may_see = permission_required(PERMISSION, raise_exception=True)


@may_see
def condition(request: HttpRequest) -> HttpResponse:
    """Is everything all right? The worst comes first."""
    found = findings(timezone.now())
    order = [Verdict.ACT, Verdict.LOOK, Verdict.GOOD]
    rows = sorted(found.items(), key=lambda row: order.index(row[1].verdict))
    worst = rows[0][1].verdict
    return render(request, "admin/condition.html", {"rows": rows, "worst": worst})
