from django.core.management import call_command
from django_tasks import task
from wagtail.models import Page


@task(backend="background")
def redraw_social_images() -> None:
    """Draws what no longer looks as it should; what does is left alone."""
    call_command("make_social_images", verbosity=0)


@task(backend="background")
def draw_pictures(page_id: int) -> None:
    """Makes every size and format that the page shows, so that no reader waits for an AVIF to be drawn."""
    page = Page.objects.live().filter(pk=page_id).first()
    if page is not None:
        page.specific.make_preview_request()
