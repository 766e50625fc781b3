"""Granian with some web processes; the worker's threads live in the process that supervises them."""

import http.client
import multiprocessing
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from vungxanh.common.worker import Worker
from vungxanh.kernel.refused import Refused


@dataclass(frozen=True)
class Address:
    """Where the centre answers."""

    host: str = "127.0.0.1"
    port: int = 8000

    @property
    def url(self) -> str:
        """For a browser on this machine."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        return f"http://[{host}]:{self.port}/" if ":" in host else f"http://{host}:{self.port}/"


def check_free(at: Address) -> None:
    """Refused, with a sentence, when somebody else listens there."""
    with socket.socket(socket.AF_INET6 if ":" in at.host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((at.host, at.port))
        except OSError:
            raise Refused(
                "Cổng %(port)s đang có chương trình khác dùng. Hãy chọn cổng khác: --port 8001",
                values={"port": at.port},
            ) from None


def serve(
    at: Address,
    *,
    workers: int = 2,
    threads: int = 4,
    ready: Callable[[], None] = lambda: None,
    target: str = "vungxanh.site.served:application",
) -> None:
    """Serve until SIGINT or SIGTERM. ``ready`` is called once, when the first page is answered."""
    # Forking a process that has threads copies their locks in whatever state they are: start fresh ones.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        target,
        address=at.host,
        port=at.port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=threads,
        backlog=1024,
        backpressure=256,
        log_level=LogLevels.warning,
        log_access=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        websockets=False,
    )
    worker = Worker()
    server.on_startup(worker.start)
    server.on_startup(lambda: threading.Thread(target=_announce, args=(at, ready), daemon=True).start())
    try:
        server.serve()
    finally:
        worker.stop()


def _announce(at: Address, ready: Callable[[], None]) -> None:
    host = at.url.split("//")[1].rsplit(":", 1)[0].strip("[]")
    while True:
        with suppress(OSError, http.client.HTTPException):
            line = http.client.HTTPConnection(host, at.port, timeout=10)
            line.request("HEAD", "/")
            line.getresponse()
            line.close()
            return ready()
        time.sleep(0.05)
