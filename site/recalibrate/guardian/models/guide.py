from dataclasses import replace
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from recalibrate.core.blocks import INLINE, BodyBlock
from recalibrate.core.drawing.paint import SocialCard
from recalibrate.core.head import Head
from recalibrate.core.models import BasePage
from recalibrate.core.models.pages import ReviewedMixin
from recalibrate.staff.guide_link import GuideLink

from ..blocks import AnswerBlock, LineBlock, SystemBlock, WhoSeesBlock
from ..forms import DeadlineForm


class ExceptionGuidePage(ReviewedMixin, BasePage):
    """Exception reporting in two minutes: dated, and true for one version of the contract."""

    summary = models.CharField(
        max_length=200, help_text=_("One or two plain sentences for lists and search engines.")
    )
    banner = models.CharField(
        max_length=200,
        default="Check the current terms and conditions; this page describes version 13.",
        help_text=_("Shown above everything else."),
    )
    unsafe_now = RichTextField(
        _("unsafe right now"),
        features=INLINE,
        help_text=_("Voice first, report afterwards: whom to ring here."),
    )
    answers = StreamField([("answer", AnswerBlock())], blank=True)
    lines = StreamField(
        [("line", LineBlock())],
        blank=True,
        max_num=5,
        verbose_name=_("what to write"),
        help_text=_("Five lines."),
    )
    who_sees = StreamField([("row", WhoSeesBlock())], blank=True, verbose_name=_("who sees what"))
    systems = StreamField([("row", SystemBlock())], blank=True, verbose_name=_("which system to use"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("anything else"))
    tcs_version = models.CharField(_("version of the terms and conditions"), max_length=40)
    tcs_in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    next_review_on = models.DateField(
        null=True, blank=True, help_text=_("After this day readers are told that the page is being reviewed.")
    )

    template = "pages/exception_guide_page.html"
    max_count = 1
    parent_page_types = ["guardian.GuardianIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        GuideLink("the-guardians-corner"),
        *BasePage.content_panels,
        FieldPanel("summary"),
        FieldPanel("banner"),
        FieldPanel("unsafe_now"),
        FieldPanel("answers"),
        FieldPanel("lines"),
        FieldPanel("who_sees"),
        FieldPanel("systems"),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("tcs_version"), FieldPanel("tcs_in_force_from")]),
                FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("next_review_on")]),
            ],
            _("Contract and review"),
        ),
    ]
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("summary"),
        index.SearchField("answers"),
        index.SearchField("body"),
    ]

    class Meta:
        verbose_name = _("exception-reporting guide")

    def head(self) -> Head:
        return replace(super().head(), kind="article", image_url=self.social_image_url)

    def social_card(self, site_name: str) -> SocialCard:
        return SocialCard(self.title, "slate", "clock", site_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        asked = request.GET if "worked_on" in request.GET else None
        return super().get_context(request, *args, **kwargs) | {
            "is_being_reviewed": self.is_being_reviewed,
            "form": DeadlineForm(asked),
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> TemplateResponse:
        """An answer about a doctor’s day is for them alone: no cache may keep it on the way."""
        response: TemplateResponse = super().serve(request, *args, **kwargs)
        if "worked_on" in request.GET:
            response["Cache-Control"] = "private, no-store"
        return response
