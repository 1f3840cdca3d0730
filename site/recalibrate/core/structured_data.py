"""A page in the words of schema.org (JSON-LD): one document a page. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

# What would end a script element, or start another, inside a JSON string.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The site as its readers know it."""

    site_name: str
    organisation: str
    url: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """`authors` are bylines as readers see them; "" stands for one who wishes not to be named."""

    kind: Literal["BlogPosting", "NewsArticle", "Article"]
    headline: str
    description: str
    url: str
    authors: tuple[str, ...] = ()
    published_at: datetime | None = None
    modified_at: datetime | None = None
    keywords: tuple[str, ...] = ()
    image_url: str = ""
    language: str = "en-GB"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """Figures that a page offers as files; `files` are addresses with their media types."""

    name: str
    description: str
    url: str
    licence_url: str
    period: tuple[date, date]
    published_on: date
    measured: tuple[str, ...]
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathering:
    """A date at which people meet. `name` is neutral: search engines show it to anybody."""

    name: str
    description: str
    url: str
    starts_at: datetime
    ends_at: datetime
    place: str
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What several dates belong to."""

    name: str
    description: str
    url: str


@dataclass(frozen=True, slots=True)
class Crumb:
    name: str
    url: str


def document(
    publisher: Publisher,
    *,
    article: Article | None = None,
    data_set: DataSet | None = None,
    gathering: Gathering | None = None,
    course: Course | None = None,
    crumbs: Sequence[Crumb] = (),
) -> str:
    """The page's JSON-LD, safe inside a script element; "" if there is nothing to say."""
    things = [
        *([_article(article, publisher)] if article else []),
        *([_data_set(data_set, publisher)] if data_set else []),
        *([_gathering(gathering, publisher)] if gathering else []),
        *([_course(course, publisher)] if course else []),
        *([_breadcrumbs(crumbs)] if crumbs else []),
    ]
    return _as_json({"@context": "https://schema.org", "@graph": things}) if things else ""


def website(publisher: Publisher) -> str:
    """The JSON-LD of the home page."""
    return _as_json(
        {
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": publisher.site_name,
            "url": publisher.url,
            "description": publisher.description,
            "inLanguage": "en-GB",
            "publisher": _organisation(publisher),
        }
    )


def _as_json(thing: dict[str, Any]) -> str:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)


def _organisation(publisher: Publisher) -> dict[str, str]:
    return {"@type": "Organization", "name": publisher.organisation or publisher.site_name}


def _authors(authors: Sequence[str], publisher: Publisher) -> list[dict[str, str]]:
    """The people, then the organisation for writers without a name here."""
    people = [{"@type": "Person", "name": name} for name in authors if name]
    return people if people and all(authors) else [*people, _organisation(publisher)]


def _article(article: Article, publisher: Publisher) -> dict[str, Any]:
    said = {
        "@type": article.kind,
        "headline": article.headline,
        "description": article.description,
        "url": article.url,
        "mainEntityOfPage": article.url,
        "author": _authors(article.authors, publisher),
        "publisher": _organisation(publisher),
        "datePublished": article.published_at and article.published_at.isoformat(timespec="seconds"),
        "dateModified": article.modified_at and article.modified_at.isoformat(timespec="seconds"),
        "image": article.image_url,
        "keywords": list(article.keywords),
        "inLanguage": article.language,
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in said.items() if value}


def _data_set(data_set: DataSet, publisher: Publisher) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": data_set.name,
        "description": data_set.description,
        "url": data_set.url,
        "license": data_set.licence_url,
        "creator": _organisation(publisher),
        "datePublished": data_set.published_on.isoformat(),
        "temporalCoverage": "/".join(day.isoformat() for day in data_set.period),
        "variableMeasured": list(data_set.measured),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": url, "encodingFormat": kind}
            for url, kind in data_set.files
        ],
    }


def _gathering(gathering: Gathering, publisher: Publisher) -> dict[str, Any]:
    state = "EventCancelled" if gathering.is_cancelled else "EventScheduled"
    return {
        "@type": "Event",
        "name": gathering.name,
        "description": gathering.description,
        "url": gathering.url,
        "startDate": gathering.starts_at.isoformat(timespec="minutes"),
        "endDate": gathering.ends_at.isoformat(timespec="minutes"),
        "eventStatus": f"https://schema.org/{state}",
        "location": {"@type": "Place", "name": gathering.place},
        "organizer": _organisation(publisher),
        "isAccessibleForFree": True,
    }


def _course(course: Course, publisher: Publisher) -> dict[str, Any]:
    return {
        "@type": "Course",
        "name": course.name,
        "description": course.description,
        "url": course.url,
        "provider": _organisation(publisher),
    }


def _breadcrumbs(crumbs: Sequence[Crumb]) -> dict[str, Any]:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": crumb.name, "item": crumb.url}
            for position, crumb in enumerate(crumbs, start=1)
        ],
    }
