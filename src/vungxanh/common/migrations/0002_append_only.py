"""The audit trail becomes append-only in the database itself."""

from typing import Any

from django.db import migrations

from vungxanh.common import append_only


def install(apps: Any, schema_editor: Any) -> None:
    for statement in append_only.install(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in append_only.remove(schema_editor.connection.vendor):
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("common", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
