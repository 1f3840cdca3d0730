from django.contrib import messages
from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import raised_text
from .admin_columns import WIDE_ONLY
from .models import BasePage, Contributor, Discipline, HardPhrase, StateOfMind, Strategy, Synonym
from .named_in_versions import gone
from .page_links import OneQueryPageLinks

WITHOUT_IT = gettext_lazy("It is shown without it. Choose something else, or save it as it is.")


@hooks.register("register_rich_text_features", order=10)  # after Wagtail's own, which it replaces
def replace_features(features: FeatureRegistry) -> None:
    features.register_link_type(OneQueryPageLinks)
    raised_text.register_raised_text(features)


@hooks.register("insert_global_admin_css")
def what_screens_share() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("before_edit_page")
def say_what_is_gone(request: HttpRequest, page: Page) -> None:
    """A version that names what has been deleted opens without it, and this says so."""
    if request.method != "GET" or not isinstance(page.specific, BasePage):
        return
    revision = page.get_latest_revision()
    if revision is not None and (missing := gone(type(page.specific), revision.content)):
        what = " and ".join(missing)
        messages.warning(
            request,
            gettext("This version names something that has since been deleted: %(what)s. %(without_it)s")
            % {"what": what, "without_it": WITHOUT_IT},
        )


class StateOfMindViewSet(SnippetViewSet):
    model = StateOfMind
    icon = "tag"
    menu_label = _("States of mind")
    list_display = [
        "name",
        "label",
        BooleanColumn("is_on_home_page", label=_("On the home page"), classname=WIDE_ONLY),
        Column("order", classname=WIDE_ONLY),
    ]
    list_filter = ["is_on_home_page"]
    sort_order_field = "order"


class StrategyViewSet(SnippetViewSet):
    model = Strategy
    icon = "pick"
    menu_label = _("What helps")
    list_display = ["name", Column("description", classname=WIDE_ONLY)]
    sort_order_field = "order"


class DisciplineViewSet(SnippetViewSet):
    model = Discipline
    icon = "group"
    list_display = ["name"]
    sort_order_field = "order"


class ContributorViewSet(SnippetViewSet):
    model = Contributor
    icon = "user"
    list_display = [
        "name",
        "role",
        Column("discipline", sort_key="discipline", classname=WIDE_ONLY),
        BooleanColumn("is_anonymous", label=_("Anonymous"), classname=WIDE_ONLY),
    ]
    list_filter = ["discipline", "is_anonymous"]
    search_fields = ["name", "role"]
    search_backend_name = None  # SQLite’s index has no such columns


class SynonymViewSet(SnippetViewSet):
    model = Synonym
    icon = "search"
    menu_label = _("Words of the trade")
    list_display = ["name", Column("others", classname=WIDE_ONLY)]


class HardPhraseViewSet(SnippetViewSet):
    model = HardPhrase
    icon = "warning"
    menu_label = _("Hard phrases")
    list_display = ["name", Column("get_subject_display", label=_("Is about"))]


@register_snippet
class VocabularyGroup(SnippetViewSetGroup):
    items = (
        StateOfMindViewSet, StrategyViewSet, DisciplineViewSet, ContributorViewSet, SynonymViewSet,
        HardPhraseViewSet,
    )  # fmt: skip
    menu_icon = "tag"
    menu_label = _("Vocabulary and contributors")
    menu_name = "vocabulary"
    menu_order = 270
