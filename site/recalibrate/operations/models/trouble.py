from django.db import models


class Trouble(models.Model):
    """Something that needs a human, from when it was noticed until it is over."""

    check_name = models.SlugField(max_length=40, primary_key=True)
    words = models.CharField(max_length=300)
    since = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since"]

    def __str__(self) -> str:
        return self.words
