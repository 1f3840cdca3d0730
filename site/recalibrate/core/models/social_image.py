from django.db import models


class SocialImage(models.Model):
    """The picture that chat previews show for a page, drawn when it was published.

    `digest` says what was drawn: while a page's card has the same one, nothing is drawn again.
    """

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="social_image")
    digest = models.CharField(max_length=20)
    file = models.FileField(upload_to="social")

    def __str__(self) -> str:
        return f"Social image of {self.page}"
