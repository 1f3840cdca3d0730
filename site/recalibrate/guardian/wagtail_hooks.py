from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, re_path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from . import publication
from .invite import invite
from .models import ExceptionGuidePage, GuardianIndexPage, GuardianReportPage, GuardianUpdatePage
from .outlook_agreement import ACTION, is_agreed_for_soon, may_go_out
from .preview_links import INVITED, REVOKED
from .telling import telling_in
from .threshold_form import LOWERED
from .views import entry
from .views.board import board_view
from .views.calendars import board_calendar
from .views.outlook import day_and_hour, show_outlook
from .views.paper import board_paper
from .views.paste_rows import paste_rows
from .views.unsuppress import ASKED, MAY_UNSUPPRESS, TAKEN_BACK, suppressed_rows, unsuppress_rows
from .views.upload import upload
from .viewsets.snippets import YouSaidViewSet
from .viewsets.vocabulary import FiguresVocabulary

POINTED_OUT = "guardian-words-pointed-out"


@hooks.register("register_admin_viewset")
def register_you_said() -> YouSaidViewSet:
    return YouSaidViewSet("you_said")


@hooks.register("register_admin_viewset")
def register_vocabulary() -> FiguresVocabulary:
    return FiguresVocabulary()


@hooks.register("register_admin_urls")
def guardian_urls() -> list[URLPattern]:
    return [
        path("guardian/reports/<int:pk>/invite/", invite, name="guardian-invite"),
        path("guardian/reports/<int:pk>/board/", board_view, name="guardian-board"),
        path("guardian/reports/<int:pk>/paper/", board_paper, name="guardian-paper"),
        path("guardian/reports/<int:pk>/look/", show_outlook, name="guardian-look"),
        path("guardian/vocabulary/paste/", paste_rows, name="guardian-paste-rows"),
        path("guardian/withheld/", suppressed_rows, name="guardian-withheld"),
        path("guardian/withheld/<int:pk>/", unsuppress_rows, name="guardian-unsuppress"),
        path("guardian/board-days.ics", board_calendar, name="guardian-board-calendar"),
        path("guardian/figures/", entry.entry_overview, name="guardian-figures-overview"),
        path("guardian/figures/upload/", upload, name="guardian-figures-upload"),
        path("guardian/figures/<int:pk>/", entry.entry_grid, name="guardian-figures-grid"),
        path("guardian/figures/template/", entry.choose_template, name="guardian-figures-choose"),
        re_path(
            r"^guardian/figures/template/(?P<key>[\w-]+)\.(?P<form>csv|xlsx)$",
            entry.template,
            name="guardian-figures-template",
        ),
    ]


class FiguresMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("guardian.change_reportfigure"))


@hooks.register("register_admin_menu_item")
def figures_menu_item() -> MenuItem:
    url = reverse("guardian-figures-overview")
    return FiguresMenuItem(
        _("Guardian’s figures"), url, name="guardian-figures", icon_name="table", order=231
    )


class SuppressedMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_UNSUPPRESS))


@hooks.register("register_settings_menu_item")
def suppressed_menu_item() -> MenuItem:
    return SuppressedMenuItem(_("Suppressed rows"), reverse("guardian-withheld"), icon_name="lock", order=900)


@hooks.register("register_log_actions")
def what_is_agreed_is_logged(actions: LogActionRegistry) -> None:
    actions.register_action(ASKED, _("Ask to take back what was withheld"), _("Asked to take back"))
    actions.register_action(TAKEN_BACK, _("Take back what was withheld"), _("No longer withheld"))
    actions.register_action(LOWERED, _("Lower a threshold"), _("Lowered a threshold for small numbers"))
    actions.register_action(INVITED, _("Let someone read a report"), _("Made a link to a draft"))
    actions.register_action(REVOKED, _("Take back links to a report"), _("Took back all links to a draft"))
    actions.register_action(ACTION, _("Look at what readers will see"), _("Looked at what readers will see"))


