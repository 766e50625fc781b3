"""``vungxanh demo``: the simulated district."""

import time
from dataclasses import asdict

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

    from vungxanh.adapters.demo import load, office
    from vungxanh.kernel.actor import system

    call_command("migrate", verbosity=0)
    begun = time.monotonic()
    with click.progressbar(length=1000, label="Dữ liệu mô phỏng", file=click.get_text_stream("stderr")) as bar:

        def step(share: float, what: str) -> None:
            bar.label = f"{what:<28.28}"
            bar.update(round(share * 1000) - bar.pos)

        filled = load.fill(by=system("mô phỏng"), step=step, size=people, seed=seed)
    took = round(time.monotonic() - begun, 1)
    users = [{"username": name, "password": office.PASSWORD, "who": who} for name, who, *_ in office.USERS]
    text = "\n".join(
        [
            f"Huyện Bù Gia Mập (mô phỏng): {filled.persons} người, {filled.cases} ca bệnh, {took} s.",
            *(f"  {user['username']:<10} {user['password']}   {user['who']}" for user in users),
        ]
    )
    say(as_json, asdict(filled) | {"seconds": took, "users": users}, text)
