"""The centre's own keys: made at the first start, kept in one file only its owner can read."""

import json
import os
import secrets
from pathlib import Path


def home() -> Path:
    """Where the centre keeps its database, keys, snapshots: ``VUNGXANH_HOME``, else a folder of the user's."""
    root = os.environ.get("VUNGXANH_HOME") or Path.home() / ".local" / "share" / "vungxanh"
    path = Path(root).resolve()
    path.mkdir(parents=True, exist_ok=True)
    return path


def load(path: Path) -> dict[str, list[str]]:
    """``{"secret": [current, older…], "sealing": [current, older…]}``; made when the file is not there."""
    if not path.exists():
        fresh = {"secret": [secrets.token_urlsafe(48)], "sealing": [secrets.token_urlsafe(48)]}
        part = path.with_suffix(f".{os.getpid()}")
        part.write_text(json.dumps(fresh, indent=1))
        part.chmod(0o600)
        try:
            os.link(part, path)  # the first of several starting at once wins
        except FileExistsError:
            pass
        finally:
            part.unlink()
    found: dict[str, list[str]] = json.loads(path.read_text())
    return found
