"""An invented network to try the program with: its files, and a throw-away home filled with them."""

from __future__ import annotations

from pathlib import Path

import sync
from sync.app.files import context_of, read
from sync.config.place import Place
from sync.config.settings import Settings
from sync.ports import ReseauError
from sync.store import Store
from sync.usecases import importing

NOW = "2026-11-22T09:00:00+01:00"
"""The day the example is made for."""
CIRCUMSTANCES = {
    "RESEAU_NOW": NOW,
    "RESEAU_TZ": "Europe/Paris",
    "RESEAU_REGION": "FR",
    "RESEAU_INSTALLATION": "00000000-0000-4000-8000-00000000de70",
}
DROPPED = (
    ("Complete_LinkedInDataExport_05-20-2026.zip",),
    ("carnet.vcf", "agenda.ics", "suivi.xlsx"),
    ("Complete_LinkedInDataExport_11-18-2026.zip",),
)
"""What is dropped in, in this order: an older archive first, so that there are changes to see."""


def samples() -> Path:
    """Return the folder of the example's files, in the installed wheel or in a checkout.

    Raises `ReseauError` when it is missing.
    """
    package = Path(sync.__file__).parent
    for place in (package / "demo_samples", package.parent / "samples" / "demo"):
        if (place / "carnet.vcf").is_file():
            return place
    raise ReseauError("demo.no-samples")


def fill(place: Place) -> None:
    """Bring the example's files into a home that is empty yet."""
    folder = samples()
    with Store.open(place.home, installation=place.installation) as store:
        for names in DROPPED:
            gathered = read(
                [str(folder / name) for name in names], context_of(store, place, Settings(place.home))
            )
            importing.store_all(store, gathered, place, "import " + " ".join(names))
