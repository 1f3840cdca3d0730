"""Draws a page's social image when it is published, and removes it when it is withdrawn or deleted."""

import hashlib
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from .after_commit import after_commit
from .drawing.paint import social_image
from .models import BasePage, SiteIdentity, SiteRevision, SocialImage, StateOfMind
from .tasks import redraw_social_images


def redraw(page: Page) -> bool:
    """Afterwards the page has the image its card asks for, or none; whether anything was drawn.

    A draft, and a page that must not be met by chance, has none.
    """
    has = SocialImage.objects.filter(page_id=page.pk).first()
    card = page.social_card(site_name(page)) if page.live and isinstance(page, BasePage) else None
    if card is None:
        delete_social_image(page)
        return False
    if has and has.digest == card.digest:
        return False
    png = social_image(card)
    name = f"{hashlib.sha256(png).hexdigest()[:20]}.png"
    try:
        with transaction.atomic():
            delete_social_image(page)
            SocialImage.objects.create(page_id=page.pk, digest=card.digest, file=ContentFile(png, name))
    except IntegrityError:
        return False  # another process drew it while this one did
    SiteRevision.bump()  # a page read since it was published was kept without it
    return True


def delete_social_image(page: Page) -> None:
    for image in SocialImage.objects.filter(page_id=page.pk):
        image.delete()


def site_name(page: Page) -> str:
    site = page.get_site()
    return str(SiteIdentity.for_site(site).name) if site else ""


def redraw_after_commit(*, instance: Page, **kwargs: Any) -> None:
    """At once, not on the queue: it takes a tenth of a second, and a site may run without a worker."""
    after_commit(redraw, instance.specific)


def forget_with_page(*, instance: Page, **kwargs: Any) -> None:
    delete_social_image(instance)


def delete_file(*, instance: SocialImage, **kwargs: Any) -> None:
    """Only once the row is really gone: a transaction may yet be rolled back."""
    after_commit(instance.file.storage.delete, str(instance.file.name))


def redraw_all_later(*, created: bool, **kwargs: Any) -> None:
    """The site's name and the states' looks are on every image."""
    if not created:
        after_commit(redraw_social_images.enqueue)


def connect() -> None:
    page_published.connect(redraw_after_commit, dispatch_uid="social-image")
    page_unpublished.connect(forget_with_page, dispatch_uid="social-image")
    post_delete.connect(delete_file, sender=SocialImage, dispatch_uid="social-image-file")
    looks: tuple[type[Model], ...] = (SiteIdentity, StateOfMind)
    for model in looks:
        post_save.connect(redraw_all_later, sender=model, dispatch_uid=f"social-images-{model._meta.label}")
