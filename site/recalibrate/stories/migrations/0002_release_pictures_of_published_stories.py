"""Pictures with stories leave the shared library until an editor publishes the story; those of published ones stay."""

from django.db import migrations


def release(apps, schema_editor):
    Collection = apps.get_model("wagtailcore", "Collection")
    Contribution = apps.get_model("stories", "Contribution")
    root = Collection.objects.filter(depth=1).order_by("path").first()
    published = Contribution.objects.exclude(page__first_published_at=None).exclude(picture=None)
    pictures = apps.get_model("core", "SiteImage").objects.filter(pk__in=published.values("picture"))
    if root is not None:
        pictures.filter(collection__name="Pictures with stories").update(collection=root)


class Migration(migrations.Migration):

    is_safe_because = (
        "It moves pictures between collections; both versions read a picture wherever it is kept."
    )
    dependencies = [("stories", "0001_initial")]

    operations = [migrations.RunPython(release, migrations.RunPython.noop)]
