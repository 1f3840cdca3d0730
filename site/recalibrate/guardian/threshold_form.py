"""Changing from which size on a row is shown: raised by anybody who may, lowered by an administrator who says
why."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import log

LOWERED = "guardian.lower_threshold"
THRESHOLDS = ("reports", "doctors")


class ThresholdsForm(WagtailAdminModelForm):
    """A lower threshold shows more of what small rows hold, in whatever is published from then on."""

    reason = forms.CharField(
        label=_("reason, if a threshold is lowered"), required=False, max_length=300,
        help_text=_("Kept in the log with your name, for the people who look after information governance."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        lowered = self.lowered()
        if not lowered:
            return cleaned
        if not getattr(self.for_user, "is_superuser", False):
            for name in lowered:
                self.add_error(
                    name, gettext("Only an administrator can lower a threshold. You can raise it.")
                )
        elif not cleaned.get("reason", "").strip():
            self.add_error("reason", gettext("Say why the threshold is lowered: the log keeps it."))
        return cleaned

    def lowered(self) -> dict[str, tuple[int, int]]:
        """Which thresholds would be lower than they are, with both values."""
        found = {}
        for name in THRESHOLDS:
            before, after = self.initial.get(name), self.cleaned_data.get(name)
            if before is not None and after is not None and after < before:
                found[name] = (before, after)
        return found

    def save(self, commit: bool = True) -> Any:
        lowered = self.lowered()
        saved = super().save(commit)
        if lowered:
            data = {"reason": self.cleaned_data["reason"].strip(), "thresholds": lowered}
            log(instance=saved, action=LOWERED, user=self.for_user, data=data)
        return saved
