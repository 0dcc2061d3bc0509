"""What a run over two books did, or would do: plain values, that a run without changes makes, too."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sync.store.mirrors import SIDES, Mirror

if TYPE_CHECKING:
    from sync.ports import ReseauError
    from sync.usecases.deciding import Step

KINDS = ("created", "updated", "deleted")


@dataclass
class Outcome:
    """What a run does, or did, in both books. With a `guard` nothing was written anywhere."""

    mirror: Mirror
    steps: list[Step] = field(default_factory=list)
    pulled: dict[str, dict[str, int]] = field(
        default_factory=lambda: {s: dict.fromkeys(KINDS, 0) for s in SIDES}
    )
    pushed: dict[str, dict[str, int]] = field(
        default_factory=lambda: {s: dict.fromkeys(KINDS, 0) for s in SIDES}
    )
    conflicts: list[dict[str, str]] = field(default_factory=list)
    refused: dict[str, list[dict[str, str]]] = field(default_factory=lambda: {s: [] for s in SIDES})
    requests: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SIDES, 0))
    merged: int = 0
    guard: str = ""
    guarded: str = ""
    deletions: int = 0
    first_contact: bool = False
    error: ReseauError | None = None
    failed: str = ""
    journal: int | None = None
