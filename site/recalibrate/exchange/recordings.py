"""Addresses that were shown as a player: films and recordings, as opposed to any other link."""

import re
from urllib.parse import parse_qs, urlsplit

HEARD = {
    "soundcloud.com",
    "spotify.com",
    "mixcloud.com",
    "podcasts.apple.com",
    "audioboom.com",
    "bandcamp.com",
}
SEEN = {
    *("youtube.com", "youtube-nocookie.com", "youtu.be", "vimeo.com", "dailymotion.com", "ted.com", "dai.ly"),
    *("wordpress.tv", "videopress.com", "tiktok.com", "loom.com", "animoto.com", "twitch.tv", "blip.tv"),
}
SOUND = (".mp3", ".m4a", ".ogg", ".oga", ".wav", ".flac", ".aac", ".wma")
FILM = (".mp4", ".m4v", ".mov", ".webm", ".ogv", ".avi", ".wmv", ".mpg", ".flv")
ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_at(url: str, hosts: set[str]) -> bool:
    where = host(url)
    return any(where == one or where.endswith(f".{one}") for one in hosts)


def is_heard(url: str) -> bool:
    return _is_at(url, HEARD) or urlsplit(url).path.lower().endswith(SOUND)


def is_recording(url: str) -> bool:
    """Whether it is known to play something."""
    return is_heard(url) or _is_at(url, SEEN) or urlsplit(url).path.lower().endswith(FILM)


def to_visit(url: str) -> str:
    """The page of a film for the address of its player."""
    parts = urlsplit(url)
    if _is_at(url, {"youtube.com", "youtube-nocookie.com"}) and parts.path.startswith(("/embed/", "/v/")):
        number = parts.path.split("/")[2].split("&")[0]
        listed = parse_qs(parts.query).get("list", [""])[0]
        if number == "videoseries":
            return f"https://www.youtube.com/playlist?list={listed}"
        return f"https://www.youtube.com/watch?v={number}"
    if host(url) == "player.vimeo.com" and parts.path.startswith("/video/"):
        return f"https://vimeo.com/{parts.path.removeprefix('/video/')}"
    return url
