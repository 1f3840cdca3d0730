from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from recalibrate.core.announcing import announce
from recalibrate.core.models import StateOfMind
from recalibrate.core.pagination import paginate

from ..models import Curation


def picks(request: HttpRequest) -> HttpResponse:
    """What is worth reading nationally, with a line on why; `?state=` narrows it to one state of mind."""
    kept = Curation.objects.kept().newest_first().for_cards()
    chosen = None
    if slug := request.GET.get("state", ""):
        chosen = get_object_or_404(StateOfMind, slug=slug)
        kept = kept.about(chosen)
    page_of_picks = paginate(request, kept)
    page_of_picks.object_list = [pick.card() for pick in page_of_picks.object_list]
    context = {
        "cards": page_of_picks,
        "states": StateOfMind.objects.filter(curation_items__isnull=False).distinct(),
        "chosen_state": chosen,
        "syndication_links": announce("National picks", "picks"),
    }
    return render(request, "pages/picks.html", context)
