from django_tasks import task

from .models import Source
from .refresh import refresh
from .sort_in import sort_in


@task(backend="background", queue_name="feeds")
def refresh_source(source_id: int) -> str:
    """Refresh one source; how it went, in words. A source that is gone or not due any more is left alone."""
    source = Source.objects.followed().filter(pk=source_id).first()
    if source is None:
        return "No such source any more."
    outcome = refresh(source)
    if outcome.new or outcome.changed:
        sort_in()
    return outcome.trouble or f"{outcome.new} new, {outcome.changed} changed"
