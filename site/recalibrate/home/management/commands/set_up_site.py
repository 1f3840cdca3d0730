from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from recalibrate.core.commands import TranslatedCommand
from recalibrate.core.vocabulary import load_vocabulary
from recalibrate.guardian.store import load_measures
from recalibrate.help_services.load import load_help_services
from recalibrate.home.make_roles import make_roles
from recalibrate.home.site_pages import create_site_pages


class Command(TranslatedCommand):
    help = gettext_noop(
        "What every new site starts with: pages, states of mind, what helps, disciplines, help services, "
        "national sources and roles. Adds what is missing and changes nothing that is there."
    )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        load_vocabulary()
        load_help_services(with_samples=False)
        load_measures()
        create_site_pages()
        make_roles()
        call_command("load_national_sources", verbosity=0)
        self.stdout.write(gettext("The site is set up."))
