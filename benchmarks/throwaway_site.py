"""A site without pages in a database that nobody needs afterwards, with one source for each host."""

import os
from pathlib import Path


def set_up(folder: Path, hosts: list[str]) -> None:
    """Django is ready behind this; the database is SQLite in `folder`, or DATABASE_URL, emptied."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "recalibrate.settings.test"
    os.environ.setdefault("RECALIBRATE_VAR_DIR", str(folder / "var"))
    os.environ["RECALIBRATE_FEEDS_ALLOWED_ADDRESSES"] = ",".join(hosts)
    os.environ["RECALIBRATE_LOG_LEVEL"] = "WARNING"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    from feeds.models import Source

    Source.objects.bulk_create(
        Source(
            name=f"Source {number}",
            slug=f"source-{number}",
            site_url=f"https://{number}.example/",
            feed_url=f"http://{host}/{number}.xml",
        )
        for number, host in enumerate(hosts)
    )
