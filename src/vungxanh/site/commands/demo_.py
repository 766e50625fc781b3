"""``vungxanh demo``: the simulated district."""

import sys
import time
from dataclasses import asdict
from typing import Any

import click

from vungxanh.site.commands import json_option, refusals, say, start_django


@click.command()
@click.option("--people", default=70_000, show_default=True, help="How many people to generate.")
@click.option("--seed", default=2021, show_default=True, help="The same seed gives the same district.")
@json_option
@refusals
def command(people: int, seed: int, as_json: bool) -> None:
    """Fill the demo district Bù Gia Mập with generated people and an outbreak."""
    start_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    begun = time.monotonic()
    filled = asdict(fill(people, seed))
    took = round(time.monotonic() - begun, 1)
    users = logins()
    text = [f"Huyện Bù Gia Mập (mô phỏng): {filled['persons']} người, {filled['cases']} ca bệnh, {took} s."]
    text += [f"  {user['username']:<10} {user['password']}   {user['who']}" for user in users]
    say(as_json, filled | {"seconds": took, "users": users}, "\n".join(text))


def fill(people: int = 70_000, seed: int = 2021) -> Any:
    """Fill with a progress bar on stderr, once: a finished district is left as it is."""
    from django.conf import settings

    from vungxanh.adapters.demo import load
    from vungxanh.kernel.actor import system

    with click.progressbar(length=1000, label="Dữ liệu mô phỏng", file=sys.stderr) as bar:

        def step(share: float, what: str) -> None:
            bar.label = f"{what:<28.28}"
            bar.update(round(share * 1000) - bar.pos)

        filled = load.fill(by=system("mô phỏng"), step=step, size=people, seed=seed)
    (settings.HOME / "demo.filled").touch()
    return filled


def logins() -> list[dict[str, str]]:
    """Who may log in to the simulated district; nobody where the people are real."""
    from vungxanh.adapters.demo import office
    from vungxanh.common import centre

    if not centre.current().simulated:
        return []
    return [{"username": name, "password": office.PASSWORD, "who": who} for name, who, *_ in office.USERS]
