from collections import Counter

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.clickjacking import xframe_options_sameorigin

from recalibrate.core.pagination import paginate

from ..compose import as_text
from ..issue import CHANGE_URL, LEAVE_URL, as_html, compose_for
from ..letter_lists import chosen_lists, letter_lists, titles_of
from ..models import Digest, Subscription

may_see = permission_required("digest.view_digest", raise_exception=True)


@may_see
def digest_overview(request: HttpRequest) -> HttpResponse:
    """How many subscribe to what, how the last digests went, and a preview of the next."""
    stored = Subscription.objects.exclude(lists="").values_list("lists", flat=True)
    counts = Counter(slug for lists in stored for slug in chosen_lists(lists))
    names = {one.slug: one.title for one in letter_lists()}
    listed = [{"path": slug, "name": name, "count": counts[slug]} for slug, name in names.items()]
    chosen = request.GET.get("list", "everything")
    if chosen not in names:
        raise Http404("No such list")
    composed = compose_for(chosen, timezone.now())
    digests = paginate(request, Digest.objects.defer("text", "html"), per_page=20)
    for digest in digests:
        digest.list_name = "; ".join(titles_of(digest.path)) or digest.path
    context = {
        "lists": listed,
        "chosen": chosen,
        "chosen_name": names[chosen],
        "people": len(stored),
        "subject": composed.subject if composed else "",
        "text": as_text(composed, leave_url=LEAVE_URL, change_url=CHANGE_URL) if composed else "",
        "refused": Subscription.objects.refused().count(),
        "digests": digests,
    }
    return render(request, "admin/digest.html", context)


@may_see
@xframe_options_sameorigin
def digest_preview(request: HttpRequest, subject_path: str) -> HttpResponse:
    """The next digest of a list as HTML, as if it were due now."""
    composed = compose_for(subject_path, timezone.now())
    if composed is None:
        raise Http404("Nothing to send")
    return HttpResponse(as_html(composed))
