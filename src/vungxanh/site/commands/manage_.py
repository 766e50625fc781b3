"""``vungxanh manage …``: Django's own commands."""

import sys

import click


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []})
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def command(args: tuple[str, ...]) -> None:
    """Django's own commands (migrate, shell, …)."""
    from django.core.management import execute_from_command_line

    execute_from_command_line([sys.argv[0], *args])
