"""What names in the Guardian's spreadsheets mean, as a Guardian said once."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SpreadsheetName(models.Model):
    """One answer about a name, remembered for the next file. The key is that of its question, in two parts."""

    LONGEST = 300  # headings that fold over lines are this long; an index of PostgreSQL still takes it

    kind = models.CharField(_("kind of name"), max_length=80)
    written = models.CharField(_("as written in the file"), max_length=LONGEST)
    meaning = models.CharField(_("meaning, as a code"), max_length=180)
    said = models.CharField(_("taken for"), max_length=180, blank=True)

    class Meta:
        verbose_name = _("name in spreadsheets")
        verbose_name_plural = _("names in spreadsheets")
        ordering = ["kind", "written"]
        default_permissions = ("change", "delete", "view")
        constraints = [models.UniqueConstraint(fields=["kind", "written"], name="spreadsheet_name_once")]

    def __str__(self) -> str:
        return self.written
