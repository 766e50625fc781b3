"""Contacts of one level in an area."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0005_team_decision")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["area_path", "level", "state", "-priority", "id"], name="contact_level"),
        )
    ]
