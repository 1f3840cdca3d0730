"""The pages every site has, whatever else it holds."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Page, Site

from blog.models import PostIndexPage
from recalibrate.core.models import SiteIdentity
from recalibrate.guardian.load import plant_guide
from recalibrate.guardian.models import GuardianIndexPage
from recalibrate.programmes.models import ProgrammeIndexPage
from recalibrate.programmes.questionnaires import plant_bank

from .models import HomePage


def create_site_pages() -> HomePage:
    """The home page, the index of posts, the Guardian’s corner, the programmes; made where missing."""
    home = HomePage.objects.first() or create_home_page()
    for page in (
        PostIndexPage(title="Posts", slug="posts", show_in_menus=True),
        GuardianIndexPage(title="The Guardian’s corner", slug="guardian", show_in_menus=True),
        ProgrammeIndexPage(title="Programmes", slug="programmes", show_in_menus=True),
    ):
        if not type(page).objects.exists():
            home.add_child(instance=page)
            page.save_revision().publish()
    plant_guide(GuardianIndexPage.objects.get())
    plant_bank()
    return home


def create_home_page() -> HomePage:
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title="Recalibrate", slug="recalibrate"))
    home.save_revision().publish()
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    site, _ = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": address.hostname, "port": port, "root_page": home, "site_name": "Recalibrate"},
    )
    SiteIdentity.for_site(site)
    # Wagtail's own "Welcome" page has done its work.
    for welcome in Page.objects.filter(depth=2).exclude(pk=home.pk):
        welcome.delete()
    return home
