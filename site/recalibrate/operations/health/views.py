from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from .alerts import PERMISSION
from .check_result import CheckStatus
from .checks import run_checks

may_see = permission_required(PERMISSION, raise_exception=True)


@may_see
def health_report(request: HttpRequest) -> HttpResponse:
    """Is everything all right? The worst comes first."""
    found = run_checks(timezone.now())
    order = [CheckStatus.CRITICAL, CheckStatus.WARNING, CheckStatus.OK]
    rows = sorted(found.items(), key=lambda row: order.index(row[1].verdict))
    worst = rows[0][1].verdict
    return render(request, "admin/condition.html", {"rows": rows, "worst": worst})
