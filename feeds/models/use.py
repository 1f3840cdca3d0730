from django.db import models

from .item import Item


class Use(models.Model):
    """A page of ours whose text shows an item. Written by uses.py whenever the page is saved."""

    item = models.ForeignKey(Item, on_delete=models.PROTECT, related_name="uses")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "page"], name="item_once_a_page")]

    def __str__(self) -> str:
        return f"{self.item} in {self.page}"
