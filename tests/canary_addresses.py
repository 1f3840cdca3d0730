"""Every address of the site with the numbers of what was planted, and the ways in which each may be spelled.

Addresses come from the resolver, rows from the models that views name: new ones are asked for by themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import islice, product
from typing import Any
from urllib.parse import quote, urlencode

from canaries import SEARCHED, Planted
from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, get_resolver
from django.utils.regex_helper import normalize
from media_spellings import spellings
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import WorkflowState, get_page_models

from recalibrate.core.models import SiteDocument, SiteImage
from recalibrate.guardian.preview_links import SIGNER
from recalibrate.programmes.models import Wave

MOST_ROWS = 3  # of each kind: the newest, which are the planted ones
MOST_WAYS = 16  # to fill one address

# Whose numbers an address takes where its view does not say, by its name and argument.
ROWS = {
    "wagtailadmin_api:images:*.pk": "core.SiteImage",
    "wagtailimages*.image_id": "core.SiteImage",
    "wagtailadmin_api:documents:*.pk": "core.SiteDocument",
    "wagtaildocs*.document_id": "core.SiteDocument",
    "wagtaildocs*.doc_id": "core.SiteDocument",
    "wagtaildocs_chooser:*.pk": "core.SiteDocument",
    "guardian-unsuppress.pk": "guardian.SuppressedRow",
    "guardian-*.pk": "guardian.GuardianReportPage",
    "help-check.pk": "help_services.HelpService",
    "settle-contribution.pk": "stories.Contribution",
    "settle-reply.pk": "stories.Reply",
    "contact.pk": "stories.Contact",
    "delete-contact.pk": "stories.Contact",
    "second-step-reset.pk": "core.User",
    "trust-account-unlink.pk": "core.User",
    "invite-again.pk": "core.User",
    "inbox-*.pk": "feeds.Item",
    "sources:*.pk": "feeds.Source",
    "link-check.pk": "link_checks.Link",
    "wagtailadmin_workflows:*task*.pk": "wagtailcore.Task",
    "wagtailadmin_workflows:*.pk": "wagtailcore.Workflow",
    "wagtailadmin_workflows:task_chosen.task_id": "wagtailcore.Task",
    "wagtailsettings:*.pk": "wagtailcore.Site",
    "merge-words.pk": "core.Contributor",
    "import.pk": "exchange.ImportRun",
    "programme-*.pk": "programmes.ProgrammePage",
    "door-count.pk": "programmes.SessionPage",
    "session-ics.pk": "programmes.SessionPage",
    "wave-desk.pk": "programmes.Wave",
    "raise-demand.pk": "programmes.Wave",
    "remarks.pk": "programmes.Wave",
    "quote-remark.pk": "programmes.Wave",
    "invented-results.pk": "programmes.Wave",
    "results*.pk": "programmes.Wave",
    "next-version.pk": "programmes.Questionnaire",
    "preview-sheet.pk": "programmes.Questionnaire",
    "*.collection_id": "wagtailcore.Collection",
    "*.redirect_id": "wagtailredirects.Redirect",
    "*.uploaded_file_id": "wagtailcore.UploadedFile",
    "*.session_id": "wagtailadmin.EditingSession",
    "*.restriction_id": "wagtailcore.CollectionViewRestriction",
    "*.page_view_restriction_id": "wagtailcore.PageViewRestriction",
}
# Whose `pk` is a page's: it goes with all else that belongs to one planted page.
PAGES_BY_PK = ("wagtailadmin_api:pages:*", "post-checklist", "post-second-reading", "suggested-states",
               "wagtailadmin_pages:*")  # fmt: skip
# What else stands for an argument.
VALUES: dict[str, tuple[Any, ...]] = {
    "wagtailadmin_tag_model_autocomplete.app_name": ("core",),
    "wagtailadmin_tag_model_autocomplete.model_name": ("stateofmind",),
    "wagtailadmin_workflows:add_task.app_label": ("blog",),
    "wagtailadmin_workflows:add_task.model_name": ("editortask",),
    "wagtailadmin_editing_sessions:ping.app_label": ("wagtailcore",),
    "wagtailadmin_editing_sessions:ping.model_name": ("page",),
    "wagtailsettings:*.app_name": ("core", "digest", "guardian", "stories"),
    "wagtailsettings:*.model_name": (
        "siteidentity", "digestsettings", "disclosuresettings", "writingsettings",
    ),
    "*.filter_spec": ("max-165x165", "original"),
    "editors-guide-picture.file": ("first-screen.png",),
    "merge-words.kind": ("stateofmind", "contributor"),
    "*.uidb64": ("x",),
    "*.archive": (1,),
    "*.section": ("posts", "guardian"),
    "*.way": ("aside", "release", "dismiss", "keep"),
    "*.action_name": ("approve", "publish"),
    "*.form": ("csv", "json", "xlsx", "xml", "atom"),
    "*.subject_path": ("everything", "posts", "guardian"),
    "*.key": ("2026-Q2", "2026-Q1"),
}  # fmt: skip
# What lists, searches, choosers and reports are asked with, besides nothing.
ASKED_WITH = {
    "q": SEARCHED, "search": SEARCHED, "query": SEARCHED, "multiple": 1, "allow_external_link": 1,
    "next": "/admin/", "select_format": 1, "layout": "list", "include_root": 1,
}  # fmt: skip


@dataclass(frozen=True)
class Address:
    name: str
    path: str
    is_bare: bool  # takes no arguments, so that it may take a query


class CannotFill(Exception):
    """Nothing here stands for an argument."""


def patterns(entries: list[Any] | None = None, before: str = "", space: str = "") -> Iterator[tuple]:
    """The regex, the name with its namespace, and the entry of every address, by whichever app."""
    for entry in get_resolver().url_patterns if entries is None else entries:
        regex = before + entry.pattern.regex.pattern.removeprefix("^").removesuffix("\\Z").removesuffix("$")
        if isinstance(entry, URLPattern):
            yield regex, ":".join(filter(None, [space, entry.name or "-"])), entry
        else:
            yield from patterns(entry.url_patterns, regex, ":".join(filter(None, [space, entry.namespace])))


def addresses(planted: Planted) -> tuple[list[Address], list[str]]:
    """All of them, and those whose arguments nothing here stands for."""
    found: dict[Address, None] = {}
    unfilled = []
    for regex, name, entry in patterns():
        for form, names in normalize(regex):
            try:
                for chosen in islice(ways_to_fill(planted, name, tuple(names), entry), MOST_WAYS):
                    path = "/" + form % {key: quote(str(value)) for key, value in chosen.items()}
                    found[Address(name, path, not names)] = None
            except CannotFill as missing:
                unfilled.append(f"{name} ({form}): say in canary_addresses.py what stands for {missing}")
    return list(found), unfilled


def ways_to_fill(planted: Planted, name: str, wanted: tuple[str, ...], entry: URLPattern) -> Iterator[dict]:
    if name == "wagtail_bulk_action":
        yield from bulk_actions()
    elif name == "wagtaildocs_serve":
        for document in planted.documents:
            yield dict(zip(wanted, (document.pk, document.filename), strict=True))
    elif name == "wagtail_serve":
        for page in planted.pages:
            yield {wanted[0]: page.get_url().removeprefix("/")}
    elif name.startswith("wagtailadmin_pages:") and {"model_name", "content_type_model_name"} & set(wanted):
        for model in get_page_models():
            names = {"model": model._meta.model_name, "app": model._meta.app_label}
            yield {key: names.get(key.split("_")[-2], planted.pages[0].get_parent().pk) for key in wanted}
    else:
        yield from combined(planted, name, wanted, entry)


def combined(planted: Planted, name: str, wanted: tuple[str, ...], entry: URLPattern) -> Iterator[dict]:
    """With everything that belongs to one page together, and with each of all else."""
    of_pages = list(page_arguments(planted))
    is_by_pk = any(fnmatchcase(name, pattern) for pattern in PAGES_BY_PK)
    known = of_pages[0].keys() - (set() if is_by_pk else {"pk"})
    if "page_id" not in wanted and not is_by_pk:
        known -= {"task_id"}
    sets = {tuple((key, page[key]) for key in wanted if key in known) for page in of_pages}
    rest = [key for key in wanted if key not in known]
    choices = [values(planted, name, key, entry) for key in rest]
    for one, others in product(sorted(sets), product(*choices)):
        yield {**dict(one), **dict(zip(rest, others, strict=True))}


def page_arguments(planted: Planted) -> Iterator[dict[str, Any]]:
    live = next(page for page in planted.pages if page.live)
    for page in [*planted.pages, planted.pages[0].get_parent(), planted.pages[-1].get_parent()]:
        state = WorkflowState.objects.for_instance(page).last() or WorkflowState.objects.last()
        task = state.current_task_state
        here = dict.fromkeys(
            ("pk", "page_id", "parent_page_id", "page_to_move_id", "page_pk", "object_id"), page.pk
        )
        here |= {"destination_id": live.get_parent().pk, "revision_id": page.latest_revision_id or 1}
        here |= {"revision_id_a": "earliest", "revision_id_b": "latest", "workflow_state_id": state.pk}
        here |= {"task_state_id": task.pk, "task_id": task.task_id, "workflow_pk": state.workflow_id}
        yield here
        yield here | {"page_to_move_id": live.pk, "destination_id": page.pk}


def values(planted: Planted, name: str, key: str, entry: URLPattern) -> tuple[Any, ...]:
    if key == "path":
        return tuple(planted.files)
    if key == "slug":
        return tuple(slugs(planted))
    if key == "code":
        return tuple(Wave.objects.order_by("-pk").values_list("code", flat=True)[:MOST_ROWS])
    if key == "token":
        report = next(page for page in planted.pages if page.slug == "2026-27-q2")
        return "forged", SIGNER.sign_object([report.pk, "2026-01-01"])
    if model := model_of(name, key, entry):
        newest = model._default_manager.order_by("-pk").values_list("pk", flat=True)
        return tuple(newest[:MOST_ROWS]) or (1,)
    for pattern, given in VALUES.items():
        if fnmatchcase(f"{name}.{key}", pattern):
            return given
    raise CannotFill(key)


def model_of(name: str, key: str, entry: URLPattern) -> type[Model] | None:
    """Whose rows the argument numbers."""
    for pattern, label in ROWS.items():
        if fnmatchcase(f"{name}.{key}", pattern):
            return apps.get_model(label)
    view = getattr(entry.callback, "view_class", None)
    model = getattr(entry.callback, "view_initkwargs", {}).get("model") or getattr(view, "model", None)
    return model if key == "pk" and isinstance(model, type) else None


def slugs(planted: Planted) -> Iterator[str]:
    yield from (page.slug for page in planted.pages)
    for label in ("core.StateOfMind", "core.Strategy", "core.Discipline", "core.Contributor", "blog.Series"):
        yield from apps.get_model(label).objects.order_by("-pk").values_list("slug", flat=True)[:1]


def bulk_actions() -> Iterator[dict[str, Any]]:
    for model in apps.get_models():
        label = model._meta
        for action in bulk_action_registry.get_bulk_actions_for_model(label.app_label, label.model_name):
            yield {
                "app_label": label.app_label, "model_name": label.model_name, "action": action.action_type,
            }  # fmt: skip


def queries(address: Address, planted: Planted) -> Iterator[str]:
    """What the address may be asked with."""
    pages = [page.pk for page in planted.pages]
    if address.name == "wagtail_bulk_action":
        yield urlencode({"id": numbers_for(address, pages), "next": "/admin/"}, doseq=True)
        yield urlencode({"id": "all", "childOf": planted.pages[0].get_parent().pk, "next": "/admin/"})
    elif address.name.startswith("wagtailadmin_api:") and address.is_bare:
        yield from (
            f"search={SEARCHED}",
            "fields=*",
            "limit=20&order=-id",
            "for_explorer=1",
            "has_children=0",
        )
        yield f"descendant_of={planted.pages[0].get_parent().pk}"
        for pk in pages if ":pages:" in address.name else numbers_for(address, pages):
            yield f"id={pk}"
    elif address.is_bare and "/admin/" in address.path:
        yield urlencode(
            {**ASKED_WITH, "id": numbers_for(address, pages), "target_pages[]": pages}, doseq=True
        )
        yield from ("export=csv",) if "reports" in address.path or "pages" in address.path else ()
    elif address.is_bare:
        yield urlencode(ASKED_WITH)


def numbers_for(address: Address, pages: list[int]) -> list[int]:
    model = {"siteimage": SiteImage, "images": SiteImage, "sitedocument": SiteDocument, "docs": SiteDocument}
    for word, kind in model.items():
        if word in address.path or word in address.name:
            return list(kind.objects.values_list("pk", flat=True))
    return pages if "page" in address.path else list(range(1, 9))


def other_spellings(path: str) -> Iterator[str]:
    yield path.rstrip("/")
    yield f"/{path}"
    yield path.replace("/", "//")
    yield f"/x/..{path}"
    yield path.upper()


def media_spelled(planted: Planted) -> Iterator[str]:
    """Of the last file in each folder: what lies in one is found, or not, like all else in it."""
    for name in {name.partition("/")[0]: name for name in planted.files}.values():
        yield from spellings(quote(name))
