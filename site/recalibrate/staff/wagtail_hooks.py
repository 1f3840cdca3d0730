from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks

from . import administrators, library_api, merge_views, own_drafts, picture_in_text

hooks.register("construct_admin_api", order=100)(library_api.register)  # in place of Wagtail’s own
hooks.register("construct_page_chooser_queryset", own_drafts.hide_in_choosers)
hooks.register("before_move_page", own_drafts.refuse_asking_about)
hooks.register("before_create_user", administrators.refuse_making_one)
hooks.register("before_edit_user", administrators.refuse_changing_one)
hooks.register("before_bulk_action", administrators.refuse_several)
hooks.register("register_snippet_listing_buttons", merge_views.offer)


@hooks.register("register_admin_urls")
def merge_urls() -> list[URLPattern]:
    return [
        path("merge/<slug:kind>/<int:pk>/", merge_views.merge_words, name="merge-words"),
        path("pictures/in-the-text/", picture_in_text.picture_in_text, name="picture-in-text"),
    ]


@hooks.register("insert_global_admin_js")
def keep_typing() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("js/keep-typing.js"))


@hooks.register("insert_editor_js")
def sign_in_again() -> SafeString:
    return format_html('<script src="{}" defer></script>', static("js/sign-in-again.js"))


@hooks.register("insert_editor_js")
def one_save_at_a_time() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/one-save-at-a-time.js"))


@hooks.register("insert_editor_js")
def begin_with_the_title() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/first-field.js"))


@hooks.register("insert_editor_js")
def count_the_post() -> SafeString:
    return format_html('<script src="{}"></script>', static("js/count-the-post.js"))


@hooks.register("insert_editor_js")
def paste_into_body() -> str:
    return render_to_string("admin/picture_in_text.html")
