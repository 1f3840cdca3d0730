"""The admin’s own API of pictures and documents, which Wagtail answers without asking what may be seen."""

from typing import Any

from django.db.models import QuerySet
from rest_framework.authentication import SessionAuthentication
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet

from recalibrate.core.models import SiteDocument, SiteImage

from .seen import seen_in_library


class SeenImages(ImagesAdminAPIViewSet):
    authentication_classes = [SessionAuthentication]

    def get_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset()
        return found.filter(pk__in=seen_in_library(SiteImage, self.request.user).values("pk"))


class SeenDocuments(DocumentsAdminAPIViewSet):
    authentication_classes = [SessionAuthentication]

    def get_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_queryset()
        return found.filter(pk__in=seen_in_library(SiteDocument, self.request.user).values("pk"))


def register(router: WagtailAPIRouter) -> None:
    router.register_endpoint("images", SeenImages)
    router.register_endpoint("documents", SeenDocuments)
