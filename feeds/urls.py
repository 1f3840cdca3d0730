from django.urls import path

from .views.picks import pick_list, source_directory

urlpatterns = [path("", pick_list, name="picks"), path("sources/", source_directory, name="picks-sources")]
