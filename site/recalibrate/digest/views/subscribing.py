from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from recalibrate.core.models import SiteIdentity
from recalibrate.web.rate_limit import Limit, limited

from ..double_opt_in import (
    Wish,
    confirm,
    delete_subscription,
    read_confirmation,
    request_confirmation,
    set_lists,
    subscribed_lists,
)
from ..forms import ListsForm, SubscribeForm
from ..letter_lists import chosen_lists, titles_of
from ..models import DigestSettings, Subscription

# These forms act on no log-in, so a forged request gains nothing, and readers get no cookie for them.
public_form = csrf_exempt
LIMIT = Limit("digest", times=20, per=600)
DONE = "pages/digest_done.html"


def sent(request: HttpRequest) -> QueryDict | None:
    """The form's fields; a form that was sent with nothing ticked is not one that was not sent."""
    return request.POST if request.method == "POST" else None


@public_form
@require_http_methods(["GET", "HEAD", "POST"])
@limited(LIMIT)
def subscribe(request: HttpRequest) -> HttpResponse:
    """Ask for an address and what to send; 404 while the digest is switched off."""
    if not DigestSettings.load().is_on:
        raise Http404("No digest here")
    form = SubscribeForm(sent(request), initial={"lists": ["everything"]})
    if request.method != "POST":
        return render(request, "pages/digest.html", {"form": form})
    if not form.is_valid():
        return render(request, "pages/digest.html", {"form": form}, status=422)
    wish = Wish(form.cleaned_data["email"], tuple(form.cleaned_data["lists"]))
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    if not form.is_from_a_program and not request_confirmation(wish, site=identity.name):
        form.add_error(None, gettext("A lot of people are signing up. Please try again in a minute."))
        return render(request, "pages/digest.html", {"form": form}, status=429)
    return render(request, DONE, {"step": "asked", "email": wish.email})


@public_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_wish(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button: programs that follow links in mails subscribe no reader."""
    wish = read_confirmation(token)
    if wish and not wish.noted and (has := subscribed_lists(wish.email)):
        return render(request, DONE, {"step": "confirmed", "titles": titles_of(has)})  # pressed before
    if wish is None or not wish.noted:
        return render(request, DONE, {"step": "expired"}, status=410)
    if request.method == "POST":
        return render(request, DONE, {"step": "confirmed", "titles": titles_of(confirm(wish))})
    return render(request, DONE, {"step": "confirm", "titles": titles_of(wish.noted)})


@public_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """POST, by a mail program (RFC 8058) or the page's button, deletes the address at once."""
    if request.method == "POST":
        return render(request, DONE, {"step": "left" if delete_subscription(token) else "gone"})
    subscription = Subscription.objects.with_token(token).first()
    if subscription is None:
        return render(request, DONE, {"step": "gone"})
    return render(request, DONE, {"step": "leave", "titles": titles_of(subscription.lists), "token": token})


@public_form
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change_lists(request: HttpRequest, token: str) -> HttpResponse:
    """Which lists come in the letter; to get none, one unsubscribes."""
    subscription = Subscription.objects.with_token(token).first()
    if subscription is None:
        return render(request, DONE, {"step": "gone"})
    form = ListsForm(sent(request), initial={"lists": chosen_lists(subscription.lists)})
    if request.method == "POST" and form.is_valid():
        set_lists(subscription, tuple(form.cleaned_data["lists"]))
        subscription.refresh_from_db()
        return render(request, DONE, {"step": "changed", "titles": titles_of(subscription.lists)})
    status = 422 if form.errors else 200
    return render(request, "pages/digest_change.html", {"form": form, "token": token}, status=status)
