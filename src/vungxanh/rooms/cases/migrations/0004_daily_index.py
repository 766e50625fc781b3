"""Cases by place and day are counted from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_recent")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["disease", "status", "area_path", "diagnosed_at"], name="case_daily"),
        ),
    ]
