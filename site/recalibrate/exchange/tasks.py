from django.utils.translation import gettext
from django_tasks import task
from django_tasks.base import Task, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from .models import ImportRun
from .runs import carry_out

BUSY = {ImportRun.State.CHECKING, ImportRun.State.RUNNING}


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
        return gettext("Nothing to do.")
    carry_out(run, is_dry=is_dry)
    return run.trouble or gettext("{done} posts").format(done=run.done)


def _step_of(run: ImportRun) -> "Task[[int], str]":
    return look_through if run.state == ImportRun.State.CHECKING else bring_in_run


def is_abandoned(run: ImportRun) -> bool:
    """Whether it is neither done nor in any worker's hands: what it needs is to be begun again."""
    if run.state not in BUSY:
        return False
    waiting = DBTaskResult.objects.filter(
        task_path=_step_of(run).module_path,
        status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING],
        args_kwargs={"args": [run.pk], "kwargs": {}},
    )
    return not waiting.exists()


def begin_again(run: ImportRun) -> bool:
    """Give an abandoned run to a worker; what it has made already is not made twice."""
    if not is_abandoned(run):
        return False
    _step_of(run).enqueue(run.pk)
    return True
