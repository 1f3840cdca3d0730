from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from .models import Series


@register_snippet
class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    menu_label = "Series"
    menu_order = 280
    add_to_admin_menu = True
    list_display = ["name", Column("intro")]
    search_fields = ["name"]
