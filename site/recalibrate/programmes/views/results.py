"""What rooms said, once it is released: pages and files, made of what was disclosed alone."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from recalibrate.core.addresses import absolute
from recalibrate.core.cards import cards_of
from recalibrate.core.head import Head
from recalibrate.core.pagination import paginate

from ..models import Wave
from ..result_files import as_csv, as_workbook
from ..results import results_of
from ..room_words import words_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def released_results(request: HttpRequest) -> HttpResponse:
    """Everything that was released, newest first."""
    waves = Wave.objects.released().for_cards().order_by("-released_at", "-pk")
    cards = paginate(request, waves)
    cards.object_list = cards_of(cards.object_list)
    head = Head(
        canonical_url=absolute(request.path),
        title=gettext("What rooms said"),
        name=gettext("What rooms said"),
        description=gettext("What people who came to our sessions said, with who did not answer."),
    )
    return render(request, "pages/released_results.html", {"cards": cards, "head": head})


def released(pk: int) -> Wave:
    return get_object_or_404(Wave.objects.released().for_cards(), pk=pk)


def results_page(request: HttpRequest, pk: int) -> HttpResponse:
    wave = released(pk)
    url = absolute(wave.get_absolute_url())
    siblings = Wave.objects.released().filter(programme=wave.programme_id, session=wave.session_id)
    context = {
        "wave": wave,
        "programme": wave.programme,
        "session": wave.session,
        "results": results_of(wave),
        "files": list(siblings.for_cards().in_order()),
        "words": words_of(siblings),
        "concerns": cards_of(
            row.concern for row in wave.raised_concerns.select_related("concern").order_by("pk")
        ),
        "head": Head(
            canonical_url=url,
            title=gettext("Results: %(name)s") % {"name": wave.programme.calendar_name},
            name=str(wave),
        ),
    }
    return render(request, "pages/results.html", context)


def results_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    wave = released(pk)
    name = f"{wave.programme.slug}-{wave.session.slug if wave.session else 'whole'}-{wave.moment}"
    if form == "csv":
        answer = HttpResponse(as_csv([wave]), content_type="text/csv; charset=utf-8")
    elif form == "xlsx":
        answer = HttpResponse(as_workbook([wave]), content_type=WORKBOOK)
    else:
        raise Http404("No such format")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return answer
