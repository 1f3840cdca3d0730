import pytest


@pytest.fixture
def queued(settings, db):
    """Mails are rows, as in production; call it with the port of the mail server that workers use."""
    settings.EMAIL_BACKEND = "recalibrate.mail.queue_backend.QueueEmailBackend"
    settings.MAIL_TRANSPORT = "recalibrate.mail.smtp_backend.SmtpEmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 1

    def use(port):
        settings.EMAIL_PORT = port

    return use
