from django.core.management import call_command
from django_tasks import task


@task(backend="background")
def redraw_social_images() -> None:
    """Draws what no longer looks as it should; what does is left alone."""
    call_command("make_social_images", verbosity=0)
