from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from . import at_the_gate, handing_in
from .models import Series

hooks.register("before_publish_page", at_the_gate.say_before_publishing)
hooks.register("before_create_page", at_the_gate.save_instead_of_publishing)
hooks.register("before_bulk_action", at_the_gate.say_before_bulk)
hooks.register("before_copy_page", at_the_gate.say_before_copying)
hooks.register("construct_page_action_menu", at_the_gate.offer_no_publishing)
hooks.register("after_edit_page", handing_in.go_to_checklist)
hooks.register("after_create_page", handing_in.go_to_checklist)


@hooks.register("register_admin_urls")
def post_urls() -> list[URLPattern]:
    return [path("posts/<int:pk>/checklist/", handing_in.checklist, name="post-checklist")]


@register_snippet
class SeriesViewSet(SnippetViewSet):
    model = Series
    icon = "list-ol"
    menu_label = "Series"
    menu_order = 280
    add_to_admin_menu = True
    list_display = ["name", Column("intro")]
    search_fields = ["name"]
