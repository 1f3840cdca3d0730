from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from recalibrate.core.models import SiteIdentity
from recalibrate.web.rate_limit import Limit, limited

from ..double_opt_in import Wish, ask, confirm, leave, read
from ..forms import SubscribeForm
from ..models import DigestSettings

# These forms act on nobody's log-in, so a forged request gains nothing, and readers get no cookie for them.
public_form = csrf_exempt
LIMIT = Limit("digest", times=20, per=600)


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@limited(LIMIT)
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for an address and what to send; 404 while the digest is switched off."""
    if not DigestSettings.load().is_on:
        raise Http404("No digest here")
    form = SubscribeForm(request.POST or None, initial={"paths": ["everything"]})
    if request.method != "POST":
        return render(request, "pages/digest.html", {"form": form})
    if not form.is_valid():
        return render(request, "pages/digest.html", {"form": form}, status=422)
    wish = Wish(form.cleaned_data["email"], tuple(form.cleaned_data["paths"]))
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    if not form.is_from_a_program and not ask(wish, site=identity.name):
        form.add_error(None, "Many people are asking just now. Please try again in a minute.")
        return render(request, "pages/digest.html", {"form": form}, status=429)
    return render(request, "pages/digest_done.html", {"step": "asked"})


@public_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_wish(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: programs that follow links in mails subscribe nobody."""
    wish = read(token)
    if wish is None:
        return render(request, "pages/digest_done.html", {"step": "expired"}, status=410)
    if request.method == "POST":
        confirm(wish)
        return render(request, "pages/digest_done.html", {"step": "confirmed"})
    return render(request, "pages/digest_done.html", {"step": "confirm"})


@public_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def leave_list(request: HttpRequest, token: str) -> HttpResponse:
    """POST, by a mail program (RFC 8058) or the page's button, deletes the subscription at once."""
    if request.method == "POST":
        leave(token)
        return render(request, "pages/digest_done.html", {"step": "left"})
    return render(request, "pages/digest_done.html", {"step": "leave"})
