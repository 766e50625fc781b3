"""Triggers that refuse to change or remove audit rows and seals: against accidents and careless tools.

Whoever may drop a trigger can still do it; the chain of ``sealing`` finds that.
"""

TABLES = ("common_auditentry", "common_auditseal")
REFUSAL = "the audit trail is append-only"


def install(vendor: str) -> list[str]:
    """Statements that make the tables append-only."""
    if vendor == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION vungxanh_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation'; END $$",
            *(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION vungxanh_append_only()"
                for table in TABLES
            ),
        ]
    return [
        f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for table in TABLES
        for verb in ("update", "delete")
    ]


def remove(vendor: str) -> list[str]:
    """Statements that take the triggers away: the way back of the migration, and tests that play the intruder."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}" for table in TABLES]
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in TABLES for verb in ("update", "delete")]
