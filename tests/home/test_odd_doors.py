"""Addresses of the admin that the walk of test_roles.py cannot judge."""

import pytest
from admin_doors import Address, answer, is_open, takes_a_post
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import UploadedFile

from recalibrate.core.models import SiteDocument, SiteImage

UPLOADS = [
    ("wagtailimages:create_multiple_from_uploaded_image", SiteImage),
    ("wagtailimages:delete_upload_multiple", SiteImage),
    ("wagtaildocs:create_multiple_from_uploaded_document", SiteDocument),
    ("wagtaildocs:delete_upload_multiple", SiteDocument),
]


@pytest.mark.parametrize(("name", "model"), UPLOADS)
def test_an_unfinished_upload_is_its_uploaders_alone(people, root, name, model):
    upload = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=ContentFile(b"x", "x.txt"),
        uploaded_by_user=people["Editor"],
    )
    url = reverse(name, args=[upload.pk])

    def gets_past(user):
        try:
            return takes_a_post(user, url)
        except ValueError:  # past every check, Wagtail's form for documents fails over an empty POST
            return True

    let_in = {role for role, user in {**people, "root": root}.items() if gets_past(user)}

    assert let_in == {"Editor"}
    assert not any(is_open(user, url) for role, user in people.items() if role != "Editor")


def test_redirects_are_imported_by_those_who_send_addresses_on(client, people):
    """By the way that the admin leads, and by no address of its own."""
    url = reverse("wagtailredirects:process_import")
    others = people.keys() - {"Editor", "Operator"}
    assert not any(takes_a_post(people[role], url) for role in others)

    client.force_login(people["Operator"])
    rows = SimpleUploadedFile("r.csv", b"from,to\n/old/,https://a.example/\n", "text/csv")
    form = client.post(reverse("wagtailredirects:start_import"), {"import_file": rows})
    signed = {name: form.context["form"].initial[name] for name in ("import_file_name", "input_format")}
    client.post(url, signed | {"from_index": 0, "to_index": 1, "permanent": "on"})

    assert Redirect.objects.filter(old_path="/old").exists()


NOT_IN_USE = [
    Address("wagtailimages:url_generator", ("image_id",)),
    Address("wagtailimages:url_generator_output", ("image_id",)),
    Address("wagtailsnippets:index", ()),
    Address("wagtailsettings:preview_on_edit", ("app_name", "model_name", "pk")),
]


@pytest.mark.parametrize("address", NOT_IN_USE, ids=lambda address: address.name)
def test_what_is_not_in_use_answers_nobody(people, root, examples, address):
    url = examples.url(address)

    for user in (*people.values(), root):
        assert not is_open(user, url)
        assert not takes_a_post(user, url)


def test_the_address_that_fails_on_purpose_asks_for_a_log_in(client, people):
    url = reverse("wagtailadmin_error_test")
    assert client.get(url)["Location"].startswith("/admin/login/")

    for user in people.values():
        with pytest.raises(Exception, match="This is a test"):
            answer(user, "GET", url)
