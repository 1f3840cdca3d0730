from django_tasks import task

from .index import rebuild


@task(backend="background")
def rebuild_search() -> None:
    rebuild()
