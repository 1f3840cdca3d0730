from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "recalibrate.mail"
    label = "mail"
    verbose_name = "Outgoing mail"
