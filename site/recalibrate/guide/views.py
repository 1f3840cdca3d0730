from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from .reading import PICTURES, folder, guide


def editors_guide(request: HttpRequest) -> HttpResponse:
    """For everybody who may log in: it tells nothing that only some may know."""
    return render(request, "admin/editors_guide.html", {"guide": guide()})


def guide_picture(request: HttpRequest, file: str) -> HttpResponse:
    path = folder() / "docs" / PICTURES / file
    if not path.is_file():
        raise Http404("No such picture")
    response = HttpResponse(path.read_bytes(), content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response
