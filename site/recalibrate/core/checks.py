"""House rules that Django checks at every start."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from wagtail.models import get_page_models

from .models import BasePage


def pages_have_templates(**kwargs: Any) -> list[CheckMessage]:
    problems: list[CheckMessage] = []
    for model in get_page_models():
        if not issubclass(model, BasePage) or model._meta.abstract:
            continue
        try:
            get_template(model.template)
        except TemplateDoesNotExist:
            problems.append(
                Error(f"{model.__name__} has no template {model.template}.", id="recalibrate.E001")
            )
    return problems


def site_folder_is_no_package(**kwargs: Any) -> list[CheckMessage]:
    if Path(settings.BASE_DIR, "site", "__init__.py").exists():
        return [
            Error("site/__init__.py exists: it shadows the standard library's site.", id="recalibrate.E002")
        ]
    return []


def register_all() -> None:
    register(pages_have_templates)
    register(site_folder_is_no_package)
