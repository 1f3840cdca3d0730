from django.urls import path, re_path

from .views.about import about_figures
from .views.calendars import deadline_calendar
from .views.chart_files import chart_csv, chart_picture
from .views.dashboard import dashboard
from .views.downloads import download, report_paper
from .views.poster import report_poster
from .views.preview import report_preview
from .views.you_said import you_said_we_did

urlpatterns = [
    path("you-said-we-did/", you_said_we_did, name="you-said-we-did"),
    path("last-day.ics", deadline_calendar, name="guardian-deadline-calendar"),
    path("figures/about/", about_figures, name="guardian-figures-about"),
    path("figures/", dashboard, name="guardian-figures"),
    path("figures/<str:key>/charts/<slug:slug>.svg", chart_picture, name="chart-picture"),
    path("figures/<str:key>/charts/<slug:slug>.csv", chart_csv, name="chart-csv"),
    re_path(r"^figures/(?P<key>[\w-]+)\.(?P<form>csv|json)$", download, name="guardian-download"),
    path("figures/<str:key>.docx", report_paper, name="report-paper"),
    path("figures/<str:key>/poster/", report_poster, name="report-poster"),
    path("preview/<str:token>/", report_preview, name="guardian-preview"),
]
