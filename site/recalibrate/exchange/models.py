from django.db import models


class Origin(models.Model):
    """Where something that was brought in came from, so that a second run brings in nothing twice.

    It outlives its page: what editors deleted stays deleted.
    """

    address = models.CharField(max_length=500, unique=True)
    page = models.ForeignKey("blog.PostPage", null=True, on_delete=models.SET_NULL, related_name="+")
    image = models.ForeignKey("core.SiteImage", null=True, on_delete=models.SET_NULL, related_name="+")

    def __str__(self) -> str:
        return self.address
