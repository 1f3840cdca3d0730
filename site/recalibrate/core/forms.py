"""Form parts that the admin's editing screens share."""

import json
import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import RichText

from .inline_rows import RowsPageForm
from .models import StateOfMind


class StatesField(forms.ModelMultipleChoiceField):
    """Boxes to tick, one a state: quicker and surer than typing a tag."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("States of mind"))
        super().__init__(queryset=StateOfMind.objects.all(), **kwargs)


class TaggedPageForm(RowsPageForm):
    states_of_mind = StatesField(required=False)


class WrittenPageForm(TaggedPageForm):
    """For pages with a body of blocks: a new one has a text open, and what stayed empty is not kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data, page = args[0] if args else kwargs.get("data"), kwargs.get("instance")
        if data is not None:
            args = (without_empty_texts(data), *args[1:])
            kwargs.pop("data", None)
        elif page is not None and page.pk is None and not page.body:
            page.body = [("text", RichText(""))]
        super().__init__(*args, **kwargs)


TEXT_BLOCK = re.compile(r"body-\d+-type")


def without_empty_texts(data: Any) -> Any:
    """The form as it was sent, less the blocks of text that were opened and never written in."""
    sent = data.copy()
    for name in list(sent):
        block = name.removesuffix("-type")
        if (
            TEXT_BLOCK.fullmatch(name)
            and sent[name] == "text"
            and is_empty_text(sent.get(f"{block}-value", ""))
        ):
            sent[f"{block}-deleted"] = "1"
    return sent


def is_empty_text(value: str) -> bool:
    """Whether an editor of rich text has nothing in it (it sends “null”, or blocks without words)."""
    try:
        content = json.loads(value or "null")
    except ValueError:
        return False
    return not content or not any(
        block["text"].strip() or block["entityRanges"] for block in content["blocks"]
    )
