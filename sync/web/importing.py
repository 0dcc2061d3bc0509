"""Files from the browser: taken in, looked at, and kept only when the user has seen what would be.

The files lie in a folder of the home until the user decides; a start of the server clears what was left.
"""

from __future__ import annotations

import re
import secrets
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sync import app
from sync.config.settings import Settings
from sync.usecases import findings, importing
from sync.usecases.importing import counts
from sync.web import view
from sync.web.progress import Work, done_aside

if TYPE_CHECKING:
    from starlette.datastructures import FormData, UploadFile
    from starlette.requests import Request
    from starlette.responses import Response

    from sync.model import Problem
    from sync.store import Store
    from sync.web.site import Site

NAME_LENGTH = 120
PENDING = 5
_ID = re.compile(r"[0-9a-f]{32}")
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*]')


def form(site: Site, request: Request, form: FormData) -> Response:
    """Show where to drop files."""
    del form
    words = site.words
    return view.render(
        words,
        "import.html",
        here="/import",
        title=words("site.import"),
        undone="undone" in request.query_params,
    )


def look(site: Site, request: Request, form: FormData) -> Response:
    """Take the files in, read them, and show what an import would do; nothing is written to the store."""
    from starlette.datastructures import UploadFile as Upload

    del request
    words = site.words
    given = [one for one in form.getlist("files") if isinstance(one, Upload) and one.filename]
    if not given:
        return view.message(words, words("site.no-file"), "/import", 400)
    name = secrets.token_hex(16)
    folder = _folder(site) / name
    try:
        paths = [_taken(one, folder / str(number)) for number, one in enumerate(given, 1)]
        _only_newest(site)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise

    def job(work: Work) -> Response:
        try:
            with site.open_store() as store:
                return _preview(site, store, name, paths, work)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    return done_aside(site, name, job)


def _preview(site: Site, store: Store, name: str, paths: list[str], work: Work) -> Response:
    words, place = site.words, site.place()
    context = app.context_of(store, place, Settings(place.home))
    gathered = app.read(paths, context, progress=work.note)
    work.all_read = True
    if not any(report.adapter for report in gathered.files):
        shutil.rmtree(_folder(site) / name, ignore_errors=True)
        return view.message(words, words("site.unreadable"), "/import", 409)
    outcome = importing.store_all(store, gathered, place, "import", dry_run=True)
    told = [
        words(f"importing.{text}", n=outcome.records[key])
        for key, text in (
            ("created", "new"),
            ("updated", "changed"),
            ("unchanged", "same"),
            ("skipped", "left-out"),
        )
        if outcome.records[key]
    ]
    return view.render(
        words,
        "preview.html",
        here="/import",
        title=words("site.found"),
        id=name,
        files=gathered.files,
        errors=[words(_key(one.code), **one.values) for one in gathered.unreadable],
        problems=[(one.file, one.row, _message(site, one)) for one in gathered.problems],
        records=words("importing.records", told=", ".join(told)) if told else words("importing.unchanged"),
        people=outcome.people,
    )


def keep(site: Site, request: Request, form: FormData) -> Response:
    """Write what was looked at."""
    del form
    words, place = site.words, site.place()
    folder = _pending(site, request)
    if folder is None:
        return view.message(words, words("site.gone"), "/import", 409)
    paths = [str(path) for path in sorted(folder.glob("*/*"), key=lambda path: int(path.parent.name))]

    def job(work: Work) -> Response:
        with site.open_store() as store:
            context = app.context_of(store, place, Settings(place.home))
            gathered = app.read(paths, context, progress=work.note)
            work.all_read = True
            names = " ".join(Path(path).name for path in paths)
            outcome = importing.store_all(store, gathered, place, f"import {names}")
        # Only now: a kill before this leaves the files, and the same files again change nothing.
        shutil.rmtree(folder, ignore_errors=True)
        return site.back("/imported", outcome.journal)

    return done_aside(site, request.path_params["id"], job)


def drop(site: Site, request: Request, form: FormData) -> Response:
    """Leave what was looked at."""
    from starlette.responses import RedirectResponse

    del form
    folder = _pending(site, request)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)
    return RedirectResponse("/import", 303)


def imported(site: Site, request: Request, form: FormData) -> Response:
    """Tell what is known now: at most three findings, and the next step."""
    del form
    words = site.words
    with site.open_store() as store:
        total, linked, questions = counts(store)
        found = findings.three(store, site.place())
    return view.render(
        words,
        "imported.html",
        here="/import",
        title=words("site.imported"),
        network=words("importing.people" if linked else "importing.people-once", n=total, linked=linked),
        found=[words(f"findings.{one.code}", **dict(one.values)) for one in found],
        next="/review" if questions else "/week",
        step=site.step(request),
    )


def clear(home: Path) -> None:
    """Remove files that were looked at and neither kept nor left."""
    shutil.rmtree(home / "uploads", ignore_errors=True)


def safe_name(given: str) -> str:
    r"""Return the last part of a file's name as a browser tells it, harmless as a name in our folder.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\temp\\carnet.vcf"), safe_name("..")
    ('passwd', 'carnet.vcf', 'file')
    """
    base = _UNFIT.sub("_", re.split(r"[/\\]", given)[-1]).strip(" .")
    stem, dot, ending = base.rpartition(".")
    if len(base) > NAME_LENGTH:
        base = stem[: NAME_LENGTH - 10] + dot + ending[:8] if dot else base[:NAME_LENGTH]
    return base or "file"


def _taken(one: UploadFile, folder: Path) -> str:
    folder.mkdir(mode=0o700, parents=True)
    path = folder / safe_name(one.filename or "")
    with path.open("xb") as out:
        shutil.copyfileobj(one.file, out)
    path.chmod(0o600)
    return str(path)


def _folder(site: Site) -> Path:
    folder = site.place().home / "uploads"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _only_newest(site: Site) -> None:
    """Keep a few looks at most: one who never decides fills no disk."""
    looks = sorted(_folder(site).iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in looks[PENDING:]:
        shutil.rmtree(old, ignore_errors=True)


def _pending(site: Site, request: Request) -> Path | None:
    name = request.path_params["id"]
    folder = _folder(site) / name
    return folder if _ID.fullmatch(name) and folder.is_dir() else None


def _message(site: Site, problem: Problem) -> str:
    values: dict[str, object] = {"file": problem.file, **dict(problem.args)}
    return site.words(f"problem.{problem.code}", **values)


def _key(code: str) -> str:
    return code if "." in code else f"problem.{code}"
