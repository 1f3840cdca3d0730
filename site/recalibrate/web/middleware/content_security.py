from csp.middleware import CSPMiddleware
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from ..csp_policies import ADMIN
from ..sessions import has_session


class ContentSecurityPolicyMiddleware(CSPMiddleware):
    """The strict policy for readers; for the admin, and for an editor's user bar, what Wagtail needs."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if request.path.startswith(f"/{settings.ADMIN_PATH}") or has_session(request):
            response._csp_config = ADMIN  # type: ignore[attr-defined]
        return super().process_response(request, response)
