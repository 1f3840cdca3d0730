from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandParser
from django.db import transaction
from django.utils.translation import gettext, gettext_noop
from wagtail.models import Page

from blog.models import PostPage
from recalibrate.core.commands import TranslatedCommand
from recalibrate.core.vocabulary import load_vocabulary
from recalibrate.help_services.load import load_help_services
from recalibrate.home.models import HomePage
from recalibrate.sample import dates, guardian_corner, inbox, pages, programmes, reports
from recalibrate.sample.log_ins import make_log_ins
from recalibrate.search.index import rebuild


class Command(TranslatedCommand):
    help = gettext_noop(
        "Loads the sample content: posts, Guardian news, help services, an inbox with something to decide. "
        "Adds what is missing and changes nothing that is there, so a second time does no harm."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help=gettext("only into a site without any post")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and PostPage.objects.exists():
            return
        self.stdout.write(gettext("Loading sample content …"))
        with transaction.atomic():
            load_vocabulary()  # services say which states they are for
            load_help_services(with_samples=True)  # first: set_up_site would add them as never checked
            call_command("set_up_site", stdout=self.stdout)
            self.load_pages()
            make_log_ins()
        inbox.fill()
        rebuild()  # sample dates are set past the signals that keep the search
        self.stdout.write(
            gettext("{posts} posts, {pages} pages in all.").format(
                posts=PostPage.objects.count(), pages=Page.objects.count()
            )
        )

    def load_pages(self) -> None:
        home = HomePage.objects.get()
        pages.load_identity(home)
        pages.load_contributors()
        guardian_corner.load_guide()  # first: posts and news link to it
        pages.load_posts_and_updates()
        reports.load_reports()
        pages.load_information(home)
        guardian_corner.load_you_said()
        dates.load_dates()
        programmes.load_programmes()
