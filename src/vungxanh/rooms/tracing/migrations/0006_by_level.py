"""Contacts of one level in an area; the order of calls answers a filter by level without reading the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tracing", "0005_team_decision")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["area_path", "level", "state", "-priority", "id"], name="contact_level"),
        ),
        migrations.RemoveIndex(model_name="contact", name="contact_order"),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["-priority", "id", "level", "state", "area_path"], name="contact_order"),
        ),
    ]
