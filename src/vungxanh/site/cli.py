"""The command line: ``vungxanh COMMAND``. Each command is one file of ``commands/``, loaded when it is called."""

import os
from importlib import import_module
from typing import Any

import click

COMMANDS = {
    "up": "Start the centre (web server and worker) on this machine.",
    "demo": "Fill the demo district with generated people and an outbreak.",
    "import": "Bring in persons, cases, contacts or visits from a CSV file.",
    "trace": "Whom to trace around a case: F1, F2, F3.",
    "export": "Tracing data as Parquet files, for DuckDB or a Spark cluster.",
    "directive": "Read directives: structure, tasks, anomalies.",
    "levels": "Risk levels of places; aggregate series.",
    "bulletin": "The daily bulletin of an area, as DOCX or PDF.",
    "user": "Users and their roles.",
    "worker": "Deliver the outbox and run jobs (for teams; `up` has one inside).",
    "backup": "Copy the whole centre into one file while it runs.",
    "restore": "Put a backup back, and verify it.",
    "check": "Look for trouble: audit trail, database, settings.",
    "manage": "Django's own commands.",
}


class Lazy(click.Group):
    """Loads a command's module only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vungxanh.site.settings")
        module = import_module(f"vungxanh.site.commands.{cmd_name}_")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.version_option(package_name="vungxanh", prog_name="vungxanh")
@click.group(cls=Lazy, help="Vùng Xanh, an epidemic command centre. Every command has --help; its own have --json.")
def main(**_: Any) -> None:
    """Entry point."""


if __name__ == "__main__":
    main()
