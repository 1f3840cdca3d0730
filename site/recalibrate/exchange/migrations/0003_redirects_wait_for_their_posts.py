"""Old addresses of posts that no reader may see lead nowhere until the posts are published."""

from django.db import migrations


def wait(apps, schema_editor):
    Origin = apps.get_model("exchange", "Origin")
    Redirect = apps.get_model("wagtailredirects", "Redirect")
    for origin in Origin.objects.exclude(page=None).select_related("page"):
        redirects = Redirect.objects.filter(redirect_page_id=origin.page_id, is_permanent=True)
        paths = list(redirects.values_list("old_path", flat=True))
        if paths and not origin.page.live:
            Origin.objects.filter(pk=origin.pk).update(old_paths=paths)
            redirects.delete()


class Migration(migrations.Migration):

    is_safe_because = (
        "It takes back redirects to imported drafts that are not public: the old version then "
        "answers 404 instead of leading to nothing."
    )
    dependencies = [
        ("exchange", "0002_accounts_and_runs"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(wait, migrations.RunPython.noop)]
