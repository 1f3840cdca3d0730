"""Guardian updates as subscribers get them."""

from django.template.loader import render_to_string

from recalibrate.core.syndicated_html import syndicated
from recalibrate.core.syndication import Entry

from .models import GuardianUpdatePage
from .models.update import BYLINE


def entry_for(update: GuardianUpdatePage) -> Entry:
    url = update.canonical_url
    return Entry(
        uuid=update.translation_key,
        kind="guardian",
        url=url,
        title=update.title,
        summary=update.summary,
        html=syndicated(render_to_string("syndication/guardian_update.html", {"update": update}), url),
        published_at=update.first_published_at,
        updated_at=update.last_published_at,
        contributors=(BYLINE,),
        categories=tuple((state.slug, state.name) for state in update.states),
    )
