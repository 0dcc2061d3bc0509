"""Who is who as another engine found it: what goes out for it, and its clusters taken back as links.

They are links like reseau's own, with the engine's mark: the user's words stand above them, two profiles are never
joined by them, and one step of the journal takes all of them back.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

from sync.config.place import Place
from sync.linkage.values import Ref
from sync.merge import with_former
from sync.model import Judgement
from sync.ports import UsageError
from sync.store import Store, conclusions
from sync.usecases.importing import counts
from sync.usecases.linking import relink
from sync.usecases.owning import is_owner, owner_of

HEADER = ("source", "key", "person")
BY = "clusters"


def linkage_input(store: Store) -> str:
    """Return the comparison forms of all records and the settings for splink, as JSON: `records`, `settings`."""
    from sync.linkage import engine

    owner = owner_of(store)
    kept = [with_former(one.record, one.former) for one in store.records() if not is_owner(one.record, owner)]
    rows = engine.rows(kept)
    return json.dumps({"settings": engine.settings(len(rows)), "records": rows}, ensure_ascii=False) + "\n"


def is_clusters(path: str) -> bool:
    """Tell whether a file has the columns of `export clusters`, and no others."""
    if not Path(path).is_file():  # a pipe would be waited for
        return False
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as stream:
            return tuple(next(csv.reader([stream.readline(200)]), ())) == HEADER
    except (OSError, UnicodeDecodeError, csv.Error):
        return False


def take(store: Store, place: Place, path: str, *, dry_run: bool = False) -> tuple[int, int, int | None]:
    """Link the records of each cluster; return how many links are new, how many people there are, the journal step.

    Records that are not here are passed over. Raises `UsageError` for a line that is not of three columns.
    """
    clusters: defaultdict[str, list[Ref]] = defaultdict(list)
    here = {one.ref for one in store.records()}
    with Path(path).open(encoding="utf-8-sig", newline="") as stream:
        lines = csv.reader(stream)
        next(lines)
        try:
            for source, key, person in lines:
                if (source, key) in here:
                    clusters[person].append((source, key))
        except (ValueError, UnicodeDecodeError, csv.Error) as error:
            raise UsageError("export.clusters-broken", place=path, row=lines.line_num) from error
    with store.change("import clusters", place.at, dry_run=dry_run) as step:
        person_of = {ref: person for person, refs in conclusions.people(store).items() for ref in refs}
        before = len(store.judgements())
        for refs in clusters.values():
            for ref in refs[1:]:
                if person_of.get(ref) != person_of.get(refs[0]):
                    store.judge(Judgement(refs[0], ref, "same", BY, place.at))
        new = len(store.judgements()) - before
        if new:
            relink(store, place.at, learn=False)
        people = counts(store)[0]
        step.summary.update(links=new)
    return new, people, step.id
