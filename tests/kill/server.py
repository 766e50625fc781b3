"""What is killed: the product's own serving, with web processes and worker.

One process imports Django once and forks a fresh server for each line ``port workers`` it reads; it answers with the
pid, and with "gone" when a line is empty and that server has ended. Web processes are started by the server itself.
"""

import os
import sys

import django


def start(port: int, workers: int) -> int:
    """A server in a session of its own; its pid."""
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):  # the pipes belong to the one who forks: a word of the server is no answer
        os.dup2(nothing, number)
    from vungxanh.site.serving import Address, serve

    serve(Address(port=port), workers=workers, threads=3)
    os._exit(0)


if __name__ == "__main__":
    django.setup()
    import vungxanh.site.serving  # noqa: F401  # once, before the forks

    pid = 0
    for line in sys.stdin:
        if line.strip():
            pid = start(*map(int, line.split()))
            print(pid, flush=True)
        else:
            os.waitpid(pid, 0)
            print("gone", flush=True)
