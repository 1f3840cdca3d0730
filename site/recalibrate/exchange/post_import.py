"""Posts of somewhere else become drafts here, once each, with an account of every word."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext, gettext_noop

from blog.models import PostContributor, PostIndexPage, PostPage
from feeds.pipeline.suggest import Knowledge, Label, learn, suggest
from feeds.pipeline.word_filter import phrases
from recalibrate.core.free_addresses import free_slug
from recalibrate.core.models import Contributor, SiteImage, StateOfMind, User
from recalibrate.text.clean import clean_line, escape_text, first_words, markup_to_text, shorten_to

from .account import Account, account, of_draft, of_source
from .flow import LINKED
from .foreign_blocks import Block, Details, PictureBlock, Quotation, TextBlock, TooMuch
from .foreign_html import blocks_of
from .imported_post import Arriving, LeftOut, Said
from .models import ImportRun, Origin
from .pictures import PictureMissing
from .recordings import ADDRESS
from .relink import place_of, relinked
from .report import PostOutcome, Report
from .stored_body import Stored, stored_body

NOTHING_IN_IT = gettext_noop("There are no words and no pictures in it.")
MOST_IDENTITY = 500  # the width of its column

_CROSSED_OUT = re.compile(r"<s>[^<>]*</s>")  # a summary shows no marks: these words would seem to be meant

_LINKED = re.compile(rf"<p>{LINKED}(?:[^<]|<(?!/?p>))*</p>")  # ours, not the writer's

GetPicture = Callable[[str, str], SiteImage]
Tell = Callable[[int], object]


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


@dataclass
class ImportedDraft:
    """A plan with its body; with its page, unless this is a dry run."""

    plan: Plan
    body: list[Stored]
    unclear: list[str]
    page: PostPage | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """Whose the drafts will be, who is meant by which name, and whether anything is made at all."""

    owner: User | None = None
    authors: Mapping[str, Contributor] | None = None
    is_dry: bool = False
    run: ImportRun | None = None


def bring_in(
    things: Iterable[Arriving | LeftOut | Said],
    get_picture: GetPicture,
    options: Options | None = None,
    tell: Tell = lambda count: None,
) -> Report:
    """Make a draft of each that was not brought in before; in a dry run, only say what would be made.

    `tell` is given the number of posts that are done, after each.
    """
    options = options or Options()
    report, drafts = Report(), list[ImportedDraft]()
    for draft in _drafts(things, report, get_picture, options):
        drafts.append(draft)
        tell(len(drafts))
    _link(drafts, report)
    return report


def _drafts(
    things: Iterable[Arriving | LeftOut | Said], report: Report, get_picture: GetPicture, options: Options
) -> Iterator[ImportedDraft]:
    knowledge = _knowledge()
    known = set(Origin.objects.values_list("address", flat=True))
    begun = _begun(options.run)
    for thing in things:
        match thing:
            case LeftOut():
                report.left_out.append(thing)
            case Said(words):
                report.said.append(words)
            case Arriving() if page := begun.pop(post_identity(thing), None):
                plan = plan_of(thing, knowledge, options.authors or {})
                yield ImportedDraft(plan, page.body.get_prep_value(), list(plan.unclear), page)
            case Arriving() if _was_here(thing, known):
                report.known += 1
            case Arriving():
                known.add(post_identity(thing))
                try:
                    yield _draft(thing, knowledge, get_picture, options)
                except (TooMuch, RecursionError) as error:
                    why = str(error) if isinstance(error, TooMuch) else gettext("It is nested too deeply.")
                    report.left_out.append(LeftOut(thing.title or thing.address, why))


def _begun(run: ImportRun | None) -> dict[str, PostPage]:
    """What this very run made before its worker ended in the middle of it: counted again, not made again."""
    origins = Origin.objects.filter(run=run, page__isnull=False) if run else Origin.objects.none()
    return {origin.address: origin.page for origin in origins.select_related("page") if origin.page}


def post_identity(thing: Arriving) -> str:
    return thing.address[:MOST_IDENTITY]


def _was_here(thing: Arriving, known: set[str]) -> bool:
    """By an earlier run; what an earlier version brought in is the first post of that name."""
    if thing.earlier[:MOST_IDENTITY] in known and thing.earlier != thing.address:
        known.remove(thing.earlier[:MOST_IDENTITY])
        return True
    return post_identity(thing) in known


def _draft(thing: Arriving, knowledge: Knowledge, get_picture: GetPicture, options: Options) -> ImportedDraft:
    plan = plan_of(thing, knowledge, options.authors or {})
    if not plan.blocks and not thing.cover:
        raise TooMuch(gettext(NOTHING_IN_IT))
    if options.is_dry:
        sources = list(
            dict.fromkeys(block.source for block in plan.blocks if isinstance(block, PictureBlock))
        )
        body = stored_body(plan.blocks, lambda source, alt: sources.index(source))
        return ImportedDraft(plan, body, list(plan.unclear))
    return create_draft(plan, get_picture, options)


def plan_of(thing: Arriving, knowledge: Knowledge, authors: Mapping[str, Contributor]) -> Plan:
    """Decide first. Raises TooMuch for what cannot be cleaned safely."""
    blocks = blocks_of(thing.html, base=thing.link, has_paragraphs=thing.has_paragraphs, notes=thing.notes)
    text = markup_to_text(ADDRESS.sub(" ", " ".join(_words(blocks))))
    states = {str(state.pk): state for state in StateOfMind.objects.all()}
    found = suggest(knowledge, thing.title, f"{text} {' '.join(thing.tags)}")
    title = (
        clean_line(thing.title)
        or first_words(text, 8)
        or gettext("Brought in from {address}").format(address=thing.address)
    )
    contributor = authors.get(thing.author) or Contributor.objects.filter(name__iexact=thing.author).first()
    has_moment = thing.published_at or thing.planned_for or thing.remark
    unclear = [
        thing.remark,
        "" if has_moment else gettext("it says no date"),
        _said_of_future(thing),
        "" if thing.title else gettext("it had no title"),
        "" if found else _without_state(thing),
        gettext("“{author}” is not a contributor here").format(author=thing.author)
        if thing.author and not contributor
        else "",
        *thing.unclear,
    ]
    return Plan(
        thing,
        title[:255],
        blocks,
        shorten_to(first_words(text or title, 30), 200),
        tuple(states[one.key] for one in found if one.key in states),
        contributor,
        tuple(filter(None, unclear)),
    )


def _words(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case TextBlock(html) | Details(_, html):
                yield _LINKED.sub(" ", _CROSSED_OUT.sub(" ", html))
            case Quotation(text):
                yield escape_text(text)


def _said_of_future(thing: Arriving) -> str:
    moment = to_come(thing)
    if not moment:
        return ""
    time = date_format(timezone.localtime(moment), "j F Y, H:i")
    return gettext("it is planned for {time}").format(time=time)


def to_come(thing: Arriving) -> datetime | None:
    """When it is to be published, if that is still to come."""
    moment = thing.planned_for or thing.published_at
    return moment if moment and moment > timezone.now() else None


def _without_state(thing: Arriving) -> str:
    if not thing.tags:
        return gettext("no state of mind suggests itself")
    return gettext("no state of mind suggests itself (tagged {tags})").format(tags=", ".join(thing.tags))


def create_draft(plan: Plan, get_picture: GetPicture, options: Options) -> ImportedDraft:
    """The draft and its origin, all or nothing."""
    draft = ImportedDraft(plan, [], list(plan.unclear))

    def picture(source: str, alt: str) -> int | None:
        try:
            return get_picture(source, alt).pk
        except PictureMissing as missing:
            draft.unclear.append(
                gettext("the picture {source} is missing: {missing}").format(source=source, missing=missing)
            )
            return None

    draft.body = stored_body(plan.blocks, picture)
    thing = plan.arriving
    cover = picture(thing.cover, "") if thing.cover else None
    with transaction.atomic():
        draft.page = _post(plan, draft.body, cover, options.owner)
        Origin.objects.create(
            address=post_identity(thing),
            link=thing.link[:2048],
            old_paths=list(thing.old_paths),
            remarks=draft.unclear,
            page=draft.page,
            run=options.run,
        )
    return draft


def _post(plan: Plan, body: list[Stored], cover: int | None, owner: User | None) -> PostPage:
    index = PostIndexPage.objects.select_for_update().get()
    # What is still to come is published at its hour, and dated then: never in the future once it is public.
    planned = to_come(plan.arriving)
    published = None if planned else plan.arriving.published_at
    post = PostPage(
        title=plan.title,
        slug=free_slug(index, slugify(plan.arriving.slug or plan.title)[:80] or "post"),
        summary=plan.summary,
        body=PostPage.body.field.to_python(body),
        primary_state=plan.states[0] if plan.states else None,
        cover_image_id=cover,
        live=False,
        owner=owner,
        go_live_at=planned,
        first_published_at=published,
        last_published_at=published,
    )
    for state in plan.states:
        post.states_of_mind.add(state)
    if plan.contributor:
        post.post_contributors.add(PostContributor(contributor=plan.contributor))
    index.add_child(instance=post)
    post.save_revision(user=owner, log_action="wagtail.create")
    return post


def _link(drafts: list[ImportedDraft], report: Report) -> None:
    """Now that all are here: links among them, and the account of each as it stands."""
    pages = {
        place_of(link): page
        for link, page in Origin.objects.exclude(link="").exclude(page=None).values_list("link", "page")
    }
    links = [draft.plan.arriving.link for draft in drafts]
    pages |= {
        place_of(link): draft.page.pk if draft.page else -1
        for link, draft in zip(links, drafts, strict=True)
        if link
    }
    hosts = frozenset(place_of(link)[0] for link in links if link)
    for draft in drafts:
        done = relinked(draft.body, pages, hosts)
        counted = _account(draft.plan, done.body, done.followed)
        remarks = [
            *draft.unclear,
            *(gettext("not in the draft: {line}").format(line=line) for line in counted.missing),
        ]
        page = draft.page
        if page:
            _keep(page, done.body, remarks, is_changed=done.body != draft.body)
        title, address = draft.plan.title, draft.plan.arriving.address
        report.made.append(PostOutcome(title, address, counted, tuple(remarks), page.pk if page else None))


def _account(plan: Plan, body: list[Stored], followed: list[str]) -> Account:
    thing = plan.arriving
    source = of_source(
        thing.title,
        thing.source or (thing.html,),
        thing.notes,
        base=thing.link,
        ways_back=thing.ways_back,
    )
    return account(source, of_draft(plan.title if thing.title else "", body, followed))


def _keep(page: PostPage, body: list[Stored], remarks: list[str], *, is_changed: bool) -> None:
    if is_changed:
        page.body = PostPage.body.field.to_python(body)
        page.save()
        page.save_revision(user=page.owner)
    Origin.objects.filter(page=page).update(remarks=remarks)


def _knowledge() -> Knowledge:
    return learn(
        Label(str(state.pk), (*phrases(state.search_words), state.name, *phrases(state.label)))
        for state in StateOfMind.objects.all()
    )
