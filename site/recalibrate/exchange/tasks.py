from django_tasks import task

from .models import ImportRun
from .runs import carry_out


@task(backend="background", queue_name="default")
def look_through(run_id: int) -> str:
    """Read an uploaded file and say what would come of it."""
    return _carry_out(run_id, ImportRun.State.CHECKING, is_dry=True)


@task(backend="background", queue_name="default")
def bring_in_run(run_id: int) -> str:
    """Make the drafts."""
    return _carry_out(run_id, ImportRun.State.RUNNING, is_dry=False)


def _carry_out(run_id: int, state: str, *, is_dry: bool) -> str:
    run = ImportRun.objects.filter(pk=run_id, state=state).first()
    if run is None:
        return "Nothing to do."
    carry_out(run, is_dry=is_dry)
    return run.trouble or f"{run.done} posts"
