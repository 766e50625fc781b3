"""The index of words: FTS5 kept by triggers on SQLite, GIN on PostgreSQL. Both index ``folded`` (rules.search_text)."""

from typing import Any

from django.db import migrations

TABLE = "directives_documenttext"
SQLITE = (
    f"CREATE VIRTUAL TABLE directives_fts USING fts5(folded, content='{TABLE}', content_rowid='id', tokenize='ascii', detail='none', prefix='2 3')",
    f"CREATE TRIGGER directives_fts_insert AFTER INSERT ON {TABLE} BEGIN "
    "INSERT INTO directives_fts(rowid, folded) VALUES (new.id, new.folded); END",
    f"CREATE TRIGGER directives_fts_delete AFTER DELETE ON {TABLE} BEGIN "
    "INSERT INTO directives_fts(directives_fts, rowid, folded) VALUES ('delete', old.id, old.folded); END",
    f"CREATE TRIGGER directives_fts_update AFTER UPDATE OF folded ON {TABLE} BEGIN "
    "INSERT INTO directives_fts(directives_fts, rowid, folded) VALUES ('delete', old.id, old.folded); "
    "INSERT INTO directives_fts(rowid, folded) VALUES (new.id, new.folded); END",
)
POSTGRESQL = (f"CREATE INDEX directives_words ON {TABLE} USING gin (to_tsvector('simple', folded))",)
UNDO = {
    "sqlite": (
        "DROP TRIGGER IF EXISTS directives_fts_insert",
        "DROP TRIGGER IF EXISTS directives_fts_delete",
        "DROP TRIGGER IF EXISTS directives_fts_update",
        "DROP TABLE IF EXISTS directives_fts",
    ),
    "postgresql": ("DROP INDEX IF EXISTS directives_words",),
}


def install(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    for statement in POSTGRESQL if vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove(apps: Any, schema_editor: Any) -> None:
    for statement in UNDO[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("directives", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
