"""Posts of somewhere else become drafts here, once each, with a report of what is unclear or left out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.contrib.redirects.models import Redirect

from blog.models import PostContributor, PostIndexPage, PostPage
from feeds.pipeline.clean import first_words, plain, shortened, text_of
from feeds.pipeline.suggest import Knowledge, Label, learn, suggest
from feeds.pipeline.word_filter import phrases
from recalibrate.core.models import Contributor, SiteImage, StateOfMind, User

from .foreign_html import Block, Picture, Quotation, Text, TooMuch, blocks_of, embedded_in
from .imported_post import Arriving, LeftOut
from .models import Origin
from .pictures import PictureMissing

NOTHING_IN_IT = "There are no words and no pictures in it."

GetPicture = Callable[[str, str], SiteImage]


@dataclass
class Report:
    """What was made, or would be; what somebody should look at; what stayed behind and why."""

    made: list[str] = field(default_factory=list)
    known: int = 0
    unclear: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """A draft before it is made."""

    arriving: Arriving
    title: str
    blocks: tuple[Block, ...]
    summary: str
    states: tuple[StateOfMind, ...]
    contributor: Contributor | None
    unclear: tuple[str, ...]


def bring_in(
    things: Iterable[Arriving | LeftOut],
    get_picture: GetPicture,
    *,
    owner: User | None = None,
    authors: Mapping[str, Contributor] | None = None,
    is_dry: bool = False,
) -> Report:
    """Make a draft of each that was not brought in before; with `is_dry`, only say what would be made."""
    report, knowledge = Report(), _knowledge()
    known = set(Origin.objects.values_list("address", flat=True))
    for thing in things:
        if isinstance(thing, LeftOut):
            report.left_out.append(thing)
        elif thing.address[:500] in known:
            report.known += 1
        else:
            known.add(thing.address[:500])
            _one(thing, report, knowledge, get_picture, owner, authors or {}, is_dry)
    return report


def _one(
    thing: Arriving,
    report: Report,
    knowledge: Knowledge,
    get_picture: GetPicture,
    owner: User | None,
    authors: Mapping[str, Contributor],
    is_dry: bool,
) -> None:
    try:
        plan = plan_of(thing, knowledge, authors)
    except TooMuch as error:
        report.left_out.append(LeftOut(thing.title or thing.address, str(error)))
        return
    if not plan.blocks and not thing.cover:
        report.left_out.append(LeftOut(thing.title or thing.address, NOTHING_IN_IT))
        return
    unclear = list(plan.unclear)
    if not is_dry:
        unclear += make(plan, get_picture, owner)
    report.made.append(f"{plan.title} ({thing.address})")
    report.unclear += [f"{plan.title}: {words}" for words in unclear]


def plan_of(thing: Arriving, knowledge: Knowledge, authors: Mapping[str, Contributor]) -> Plan:
    """Decide first. Raises TooMuch for what cannot be cleaned safely."""
    blocks = blocks_of(thing.html)
    text = text_of(" ".join(block.html for block in blocks if isinstance(block, Text)))
    states = {str(state.pk): state for state in StateOfMind.objects.all()}
    found = suggest(knowledge, thing.title, f"{text} {' '.join(thing.tags)}")
    title = plain(thing.title) or first_words(text, 8) or f"Brought in from {thing.address}"
    contributor = authors.get(thing.author) or Contributor.objects.filter(name__iexact=thing.author).first()
    unclear = [
        thing.remark,
        "" if thing.published_at else "it says no date",
        "" if thing.title else "it had no title",
        "" if found else f"no state of mind suggests itself{_tagged(thing)}",
        f"“{thing.author}” is no contributor here" if thing.author and not contributor else "",
        *(f"{address} was embedded and is not brought in" for address in embedded_in(thing.html)),
    ]
    return Plan(
        thing,
        title[:255],
        blocks,
        shortened(first_words(text or title, 30), 200),
        tuple(states[one.key] for one in found if one.key in states),
        contributor,
        tuple(filter(None, unclear)),
    )


def _tagged(thing: Arriving) -> str:
    return f" (tagged {', '.join(thing.tags)})" if thing.tags else ""


def make(plan: Plan, get_picture: GetPicture, owner: User | None) -> list[str]:
    """The draft, its origin and its redirects, all or nothing; what was unclear on the way."""
    unclear: list[str] = []

    def picture(source: str, alt: str) -> SiteImage | None:
        try:
            return get_picture(source, alt)
        except PictureMissing as missing:
            unclear.append(f"the picture {source} is missing: {missing}")
            return None

    body = [raw for block in plan.blocks if (raw := _raw(block, picture))]
    cover = picture(plan.arriving.cover, "") if plan.arriving.cover else None
    with transaction.atomic():
        post = _post(plan, body, cover, owner)
        Origin.objects.create(address=plan.arriving.address[:500], page=post)
        _redirect(plan.arriving, post)
    return unclear


def _post(plan: Plan, body: list[dict[str, Any]], cover: SiteImage | None, owner: User | None) -> PostPage:
    index = PostIndexPage.objects.select_for_update().get()
    post = PostPage(
        title=plan.title,
        slug=_free_slug(slugify(plan.arriving.slug or plan.title)[:80] or "post", index),
        summary=plan.summary,
        body=PostPage.body.field.to_python(body),
        primary_state=plan.states[0] if plan.states else None,
        cover_image=cover,
        live=False,
        owner=owner,
        first_published_at=plan.arriving.published_at,
        last_published_at=plan.arriving.published_at,
    )
    for state in plan.states:
        post.states_of_mind.add(state)
    if plan.contributor:
        post.post_contributors.add(PostContributor(contributor=plan.contributor))
    index.add_child(instance=post)
    post.save_revision(user=owner, log_action="wagtail.create")
    return post


def _raw(block: Block, picture: Callable[[str, str], SiteImage | None]) -> dict[str, Any] | None:
    match block:
        case Text(html):
            return {"type": "text", "value": html}
        case Quotation(text):
            return {"type": "quotation", "value": {"quote": text, "attribution": ""}}
        case Picture(source, alt, caption):
            image = picture(source, alt)
            shown = image and {"image": image.pk, "alt_text": alt, "decorative": False}
            return {"type": "image", "value": {"image": shown, "caption": caption}} if image else None


def _redirect(arriving: Arriving, post: PostPage) -> None:
    for path in arriving.old_paths:
        old = Redirect.normalise_path(path)
        if len(old) <= 255 and not Redirect.objects.filter(old_path=old, site=None).exists():
            Redirect.objects.create(old_path=old, redirect_page=post, is_permanent=True)


def _free_slug(slug: str, index: PostIndexPage) -> str:
    taken = set(index.get_children().filter(slug__startswith=slug).values_list("slug", flat=True))
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free


def _knowledge() -> Knowledge:
    return learn(
        Label(str(state.pk), (*phrases(state.search_words), state.name, *phrases(state.label)))
        for state in StateOfMind.objects.all()
    )
