from django.utils.translation import gettext
from django_tasks import task

from .models import Source
from .refreshing.deduplicate import deduplicate_new_items
from .refreshing.refresh import refresh, refresh_due


@task(backend="background", queue_name="feeds")
def refresh_due_sources() -> str:
    """Refresh all that are due, side by side, so that no slow one keeps another waiting."""
    outcomes = [outcome for _, outcome in refresh_due()]
    deduplicate_new_items()
    return gettext("{count} refreshed").format(count=len(outcomes))


@task(backend="background", queue_name="feeds")
def refresh_source(source_id: int) -> str:
    """Refresh one source now, due or not; how it went, in words. A retired one may come back this way."""
    source = Source.objects.exclude(feed_url="").filter(pk=source_id, is_paused=False).first()
    if source is None:
        return gettext("No such source any more, or it is paused.")
    outcome = refresh(source, is_early=True)
    if outcome.new or outcome.changed:
        deduplicate_new_items()
    return outcome.trouble or gettext("{new} new, {changed} changed").format(
        new=outcome.new, changed=outcome.changed
    )
