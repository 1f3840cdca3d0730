from django_tasks import task

from .check import check_links_that_are_due


@task(backend="background", queue_name="feeds")
def check_due_links() -> str:
    """Look whether the links that are due still lead somewhere."""
    return f"{check_links_that_are_due()} links checked"
