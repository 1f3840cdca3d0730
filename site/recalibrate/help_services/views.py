from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .directory import groups


def help_directory(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html", {"groups": groups()})
