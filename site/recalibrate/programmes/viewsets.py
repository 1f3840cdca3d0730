"""What is kept in the admin beside pages: exercises, sheets of questions, calls of others."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from recalibrate.core.admin_columns import WIDE_ONLY
from recalibrate.core.forms import StatesField
from recalibrate.core.inline_rows import RowsModelForm
from recalibrate.staff.guide_link import GuideLink

from .models import Exercise, Instrument, OpenCall, Questionnaire


class StatedForm(WagtailAdminModelForm):
    states_of_mind = StatesField(required=False)


class ExerciseViewSet(ModelViewSet):
    model = Exercise
    icon = "list-ol"
    menu_label = _("Exercises")
    list_display = [
        "name",
        Column("strategy", label=_("What helps"), classname=WIDE_ONLY),
        Column("minutes", label=_("Minutes"), sort_key="minutes"),
        Column("get_with_what_display", label=_("With"), classname=WIDE_ONLY),
    ]
    list_filter = ["strategy", "with_what"]
    search_fields = ["name", "summary"]
    search_backend_name = None
    ordering = ["name"]
    edit_handler = ObjectList(
        [
            GuideLink("programmes"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("slug", heading=_("Address"))]),
            FieldPanel("summary"),
            FieldRowPanel([FieldPanel("strategy"), FieldPanel("with_what"), FieldPanel("minutes")]),
            FieldRowPanel([FieldPanel("is_seated"), FieldPanel("is_alone")]),
            FieldPanel("steps"),
            FieldPanel("needs"),
            FieldPanel("other_way"),
            FieldPanel("if_it_stirs"),
            FieldPanel("source"),
            FieldPanel("states_of_mind"),
        ],
        base_form_class=StatedForm,
    )


class OpenCallViewSet(ModelViewSet):
    model = OpenCall
    icon = "mail"
    menu_label = _("Open calls")
    list_display = [
        "title",
        Column("get_kind_display", label=_("Kind"), classname=WIDE_ONLY),
        Column("closes_on", label=_("Closes"), sort_key="closes_on"),
        Column("checked_on", label=_("Checked"), sort_key="checked_on", classname=WIDE_ONLY),
    ]
    list_filter = ["kind"]
    search_fields = ["title", "organisation"]
    search_backend_name = None
    ordering = ["-closes_on"]
    edit_handler = ObjectList(
        [
            GuideLink("programmes"),
            FieldRowPanel([FieldPanel("title"), FieldPanel("slug", heading=_("Address"))]),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("ethics_reference")]),
            FieldPanel("what"),
            FieldRowPanel([FieldPanel("who"), FieldPanel("minutes"), FieldPanel("reward")]),
            FieldRowPanel([FieldPanel("organisation"), FieldPanel("funder")]),
            FieldPanel("contact"),
            FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on"), FieldPanel("checked_on")]),
            FieldPanel("states_of_mind"),
        ],
        base_form_class=StatedForm,
    )


class QuestionnaireViewSet(ModelViewSet):
    model = Questionnaire
    icon = "form"
    menu_label = _("Questions")
    list_display = [
        "name",
        Column("version", label=_("Version")),
        Column("get_moment_display", label=_("Asked"), classname=WIDE_ONLY),
        Column("locked_on", label=_("First used")),
    ]
    list_filter = ["moment"]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["name", "-version"]
    edit_handler = ObjectList(
        [
            GuideLink("programmes"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("moment")]),
            FieldPanel("instrument"),
            InlinePanel(
                "questions",
                heading=_("Questions"),
                label=_("Question"),
                max_num=10,
                panels=[
                    FieldPanel("text"),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("matter")]),
                    FieldPanel("options"),
                    MultiFieldPanel(
                        [
                            FieldPanel("hint"),
                            FieldRowPanel([FieldPanel("code"), FieldPanel("short")]),
                            FieldRowPanel([FieldPanel("looks_back_from"), FieldPanel("level")]),
                        ],
                        _("For the results"),
                    ),
                ],
            ),
        ],
        base_form_class=RowsModelForm,
    )


class InstrumentViewSet(ModelViewSet):
    model = Instrument
    icon = "lock"
    menu_label = _("Instruments")
    list_display = [
        "name",
        Column("licence", label=_("Licence"), classname=WIDE_ONLY),
        Column("checked_on", label=_("Checked"), sort_key="checked_on"),
        Column("locked_on", label=_("First used")),
    ]
    search_fields = ["name"]
    search_backend_name = None
    ordering = ["name"]
    edit_handler = ObjectList(
        [
            GuideLink("programmes"),
            FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
            FieldPanel("opening"),
            FieldPanel("wording"),
            FieldPanel("options"),
            FieldPanel("source"),
            FieldRowPanel([FieldPanel("licence"), FieldPanel("checked_on")]),
        ]
    )
