from django_tasks import task

from .keep import rebuild


@task(backend="background")
def rebuild_search() -> None:
    rebuild()
