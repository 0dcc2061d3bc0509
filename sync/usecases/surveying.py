"""What two books hold now, compared with what they held when a mirror last saw them.

A survey only reads. Cards are met by the twin they belong to, then by UID, then by what they say; a card that
lies under another name than before is followed. What a listing leaves out is not believed to be gone before the
card itself was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from sync.config.place import Place
from sync.normalize import vcards
from sync.ports import Listing
from sync.store import Store
from sync.store.books import text_name
from sync.store.mirrors import SIDES, Copy, Mark, Twin
from sync.store.requests import together
from sync.usecases.looking import Side, believed, is_fresh

if TYPE_CHECKING:
    from sync.entries import Entry

    Reader = Callable[[bytes], tuple[Entry, ...]]

CHUNK = 2000
BYTES = 4 * 1024 * 1024


class Seen(NamedTuple):
    """A card as it is now; `content` is set where texts are not kept (a dry run)."""

    href: str
    etag: str
    text: str
    uid: str
    content: bytes | None = None

    def copy(self) -> Copy:
        """Return where it is, without what it says."""
        return Copy(self.href, self.etag, self.text)


@dataclass
class _View:
    """One book as this run sees it."""

    listing: Listing
    token: str
    listed_at: str
    twins: dict[str, Twin] = field(default_factory=dict)
    changed: dict[int, Seen] = field(default_factory=dict)
    new: list[Seen] = field(default_factory=list)
    gone: dict[int, Twin] = field(default_factory=dict)
    etags: list[Twin] = field(default_factory=list)
    double: list[Seen] = field(default_factory=list)
    several: list[Seen] = field(default_factory=list)
    half: list[Seen] = field(default_factory=list)


class Survey:
    """Both books, compared with the twins."""

    def __init__(
        self, twins: list[Twin], views: dict[str, _View], read: Callable[[Seen], tuple[Entry, ...]]
    ) -> None:
        self._twins, self._views, self._read = twins, views, read

    def meetings(self, wanted: set[str]) -> Iterator[tuple[Twin, dict[str, Seen]]]:
        """Yield every card with something to do: its twin (a new one for a card never seen), and what changed.

        `wanted` names cards by UID that are to be looked at in any case.
        """
        views = [self._views[side] for side in SIDES]
        touched = {key for view in views for key in (*view.changed, *view.gone)}
        for twin in [one for one in self._twins if id(one) in touched or one.uid in wanted]:
            yield (
                twin,
                {s: self._views[s].changed[id(twin)] for s in SIDES if id(twin) in self._views[s].changed},
            )
        others = list(self._views["b"].new)
        by_uid: dict[str, Seen] = {}
        for one in others:
            if one.uid:
                by_uid.setdefault(one.uid, one)
        unnamed = [one for one in others if not one.uid]
        met: set[int] = set()
        for one in self._views["a"].new:
            other = by_uid.pop(one.uid, None) if one.uid else self._alike(one, unnamed)
            if other is not None:
                met.add(id(other))
                yield Twin(one.uid), {"a": one, "b": other}
            else:
                yield Twin(one.uid), {"a": one}
        for one in others:
            if id(one) not in met:
                yield Twin(one.uid), {"b": one}

    def _alike(self, one: Seen, others: list[Seen]) -> Seen | None:
        if not others:
            return None
        from sync.reconcile.threeway import same

        told = self._read(one)
        found = next((other for other in others if same(told, self._read(other))), None)
        if found is not None:
            others.remove(found)
        return found

    def state(self, side: str, twin: Twin, changed: Seen | None) -> Seen | None:
        """Return the card of a twin in one book as it is now; None when it is not there."""
        if changed is not None:
            return changed
        copy = twin.of(side)
        if not copy.href or self.is_gone(side, twin):
            return None
        return Seen(copy.href, copy.etag, copy.text, twin.uid)

    def is_gone(self, side: str, twin: Twin) -> bool:
        """Tell whether a book no longer lists the card it had."""
        return id(twin) in self._views[side].gone

    def counts(self, side: str) -> tuple[int, int, int]:
        """Return how many cards are new, changed and gone in a book."""
        view = self._views[side]
        return len(view.new), len(view.changed), len(view.gone)

    def known(self, side: str) -> int:
        """Return how many cards a book had."""
        return sum(bool(twin.of(side).href) for twin in self._twins)

    def listed(self, side: str) -> int:
        """Return how many cards a book listed."""
        return len(self._views[side].listing.etags)

    def partial(self, side: str) -> bool:
        """Tell whether only changes were listed."""
        return self._views[side].listing.partial

    def left_alone(self, side: str) -> list[tuple[Seen, str]]:
        """Return what stays where it is, and why: cards whose UID another has, files that hold several cards or half of one."""
        view = self._views[side]
        return [(one, why) for why in ("double", "several", "half") for one in getattr(view, why)]

    def distrust(self, side: str) -> None:
        """Have the next listing be a whole one: this one left out a card that is there."""
        self._views[side].token = ""

    def restless(self) -> list[Twin]:
        """Return the twins of which only an etag moved."""
        return list({id(twin): twin for side in SIDES for twin in self._views[side].etags}.values())

    def marks(self) -> dict[str, Mark]:
        """Return where both books stand."""
        return {side: Mark(view.token, view.listed_at) for side, view in self._views.items()}


def survey(
    store: Store,
    place: Place,
    sides: dict[str, Side],
    twins: list[Twin],
    marks: dict[str, Mark],
    listings: dict[str, Listing],
    read: Reader,
    *,
    dry_run: bool,
    sure: bool = False,
) -> Survey:
    """Compare what both books listed with the twins, and fetch what moved. Raises what the books raise.

    `sure` says that the user has agreed to the run: then books may begin with what will be put there.
    """
    views = {}
    for side in SIDES:
        last, listing = marks[side], listings[side]
        old = listing.partial or (is_fresh(last, place) and listing.sync_token == last.token != "")
        view = _View(listing, listing.sync_token, last.listed_at if old else place.at)
        view.twins = {twin.of(side).href: twin for twin in twins if twin.of(side).href}
        views[side] = view
    for side in SIDES:
        other = "b" if side == "a" else "a"
        # What is new here goes there, where there is nothing new that it might be the same as.
        goes = sure and not dry_run and not views[other].listing.etags.keys() - views[other].twins.keys()
        _fetch(
            store,
            sides[side],
            side,
            views[side],
            sides[other].book.prepare if goes and not sides[other].read_only else None,
            dry_run=dry_run,
        )
    for side in SIDES:
        _follow(side, views[side], twins, lambda seen: read(_text(store, seen)))
    return Survey(twins, views, lambda seen: read(_text(store, seen)))


def _text(store: Store, seen: Seen) -> bytes:
    return seen.content if seen.content is not None else store.content(seen.text)


class _Texts:
    """Texts on their way into the store, some hundreds at a time."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._held: dict[str, bytes] = {}
        self._size = 0

    def add(self, name: str, text: bytes) -> None:
        self._held[name] = text
        self._size += len(text)
        if len(self._held) >= CHUNK or self._size >= BYTES:
            self.keep()

    def keep(self) -> None:
        # In the order in which the store has them: each of its pages is written once.
        if self._held:
            with together(self._store):
                self._store.keep_texts(sorted(self._held.items()))
        self._held, self._size = {}, 0


