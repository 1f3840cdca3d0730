"""`posts.xml`, in the form of Tumblr's first API."""

from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from .imported_post import Arriving, Said
from .tumblr_dates import parse_tumblr_date
from .tumblr_states import WAS_SHOWN, remark_for, remark_of_state
from .xml_mending import parsed_mended

# What no reader saw as words: sizes of pictures, players whose film is named beside them, labels.
UNSEEN = {"audio-embed", "audio-player", "link-url", "photo-link-url", "photo-url", "tag", "video-player"}
UNSEEN |= {"id3-album", "id3-artist", "id3-title", "id3-track", "id3-year", "tumblelog"}


def from_xml(content: bytes, blog: str) -> Iterator[Arriving | Said]:
    root, mended = parsed_mended(content, "posts.xml")
    yield from map(Said, mended)
    for post in root.iter("post"):
        yield _from_element(post, blog)


def _from_element(post: Element, blog: str) -> Arriving:
    number, slug = post.get("id", ""), post.get("slug", "")
    state = remark_for(post.get("state") or "published", is_private=post.get("private") == "true")
    title, html = _content(post)
    seen = [one for one in post.iter() if one.tag not in UNSEEN]
    captions = [one.get("caption", "") for one in post.iter("photo")]
    told_apart = [_line(line) for line in post.iter("line")]
    return Arriving(
        address=f"{blog}/post/{number}",
        title=title,
        html=html,
        source=(
            *(
                (one.text or "").strip()
                for one in seen
                if one.tag != "line" and (one.text or "").strip() != title
            ),
            *captions,
            *(f'<img src="{escape(url)}">' for url, _ in _pictures(post)),
            *told_apart,
        ),
        published_at=parse_tumblr_date(post.get("date-gmt", "")) if state in WAS_SHOWN else None,
        slug=slug,
        tags=tuple(tag.text.strip() for tag in post.findall("tag") if tag.text),
        link=f"{blog}/post/{number}",
        old_paths=(f"/post/{number}", *([f"/post/{number}/{slug}"] if slug else []))
        if state == "published"
        else (),
        remark=remark_of_state(state),
    )


def _content(post: Element) -> tuple[str, str]:
    """Title and HTML of each of Tumblr's kinds of post."""

    def say(name: str) -> str:
        return (post.findtext(name) or "").strip()

    match post.get("type", "regular"):
        case "photo":
            return "", _photos(post) + paragraph(say("photo-caption"))
        case "quote":
            by = f"<footer>{say('quote-source')}</footer>" if say("quote-source") else ""
            return "", f"<blockquote>{say('quote-text')}{by}</blockquote>"
        case "link":
            title, url = say("link-text"), escape(say("link-url"))
            return title, f'<p><a href="{url}">{escape(title) or url}</a></p>{say("link-description")}'
        case "answer":
            return "", f"<blockquote>{say('question')}</blockquote>{say('answer')}"
        case "conversation":
            lines = "".join(_line(line) for line in post.iter("line"))
            return say("conversation-title"), lines or as_lines(say("conversation-text"))
        case "video":
            return say("video-title"), video_url(say("video-source"), say("video-player")) + paragraph(
                say("video-caption")
            )
        case "audio":
            player = say("audio-embed") or say("audio-player")
            return say("id3-title"), video_url("", player) + paragraph(say("audio-caption"))
        case _:
            return say("regular-title"), say("regular-body")


def paragraph(html: str) -> str:
    return html if html.startswith("<") else f"<p>{html}</p>"


def as_lines(text: str) -> str:
    return "<p>" + "<br>".join(escape(line) for line in text.splitlines()) + "</p>"


def video_url(source: str, player: str) -> str:
    """A film by its address, else by its player's."""
    if source.startswith(("http://", "https://")):
        return f'<iframe src="{escape(source)}"></iframe>'
    return source or player


def _line(line: Element) -> str:
    label = line.get("label") or (f"{line.get('name')}:" if line.get("name") else "")
    return f"<p><b>{escape(label)}</b> {escape(line.text or '')}</p>"


def _photos(post: Element) -> str:
    return "".join(
        f'<figure><img src="{escape(url)}" alt=""><figcaption>{escape(caption)}</figcaption></figure>'
        for url, caption in _pictures(post)
    )


def _pictures(post: Element) -> list[tuple[str, str]]:
    """The largest of each, with its own caption: sizes are listed from large to small."""
    if post.get("type") != "photo":
        return []
    photos = post.findall("photoset/photo") or [post]
    found = [(one.findtext("photo-url"), one.get("caption", "")) for one in photos]
    return [(url.strip(), caption) for url, caption in found if url]
