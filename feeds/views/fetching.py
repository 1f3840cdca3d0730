from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def fetching(request: HttpRequest) -> HttpResponse:
    """Who asks other sites for their feeds, how often, and whom to tell: the page our User-Agent names."""
    return render(request, "pages/fetching.html", {"contact": settings.DEFAULT_FROM_EMAIL})
