from django.conf import settings
from django.db import models


class TrustAccount(models.Model):
    """The account with the Trust’s own provider that a log-in is used with: known by who says so and its number.

    Never by an e-mail address: those change, and are given to the next holder.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="trust_account"
    )
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="trust_account_belongs_to_one_log_in")
        ]

    def __str__(self) -> str:
        return f"{self.user} at {self.issuer}"
