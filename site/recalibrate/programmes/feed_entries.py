"""Sessions, results and calls as subscribers get them."""

from django.template.loader import render_to_string

from recalibrate.core.addresses import absolute
from recalibrate.core.syndicated_html import syndicated
from recalibrate.core.syndication import FeedEntry

from .models import OpenCall, SessionPage, Wave
from .results import results_of

BYLINE = "Programmes"


def entry_for_session(session: SessionPage) -> FeedEntry:
    url = session.canonical_url
    html = render_to_string("syndication/session.html", {"session": session})
    return FeedEntry(
        uuid=session.translation_key,
        kind="session",
        url=url,
        title=session.title,
        summary=session.opening,
        html=syndicated(html, url),
        published_at=session.first_published_at,
        updated_at=session.last_published_at,
        contributors=(BYLINE,),
        categories=tuple((state.slug, state.name) for state in session.states),
    )


def entry_for_results(wave: Wave) -> FeedEntry:
    """Findings and what was withheld, in words; the charts are on the page."""
    url, released_at = absolute(wave.get_absolute_url()), wave.released_at or wave.closes_at
    html = render_to_string("syndication/results.html", {"wave": wave, "results": results_of(wave)})
    return FeedEntry(
        uuid=wave.uuid,
        kind="results",
        url=url,
        title=wave.card().title,  # with its moment: one room is asked up to three times
        summary=wave.card().summary,
        html=syndicated(html, url),
        published_at=released_at,
        updated_at=released_at,
        contributors=(BYLINE,),
    )


def entry_for_call(call: OpenCall) -> FeedEntry:
    url = absolute(call.get_absolute_url())
    return FeedEntry(
        uuid=call.uuid,
        kind="open-call",
        url=url,
        title=call.title,
        summary=call.card().summary,
        html=syndicated(render_to_string("syndication/open_call.html", {"call": call}), url),
        published_at=call.first_published_at,
        updated_at=call.first_published_at,
        contributors=(call.organisation,),
        categories=tuple((state.slug, state.name) for state in call.states),
    )