def _fetch(
    store: Store,
    side: Side,
    name: str,
    view: _View,
    tell: Callable[[bytes], None] | None,
    *,
    dry_run: bool,
) -> None:
    """Fetch what has another etag, or none, than last time; `tell` the other book of new cards."""
    listing, known = view.listing, view.twins
    gone = (listing.gone & known.keys()) if listing.partial else known.keys() - listing.etags.keys()
    if listing.partial:
        gone = gone | ((side.fresh & known.keys()) - listing.etags.keys())
    view.gone = {id(known[href]): known[href] for href in gone}
    wanted = [
        href
        for href, etag in listing.etags.items()
        if not etag or href not in known or known[href].of(name).etag != etag
    ]
    missed = set(wanted)
    fresh = _Texts(store)
    for href, mark, told in side.book.fetch(wanted):
        twin = known.get(href)
        steady = believed(side.book, href, mark, told, twin.uid if twin else "")
        if steady is None:
            continue
        etag, content = steady
        text = text_name(content)
        missed.discard(href)
        if twin is not None and twin.of(name).text == text:
            if twin.of(name).etag != etag:
                twin.set(name, Copy(href, etag, text))
                view.etags.append(twin)
            continue
        if not vcards.is_card(content):
            continue
        if not vcards.is_whole(content):
            # Its writer is still at it, or was cut short: what is not there yet was not taken out by anybody.
            view.half.append(Seen(href, etag, text, vcards.uid(content), b""))
            missed.add(href)
            continue
        if len(vcards.spans(content)) > 1:
            view.several.append(Seen(href, etag, text, vcards.uid(content), b""))
            continue
        if not dry_run:
            fresh.add(text, content)
        seen = Seen(href, etag, text, vcards.uid(content), content if dry_run else None)
        if twin is not None:
            view.changed[id(twin)] = seen
        else:
            view.new.append(seen)
            if tell is not None and seen.uid:
                tell(content)
    fresh.keep()
    if missed:
        view.token = ""


def _follow(side: str, view: _View, twins: Iterable[Twin], read: Callable[[Seen], tuple[Entry, ...]]) -> None:
    """Follow cards that lie under another name, and part cards whose place was taken by another card."""
    from sync.reconcile.threeway import same

    for twin in list(view.twins.values()) if view.changed else ():
        seen = view.changed.get(id(twin))
        if seen is None or not twin.uid or not seen.uid or seen.uid == twin.uid:
            continue
        before = Seen(twin.of(side).href, "", twin.of(side).text, twin.uid)
        try:
            alike = same(read(before), read(seen))
        except KeyError:
            alike = False
        if not alike:
            del view.changed[id(twin)]
            view.gone[id(twin)] = twin
            view.new.append(seen)
    if not view.new:
        return
    missing = {twin.uid: twin for twin in view.gone.values() if twin.uid}
    texts = {twin.of(side).text: twin for twin in view.gone.values()}
    there = {twin.uid for twin in view.twins.values() if twin.uid and id(twin) not in view.gone}
    absent = {twin.uid: twin for twin in twins if twin.uid and not twin.of(side).href}
    left = []
    for seen in view.new:
        old = missing.pop(seen.uid, None) or (texts.pop(seen.text, None) if not seen.uid else None)
        if old is not None and id(old) in view.gone:
            del view.gone[id(old)]
            view.changed[id(old)] = seen
        elif seen.uid and seen.uid in absent:
            view.changed[id(absent.pop(seen.uid))] = seen
        elif seen.uid and seen.uid in there:
            view.double.append(seen)
        else:
            there.add(seen.uid)
            left.append(seen)
    view.new = left
