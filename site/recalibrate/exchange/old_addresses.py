"""Old addresses of posts that were brought in lead to them while readers may see them, never before."""

from typing import Any

from django.db.models import QuerySet
from django.dispatch import receiver
from wagtail.contrib.redirects.models import Redirect
from wagtail.signals import page_published, page_unpublished

from blog.models import PostPage

from .models import ImportRun, Origin


@receiver(page_published, sender=PostPage, dispatch_uid="exchange_old_addresses")
def lead_here(instance: PostPage, **kwargs: Any) -> None:
    """Temporarily: browsers forget it again, should a person find that it leads to the wrong post."""
    for origin in Origin.objects.filter(page=instance):
        for path in origin.old_paths:
            old = Redirect.normalise_path(path)
            if len(old) <= 255 and not Redirect.objects.filter(old_path=old, site=None).exists():
                Redirect.objects.create(old_path=old, redirect_page=instance, is_permanent=False)


@receiver(page_unpublished, sender=PostPage, dispatch_uid="exchange_old_addresses")
def lead_nowhere(instance: PostPage, **kwargs: Any) -> None:
    """A redirect to what is no longer there tells its slug and ends in “not found”."""
    for origin in Origin.objects.filter(page=instance):
        old = [Redirect.normalise_path(path) for path in origin.old_paths]
        Redirect.objects.filter(old_path__in=old, redirect_page=instance).delete()


def temporary_redirects(run: ImportRun) -> "QuerySet[Redirect]":
    """Those to published posts of this run that browsers and search engines may not keep yet."""
    origins = Origin.objects.filter(run=run, page__live=True)
    paths = [Redirect.normalise_path(path) for origin in origins for path in origin.old_paths]
    pages = origins.values("page")
    return Redirect.objects.filter(old_path__in=paths, redirect_page__in=pages, is_permanent=False)
