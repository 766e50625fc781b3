"""``field__among``: one of many values, given to the database as one parameter.

``__in`` makes a parameter of every value, which costs more than the look-up itself once there are thousands.
"""

import json
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


@models.ForeignObject.register_lookup  # which takes none over from Field
@models.Field.register_lookup
class Among(models.Lookup):
    """``filter(pk__among=set(ids))``, ``filter(external_id__among=set(keys))``: texts, whole numbers, or ids."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        """SQLite: a list in JSON."""
        left, given = self.process_lhs(compiler, connection)
        plain = [value.hex if isinstance(value, UUID) else value for value in self.rhs]
        return f"{left} IN (SELECT value FROM json_each(%s))", [*given, json.dumps(plain)]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        """PostgreSQL: an array."""
        left, given = self.process_lhs(compiler, connection)
        kind = (self.lhs.output_field.db_type(connection) or "text").split("(")[0].split(" ")[0]
        kind = "text" if kind == "varchar" else kind
        return f"{left} = ANY(%s::{kind}[])", [*given, list(self.rhs)]


class Keyed(models.Func):
    """``filter(Keyed("external_id"), source=…, external_id__among=…)``: the condition of an index of rows with a key of
    their own, word for word. SQLite does not see it in parameters and reads the whole table for a handful of keys."""

    template = "NOT (%(expressions)s = '')"
    output_field = models.BooleanField()
