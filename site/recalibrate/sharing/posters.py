"""One sheet for the mess: what a post or a state of mind says at a glance, and the way to the rest."""

from dataclasses import dataclass
from typing import Literal, get_args

from django.utils.text import capfirst

from blog import sensitivity
from blog.models import PostPage
from recalibrate.core.addresses import absolute
from recalibrate.core.models import StateOfMind
from recalibrate.core.qr_code import QrCode, qr_code

Size = Literal["a4", "a5"]
SIZES: tuple[Size, ...] = get_args(Size)
LONG_TITLE = 42  # characters, from which on the title is set smaller


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """`words`, `try_now` are rich text; `glyph`, `tint` those of the state of mind."""

    title: str
    url: str
    back: str
    tint: str
    glyph: str
    words: str = ""
    plain_words: str = ""
    try_now: str = ""
    content_note: str = ""

    @property
    def is_long(self) -> bool:
        return len(self.title) > LONG_TITLE

    @property
    def code(self) -> QrCode:
        return qr_code(self.url)


def poster_of_post(post: PostPage) -> Poster:
    """A wall is met by chance: at level 3 the text stays behind the link, and the note says why."""
    state = post.primary_state
    is_open = post.may_be_featured
    return Poster(
        title=post.title,
        url=post.canonical_url,
        back=post.get_url() or "/",
        tint=state.tint if state else "slate",
        glyph=state.glyph if state else "brand",
        words=post.short_version if is_open else "",
        plain_words=post.summary if is_open and not post.short_version else "",
        try_now=post.try_now if is_open else "",
        content_note=post.content_note,
    )


def poster_of_state(state: StateOfMind) -> Poster:
    """The state's intro, and one thing to try from a post that is mostly about it."""
    gentle = PostPage.objects.published().about(state).filter(sensitivity__lt=sensitivity.Level.NOTE)
    posts = gentle.exclude(try_now="").newest_first()
    post = min(posts, key=lambda post: post.primary_state_id != state.pk, default=None)
    return Poster(
        title=capfirst(state.label),
        url=absolute(state.get_absolute_url()),
        back=state.get_absolute_url(),
        tint=state.tint,
        glyph=state.glyph,
        plain_words=state.intro,
        try_now=post.try_now if post else "",
    )
