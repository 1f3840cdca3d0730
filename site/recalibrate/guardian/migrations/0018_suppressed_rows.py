from django.db import migrations


class Migration(migrations.Migration):
    is_safe_because = "Only the model is renamed: the table keeps its name, and so do its columns and its permission."
    dependencies = [("guardian", "0017_spreadsheet_names")]

    operations = [
        migrations.AlterModelTable("WithheldRow", "guardian_withheldrow"),
        migrations.RenameModel("WithheldRow", "SuppressedRow"),
    ]
