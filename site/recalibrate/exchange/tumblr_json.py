"""Posts as Tumblr's second API gives them, with blocks (NPF) or as HTML; tumblr-backup keeps the same."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from typing import Any

from django.utils.translation import gettext

from .foreign_tree import title_text
from .imported_post import Arriving, LeftOut
from .tumblr_blocks import html_of_blocks, seen_in
from .tumblr_dates import parse_tumblr_date
from .tumblr_states import WAS_SHOWN, remark_for, remark_of_state, state_in

Json = dict[str, Any]
SEEN = ("title", "body", "caption", "text", "source", "description", "question", "answer")


def from_json(content: bytes, blog: str, name: str) -> Iterator[Arriving | LeftOut]:
    """The posts of a file; nothing for JSON that holds none."""
    try:
        found = _posts(json.loads(content))
    except (ValueError, RecursionError):
        yield LeftOut(name, gettext("It cannot be read as JSON."))
        return
    for post in found:
        try:
            yield _post(post, blog, name)
        except (TypeError, ValueError, AttributeError, KeyError):
            yield LeftOut(
                gettext("{name}, post {get}").format(name=name, get=post.get("id")),
                gettext("It is not a Tumblr post as its API writes them."),
            )


def _posts(data: Any) -> list[Json]:
    if isinstance(data, dict):
        if "id" in data and {"post_url", "blog_name", "content"} & data.keys():
            return [data]
        data = data.get("response", data)
        data = data.get("posts", []) if isinstance(data, dict) else data
    return [one for one in data if isinstance(one, dict) and "id" in one] if isinstance(data, list) else []


def _post(post: Json, blog: str, name: str) -> Arriving:
    number, slug = str(post.get("id_string") or post["id"]), str(post.get("slug") or "")
    said = str(post.get("state") or state_in(name))
    state = remark_for(said)
    title, html, source = _content(post)
    return Arriving(
        address=f"{blog}/post/{number}",
        title=title,
        html=html,
        source=source,
        published_at=_moment(post) if state in WAS_SHOWN else None,
        slug=slug,
        tags=tuple(str(tag) for tag in post.get("tags") or ()),
        link=f"{blog}/post/{number}",
        old_paths=(f"/post/{number}", *([f"/post/{number}/{slug}"] if slug else []))
        if state == "published"
        else (),
        remark=remark_of_state(state),
    )


def _moment(post: Json) -> datetime | None:
    if isinstance(post.get("timestamp"), int):
        return datetime.fromtimestamp(post["timestamp"], UTC)
    return parse_tumblr_date(str(post.get("date") or ""))


def _content(post: Json) -> tuple[str, str, tuple[str, ...]]:
    """Title, HTML, and what a reader saw of it, for the account."""
    if isinstance(post.get("content"), list):
        trail = [one for one in post.get("trail") or [] if isinstance(one, dict)]
        parts = [(one.get("content") or [], one.get("layout") or [], _blog(one)) for one in trail]
        parts.append((post["content"], post.get("layout") or [], ""))
        html = "".join(
            f"<blockquote>{html_of_blocks(blocks, layout)}<footer>{escape(who)}</footer></blockquote>"
            if who
            else html_of_blocks(blocks, layout)
            for blocks, layout, who in parts
        )
        return (
            str(post.get("title") or ""),
            html,
            tuple(text for blocks, _, _ in parts for text in seen_in(blocks)),
        )
    title, html = _as_html(post)
    seen = [str(post[key]) for key in SEEN if post.get(key) and isinstance(post[key], str)]
    seen = [text for text in seen if title_text(text) != title]
    seen += [str(one.get("caption") or "") for one in post.get("photos") or []]
    seen += map(_picture, post.get("photos") or [])
    seen += [f"{one.get('label', '')} {one.get('phrase', '')}" for one in post.get("dialogue") or []]
    return title, html, tuple(escape(text) if "<" not in text and "&" not in text else text for text in seen)


def _blog(part: Json) -> str:
    return str((part.get("blog") or {}).get("name") or part.get("broken_blog_name") or "")


def _as_html(post: Json) -> tuple[str, str]:
    def say(name: str) -> str:
        return str(post.get(name) or "").strip()

    title = title_text(say("title"))
    match post.get("type"):
        case "photo":
            return title, "".join(map(_photo, post.get("photos") or [])) + say("caption")
        case "quote":
            by = f"<footer>{say('source')}</footer>" if say("source") else ""
            return title, f"<blockquote>{say('text')}{by}</blockquote>"
        case "link":
            url = escape(say("url"))
            return title, f'<p><a href="{url}">{escape(title) or url}</a></p>{say("description")}'
        case "chat":
            lines = [f"<p><b>{escape(str(one.get('label', '')))}</b> {escape(str(one.get('phrase', '')))}</p>"
                     for one in post.get("dialogue") or []]  # fmt: skip
            return title, "".join(lines) or f"<pre>{say('body')}</pre>"
        case "audio" | "video":
            return title, _played(post) + say("caption")
        case "answer":
            return title, f"<blockquote>{say('question')}</blockquote>{say('answer')}"
        case _:
            return title, say("body") or say("caption")


def _played(post: Json) -> str:
    keys = ("permalink_url", "video_url", "audio_source_url", "audio_url", "source_url")
    url = next((str(post[key]) for key in keys if post.get(key)), "")
    if url:
        return f'<{post["type"]} src="{escape(url)}"></{post["type"]}>'
    player = post.get("player") or post.get("embed") or ""
    return (
        str(player[-1].get("embed_code") or "") if isinstance(player, list) and player else str(player or "")
    )


def _photo(photo: Json) -> str:
    caption = str(photo.get("caption") or "")
    return f"<figure>{_picture(photo)}<figcaption>{caption}</figcaption></figure>"


def _picture(photo: Json) -> str:
    """The largest there is."""
    sizes = [photo.get("original_size") or {}, *(photo.get("alt_sizes") or [])]
    url = next((str(size["url"]) for size in sizes if size.get("url")), "")
    return f'<img src="{escape(url)}" alt="">'
