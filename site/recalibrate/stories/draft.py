"""A story becomes a draft. What Wagtail notes about it says the day and the Contributor desk, and no more."""

import os
import secrets
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from random import SystemRandom

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.text import slugify
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from blog.models import PostContributor, PostIndexPage, PostPage
from blog.sensitivity import Level
from blog.titles import TITLE_TO_COME
from recalibrate.core.models import Contributor, SiteImage
from recalibrate.staff.unread_pictures import PREFIX, unread_pictures
from recalibrate.text.clean import clean_line, first_words, shorten_to

from .desk import desk_account
from .forms import DEFAULT_BYLINE
from .models import Contribution

DELAY_DAYS = range(5, 22)
PUBLISHED_AT = time(9, 0)  # the same for all: an hour of its own could tell when a story came
NOON = time(12, 0)  # of the day it came: the hour would tell which shift its writer was on


def random_day(arrived_on: date) -> date:
    """The first day on which a story may appear: five to twenty-one days on, by chance.

    A reader who knows when a colleague wrote, or what happened when, cannot tell from the day it appears.
    """
    return arrived_on + timedelta(days=SystemRandom().choice(DELAY_DAYS))


def keep_picture(picture: tuple[bytes, str], says: str, arrived_on: date) -> SiteImage:
    """The redrawn picture under a name that says nothing, for those who read stories."""
    content, ending = picture
    name = f"{PREFIX}{secrets.token_hex(6)}.{ending}"
    image = SiteImage(
        title="Picture with a story",
        description=says,
        file=ContentFile(content, name),
        uploaded_by_user=desk_account(),
        collection=unread_pictures(),
    )
    image.save()
    moment = at(arrived_on, NOON)
    SiteImage.objects.filter(pk=image.pk).update(created_at=moment)
    with suppress(NotImplementedError, OSError):  # a bucket has no files on this machine
        os.utime(image.file.path, (moment.timestamp(), moment.timestamp()))
    return image


def make_draft(contribution: Contribution) -> PostPage:
    """The story as a draft post; its words move there. Published, it waits for its day."""
    desk, moment = desk_account(), at(contribution.arrived_on, NOON)
    post = PostPage(
        title=contribution.title or TITLE_TO_COME,
        slug=f"{slugify(contribution.title)[:60] or 'story'}-{secrets.token_hex(4)}",
        summary=shorten_to(first_words(clean_line(contribution.text), 30), 200),
        sensitivity=Level.HELP,
        body=PostPage.body.field.to_python(_blocks(contribution)),
        primary_state=contribution.state,
        live=False,
        owner=desk,
        go_live_at=at(contribution.not_before, PUBLISHED_AT),
    )
    with transaction.atomic():
        index = PostIndexPage.objects.select_for_update().get()  # two drafts at once would want one place
        if contribution.state:
            post.states_of_mind.add(contribution.state)
        if who := _known_byline(contribution.byline):
            post.post_contributors.add(PostContributor(contributor=who))
        index.add_child(instance=post)
        revision = post.save_revision(user=desk)
        log(post, "wagtail.create", user=desk, content_changed=True, timestamp=moment)
        _keep_only_the_day(post, revision, moment)
        Contribution.objects.filter(pk=contribution.pk).update(
            page=post, text="", title="", held_because="", set_aside_on=None, forget_on=None
        )
    return post


def at(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))


def _keep_only_the_day(post: PostPage, revision: Revision, moment: datetime) -> None:
    """With the minute, and a Trust's log of who opened which page when, anybody could be found."""
    Revision.objects.filter(pk=revision.pk).update(created_at=moment)
    Page.objects.filter(pk=post.pk).update(latest_revision_created_at=moment)
    PageLogEntry.objects.filter(page_id=post.pk).update(timestamp=moment)


def _blocks(contribution: Contribution) -> list[dict[str, object]]:
    html = linebreaks(contribution.text.strip(), autoescape=True).replace("\n\n", "")
    blocks: list[dict[str, object]] = [{"type": "text", "value": html}]
    if picture := contribution.picture:
        shown = {"image": picture.pk, "alt_text": picture.description, "decorative": False}
        blocks.append({"type": "image", "value": {"image": shown, "caption": ""}})
    return blocks


def _known_byline(name: str) -> Contributor | None:
    """A byline without a person that exists already. A new one is for an editor to make, or not."""
    known = Contributor.objects.filter(is_anonymous=True, name__iexact=name).first()
    if known or name != DEFAULT_BYLINE:
        return known
    return Contributor.objects.create(name=name, slug=_free_slug(name), is_anonymous=True)


def _free_slug(name: str) -> str:
    slug = slugify(name)
    return f"{slug}-{secrets.token_hex(3)}" if Contributor.objects.filter(slug=slug).exists() else slug
