"""``vungxanh up``: the whole centre on this machine."""

import json
import os
import sys
import webbrowser

import click

from vungxanh.site.commands import json_option, refusals, start_django


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", default=2, show_default=True, help="Web processes.")
@click.option("--threads", default=4, show_default=True, help="Requests at once in each of them.")
@click.option("--demo", is_flag=True, help="Fill the demo district first, when it is not there.")
@click.option("--open", "show", is_flag=True, help="Open the browser when it is ready.")
@json_option
@refusals
def command(host: str, port: int, workers: int, threads: int, demo: bool, show: bool, as_json: bool) -> None:
    """Start the centre: tables, official units, web server, worker. Ctrl-C stops it.

    With --json one line of JSON says when it is ready: {"url": …, "pid": …, "logins": […]}.
    """
    os.environ["VUNGXANH_HOSTS"] = os.environ.get("VUNGXANH_HOSTS") or ",".join(
        dict.fromkeys(["127.0.0.1", "localhost", "[::1]", host])
    )
    start_django()
    from django.db import connections

    from vungxanh.site.locks import in_use
    from vungxanh.site.preparing import prepare
    from vungxanh.site.serving import Address, check_free, serve

    at = Address(host, port)
    check_free(at)
    with in_use():
        prepare(lambda step: click.echo(f"· {step}", err=True))
        logins = _demo(demo)
        connections.close_all()
        serve(at, workers=workers, threads=threads, ready=lambda: _ready(at.url, logins, as_json, show))
    click.echo("· đã dừng", err=True)


def _demo(fill: bool) -> list[dict[str, str]]:
    """Log-ins of the simulated district, filled now when asked; none in a centre of real people."""
    from django.conf import settings

    from vungxanh.common import centre
    from vungxanh.site.commands import demo_

    filled = settings.HOME / "demo.filled"
    if fill and not (filled.exists() and centre.current().simulated):
        demo_.fill()
    return demo_.logins()


def _ready(url: str, logins: list[dict[str, str]], as_json: bool, show: bool) -> None:
    if as_json:
        click.echo(json.dumps({"url": url, "pid": os.getpid(), "logins": logins}, ensure_ascii=False))
    else:
        click.echo(f"\nVùng Xanh đang chạy: {url}")
        for login in logins:
            click.echo(f"  {login['username']:<16} {login['password']:<16} {login['who']}")
        click.echo("Dừng lại: Ctrl-C")
    sys.stdout.flush()
    if show:
        webbrowser.open(url)
