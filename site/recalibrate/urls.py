"""The composition root: every address of the site."""

from django.conf import settings
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from blog import urls as blog_urls
from feeds import urls as feeds_urls
from feeds.views.fetching import fetching
from recalibrate.core.stylesheet import stylesheet
from recalibrate.digest import urls as digest_urls
from recalibrate.events import urls as events_urls
from recalibrate.guardian import urls as guardian_urls
from recalibrate.help_services.views.help_page import help_directory
from recalibrate.home.views import state, state_list
from recalibrate.operations.views import media
from recalibrate.programmes import urls as programmes_urls
from recalibrate.search.views import search
from recalibrate.sharing import urls as sharing_urls
from recalibrate.sign_in import urls as sign_in_urls
from recalibrate.staff.bulk_actions import bulk_action
from recalibrate.staff.look_ups import only_what_is_seen
from recalibrate.staff.page_types_report import PageTypesReport
from recalibrate.stories import urls as stories_urls
from recalibrate.syndication import urls as syndication_urls

handler400 = "recalibrate.web.error_pages.bad_request"
handler403 = "recalibrate.web.error_pages.permission_denied"
handler404 = "recalibrate.web.error_pages.page_not_found"
handler500 = "recalibrate.web.error_pages.server_error"

# What replaces addresses of Wagtail’s, and then these, as far as a log-in may see what they name.
admin_urls = [
    path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action, name="wagtail_bulk_action"),
    path("reports/page-types-usage/", PageTypesReport.as_view()),
    path("reports/page-types-usage/results/", PageTypesReport.as_view(results_only=True)),
]
for as_wagtails in (require_admin_access, wagtailadmin_urls.display_custom_404, never_cache):
    decorate_urlpatterns(admin_urls, as_wagtails)
admin_urls += decorate_urlpatterns(wagtailadmin_urls.urlpatterns, only_what_is_seen)

urlpatterns = [
    path("", include(sharing_urls)),
    path(settings.ADMIN_PATH, include(sign_in_urls)),
    path(settings.ADMIN_PATH, include(admin_urls)),
    path(settings.DOCUMENTS_PATH, include(wagtaildocs_urls)),
    path("theme.css", stylesheet, name="stylesheet"),
    path("states/", state_list, name="state-list"),
    path("states/<slug:slug>/", state, name="state"),
    path("help/", help_directory, name="help"),
    path("guardian/", include(guardian_urls)),
    path("search/", search, name="search"),
    path("", include(programmes_urls)),
    path("picks/", include(feeds_urls)),
    path("about/feeds", fetching, name="fetching"),
    path("by-email/", include(digest_urls)),
    path("", include(stories_urls)),
    path("", include(blog_urls)),
    path("", include(events_urls)),
    path("", include(syndication_urls)),
    path("favicon.ico", RedirectView.as_view(url=f"{settings.STATIC_URL}img/icon.svg")),
]

if settings.SERVE_MEDIA:
    urlpatterns += [path("media/<path:path>", media, name="media")]

if "debug_toolbar" in settings.INSTALLED_APPS:  # settings.dev alone, with debug
    urlpatterns += [path("__debug__/", include("debug_toolbar.urls"))]

urlpatterns += [path("", include(wagtail_urls))]
