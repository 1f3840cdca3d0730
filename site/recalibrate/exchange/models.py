from django.conf import settings
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _


class ImportRun(models.Model):
    """One file of posts, and what became of it. What it brought in can be taken back whole."""

    class Kind(models.TextChoices):
        WORDPRESS = "wordpress", _("WordPress")
        TUMBLR = "tumblr", _("Tumblr")

    class State(models.TextChoices):
        CHECKING = "checking", _("being checked")
        CHECKED = "checked", _("checked; nothing is brought in yet")
        RUNNING = "running", _("being brought in")
        DONE = "done", _("brought in, as drafts")
        FAILED = "failed", _("not brought in")
        TAKEN_BACK = "taken_back", _("taken back")

    kind = models.CharField(max_length=16, choices=Kind.choices)
    name = models.CharField(_("file"), max_length=255)
    blog = models.URLField(_("address of the blog"), blank=True)
    content = models.BinaryField(
        null=True, editable=False
    )  # until it is brought in: it may be private writing
    state = models.CharField(max_length=16, choices=State.choices, default=State.CHECKING)
    done = models.PositiveIntegerField(_("posts so far"), default=0)
    trouble = models.TextField(blank=True)
    report = models.JSONField(default=dict, blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    started_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Origin(models.Model):
    """Where something that was brought in came from, so that a second run brings in nothing twice.

    It outlives its page: what editors deleted stays deleted.
    """

    address = models.CharField(max_length=500, unique=True)
    link = models.CharField(max_length=2048, blank=True, default="", db_default="")  # where readers found it
    old_paths = models.JSONField(
        default=list, blank=True, db_default=Value([], models.JSONField())
    )  # lead to the post once it is public
    remarks = models.JSONField(
        default=list, blank=True, db_default=Value([], models.JSONField())
    )  # what an editor should look at, a line each
    page = models.ForeignKey("blog.PostPage", null=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ForeignKey("core.SiteImage", null=True, on_delete=models.SET_NULL, related_name="+")
    run = models.ForeignKey(
        ImportRun, null=True, blank=True, on_delete=models.SET_NULL, related_name="origins"
    )

    def __str__(self) -> str:
        return self.address
