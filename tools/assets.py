"""What the page takes from others: fetched from npm as `package-lock.json` pins it, checked, never committed.

`make assets` runs this, and so does the build of a wheel (a hook of hatchling). Without npm, or without a network, the
page is built without: every form works all the same, and what is missing is said in words.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by `make assets`, where nothing is built
    BuildHookInterface = object

ROOT = Path(__file__).resolve().parent.parent
PLACE = Path("sync", "web", "assets")
PINNED = ("package.json", "package-lock.json")
FILES = {
    "htmx.min.js": (
        "htmx.org/dist/htmx.min.js",
        "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    ),
    "hx-sse.min.js": (
        "htmx.org/dist/ext/hx-sse.min.js",
        "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fef239d103",
    ),
    "htmx.LICENSE": ("htmx.org/LICENSE", "d3d2456f76414f2456104660ebd65aff1c04cd7966b942bdabd63f3cdb316a38"),
}
"""Name here -> (path under `node_modules`, SHA-256). npm checks the archive it fetches, this each file out of it."""
WAIT_S = 60


class Missing(Exception):
    """The assets cannot be had; the text says why, for a person."""


def complete(place: Path) -> bool:
    """Tell whether all assets are at a place, as they were reviewed."""
    return all(_sum(place / name) == digest for name, (_, digest) in FILES.items())


def fetch(root: Path = ROOT) -> None:
    """Bring the assets to their place under `root`; all of them or none. Raises `Missing`."""
    place = root / PLACE
    if complete(place):
        return
    npm = shutil.which("npm")
    if npm is None:
        raise Missing("npm is not installed")
    with tempfile.TemporaryDirectory() as folder:
        for name in PINNED:
            shutil.copyfile(root / name, Path(folder, name))
        command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0"]
        try:
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, timeout=WAIT_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise Missing("npm gave no answer") from error
        if done.returncode:
            # What npm writes may name a registry or a path of this machine: its code says enough.
            told = next((line.split()[-1] for line in done.stderr.splitlines() if " code " in line), "?")
            raise Missing(f"npm could not fetch them ({told})")
        found = {name: Path(folder, "node_modules", path) for name, (path, _) in FILES.items()}
        for name, source in found.items():
            if _sum(source) != FILES[name][1]:
                raise Missing(f"{name} is not the file that was reviewed")
        place.mkdir(exist_ok=True)
        for name, source in found.items():
            shutil.copyfile(source, place / name)


def _sum(file: Path) -> str:
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


class Assets(BuildHookInterface):
    """Put the assets into a wheel that is built; an editable install takes what `make assets` brought."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        try:
            fetch(root)
        except Missing as error:
            self.app.display_warning(f"The page is built without htmx: {error}. Every form works without.")
            return
        build_data["artifacts"] += [(PLACE / name).as_posix() for name in FILES]


def main() -> int:
    """Fetch, and say so."""
    try:
        fetch()
    except Missing as error:
        print(f"WITHOUT HTMX: {error}. Every page works; some just load anew.", file=sys.stderr)
        return 1
    print(f"{len(FILES)} files are in {PLACE.as_posix()}, as pinned.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