@hooks.register("before_copy_page")
def start_quarters_afresh(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A period has one report, so a copy could not be saved."""
    if not isinstance(page.specific, GuardianReportPage):
        return None
    messages.warning(request, gettext("A period has one report. Start the next one with “Add a page”."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_publish_page")
def publish_only_what_adds_up(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Sums that do not agree are put right first, or explained to readers in the note on data quality."""
    if not isinstance(page, GuardianReportPage) or not page.quarter or page.quality_note.strip():
        return None
    differing = [check for check in publication.checks_of(page) if check.verdict == "differs"]
    if not differing:
        return None
    advice = _("Correct it, or explain it in the note on data quality.")
    messages.error(
        request,
        gettext("Saved, but not published: %(sentence)s %(advice)s")
        % {"sentence": differing[0].sentence, "advice": advice},
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_publish_page")
def publish_only_what_has_been_looked_at(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What is hidden once stays hidden, so an editor sees first what readers will see, and what follows."""
    if not isinstance(page, GuardianReportPage) or not page.quarter:
        return None
    if may_go_out(page, publication.outlook(page)):
        return None
    messages.error(request, gettext("Saved, but not published: check first what readers will see."))
    return redirect("guardian-look", page.pk)


@hooks.register("before_publish_page")
def ask_before_it_is_public_within_a_day(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A board’s day that is today, over or tomorrow may be a slip: an editor who agrees has read day and hour."""
    if not isinstance(page, GuardianReportPage) or not page.quarter or is_agreed_for_soon(page):
        return None
    said = gettext("Saved, but not published: it would be public %(when)s. Look at it once more, and agree.")
    moment = page.go_live_at or page.board_receives_at
    when = gettext("at once")
    if moment and moment > timezone.now():
        when = gettext("on %(day_and_hour)s, within a day") % {"day_and_hour": day_and_hour(moment)}
    messages.error(request, said % {"when": when})
    return redirect("guardian-look", page.pk)


@hooks.register("before_publish_page")
def ask_about_words_that_tell(request: HttpRequest, page: Page) -> HttpResponse | None:
    """News, the guide and the corner itself: a withheld row near a number is pointed out once, before it is out.

    Reports have their look. The same words published again have been read, and go through.
    """
    if not isinstance(page, GuardianUpdatePage | ExceptionGuidePage | GuardianIndexPage):
        return None
    found = telling_in(page)
    words = sha256("\n".join(sentence for sentence, _row in found).encode()).hexdigest()
    if not found or request.session.get(POINTED_OUT) == words:
        return None
    request.session[POINTED_OUT] = words
    for sentence, row in found[:5]:
        said = gettext("“%(sentence)s” names %(row)s near a number. Tables withhold small ones.")
        messages.warning(request, said % {"sentence": sentence, "row": row})
    messages.error(
        request, gettext("Saved, but not published. If these words may be public, publish it again.")
    )
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def publish_reports_one_by_one(
    request: HttpRequest, action_type: str, pages: Sequence[Any], action: Any
) -> HttpResponse | None:
    """A listing shows nothing of what readers will see, so no report is published from one."""
    if action_type != "publish" or not pages or not isinstance(pages[0], Page):
        return None
    chosen = GuardianReportPage.objects.filter(pk__in=[page.pk for page in pages])
    below = GuardianReportPage.objects.none()
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        trees = Q()
        for page in pages:
            trees |= Q(path__startswith=page.path)
        below = GuardianReportPage.objects.filter(trees, live=False)
    report = chosen.first() or below.first()
    if report is None:
        return None
    messages.error(
        request,
        gettext("Nothing was published. “%(title)s” is published from its own page, one by one.")
        % {"title": report.title},
    )
    return redirect("wagtailadmin_explore", report.get_parent().pk)


@hooks.register("after_publish_page")
def say_when_readers_get_it(request: HttpRequest, page: Page) -> None:
    """The day and the hour, so that a mistyped date is seen."""
    if isinstance(page, GuardianReportPage) and not page.is_public and page.go_live_at:
        messages.info(
            request,
            gettext("“%(title)s” will be public on %(day_and_hour)s.")
            % {"title": page.title, "day_and_hour": day_and_hour(page.go_live_at)},
        )


@hooks.register("register_page_header_buttons")
def let_the_forum_read(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    if not isinstance(page, GuardianReportPage) or not page.pk:
        return
    if not page.permissions_for_user(user).can_edit():
        return
    if user.has_perm("guardian.view_reportfigure"):
        yield Button(
            _("Board view"), reverse("guardian-board", args=[page.pk]), icon_name="lock", priority=38
        )
    if page.quarter:
        url = reverse("guardian-look", args=[page.pk])
        yield Button(_("What readers will see"), url, icon_name="view", priority=39)
    paper = reverse("guardian-paper", args=[page.pk])
    yield Button(_("Paper for the board"), paper, icon_name="doc-full", priority=39)
    if not page.is_public:
        url = reverse("guardian-invite", args=[page.pk])
        yield Button(_("Let the forum read it"), url, icon_name="mail", priority=40)
