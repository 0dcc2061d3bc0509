"""Into an address book: cards completed with what other sources know, and, on request, people who lack a card.

After a pull the people are as they are; from them follows what each card should say besides what its owner typed
there. What reseau put into a card is remembered as an echo with the record it came from, is taken out of what
the card tells (`own`), and follows its origin: updated with it, taken back after a split. A plan is plain
values; `carry_out` sends it, each write noted before and read back after.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from typing import Any

from sync.config.place import Place
from sync.entries import Entry
from sync.merge import merge
from sync.model import Card, Record
from sync.normalize import vcards
from sync.ports import AddressBook, CardRefused, Format, PreconditionFailed, ReseauError, Words
from sync.reconcile import completion, guards, threeway
from sync.store import Store, books, conclusions, echoes, requests
from sync.store.books import Binding, Book
from sync.store.echoes import CARD, Echo
from sync.store.mirrors import Copy
from sync.usecases import choosing
from sync.usecases import people as use
from sync.usecases.posting import BATCH, Arrivals, Letter, Post, failed_at
from sync.usecases.synced import Change

BOOKS = frozenset({"carddav", "vdir"})
LATE = timedelta(days=2)
"""A request that has not arrived by then never does."""


@dataclass(frozen=True, slots=True)
class Cards:
    """How the text of a card is read, changed and made (see `adapters.vcard.editing`).

    `edit` takes (field, before, after); None means that it was, or will be, not there.
    """

    read: Callable[[bytes], Card]
    edit: Callable[[bytes, list[tuple[str, Any, Any]], str], bytes]
    make: Callable[[Card], bytes]


@dataclass
class Gift:
    """What one card gets: `kind` is created, updated or deleted; `come` and `go` are echoes."""

    kind: str
    key: str
    uid: str
    name: str
    binding: Binding | None
    text: bytes = b""
    come: list[Echo] = field(default_factory=list)
    go: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass
class Plan:
    """What would be written to a book. With a `guard` nothing is.

    `again` says that not all of it was taken, `overtaken` that a card was another by the time of its write.
    """

    gifts: list[Gift] = field(default_factory=list)
    guard: str = ""
    deletions: int = 0
    refused: list[dict[str, str]] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("created", "updated", "deleted"), 0))
    error: ReseauError | None = None
    again: bool = False
    overtaken: bool = False

    def follow(self, before: Plan) -> None:
        """Count what an earlier pass of the same sync did, too."""
        self.done = {kind: number + before.done[kind] for kind, number in self.done.items()}
        self.refused = before.refused + self.refused

    def count(self, kind: str) -> int:
        """Return how many cards are to be created, updated or deleted."""
        return sum(gift.kind == kind for gift in self.gifts)


def plan(store: Store, book: Book, place: Place, cards: Cards, confirmed: int = -1) -> Plan:
    """Return what the cards of a book lack, from the people as they are; reads the store only."""
    made = Plan()
    if book.push == "none":
        return made
    known = use.load(store)
    echoed = echoes.echoes(store, book.name)
    bound = [ones[0] for ones in books.bindings(store, book.name).values() if len(ones) == 1]
    served: set[str] = set()
    since = (place.now - timedelta(days=1)).isoformat()
    for binding in bound:
        if not binding.key:
            continue
        mine = echoed.get(binding.key, [])
        person = _person(store, book, binding, mine)
        if person:
            served.add(person)
        gift = _gift(store, book, place, cards, binding, mine, known.get(person))
        if gift is not None and not requests.was_refused(
            store, book.name, binding.href, books.text_name(gift.text) if gift.text else "", since
        ):
            made.gifts.append(gift)
    if book.push == "all":
        dismissed = {
            conclusions.person_of(store, echo.origin)
            for mine in echoed.values()
            for echo in mine
            if echo.field == CARD and echo.state == "removed"
        }
        for ref in books.left(store, book):
            dismissed.add(conclusions.person_of(store, ref))
        taken = {one.uid for ones in books.bindings(store, book.name).values() for one in ones}
        fits = choosing.fits(store, place, book)
        for one in known.values():
            if one.id not in served | dismissed and _fit(one) and fits(one):
                gift = _new(store, book, place, cards, one, taken)
                if not requests.was_refused(store, book.name, "", books.text_name(gift.text), since):
                    made.gifts.append(gift)
    made.deletions = made.count("deleted")
    made.guard = guards.guard(made.deletions, known=len(bound), listed=len(bound), partial=True)
    if made.deletions == confirmed:
        made.guard = ""
    return made


def _fit(person: use.Person) -> bool:
    return bool(person.card.name.full) and not person.deceased and person.card.kind in ("", "individual")


def _person(store: Store, book: Book, binding: Binding, mine: list[Echo]) -> str:
    """Return whose card it is: that of its own record, else, for a card that reseau made, that of its origin."""
    own = conclusions.person_of(store, (book.source, binding.key))
    whole = next((one for one in mine if one.field == CARD), None)
    if own and whole is None:
        return own
    return conclusions.person_of(store, whole.origin) if whole else own


def _gift(
    store: Store,
    book: Book,
    place: Place,
    cards: Cards,
    binding: Binding,
    mine: list[Echo],
    person: use.Person | None,
) -> Gift | None:
    ref = (book.source, binding.key)
    whole = any(one.field == CARD for one in mine)
    text = store.content(binding.base) if binding.base else b""
    if not text:
        return None
    # The other cards of this very book say nothing new about it: they are joined on the user's word only, and what
    # came from one of them would leave with it.
    others = (
        [kept.record for kept in person.records if not kept.gone_on and not _is_in(book, kept.ref)]
        if person
        else []
    )
    own_kept = [kept for kept in person.records if kept.ref == ref] if person else []
    if whole and not others:
        if own_kept:
            return None  # the user has made it theirs
        return Gift("deleted", binding.key, binding.uid, use.label(cards.read(text)), binding)
    if not others and not mine:
        return None
    there = {(one.field, one.form): one for one in mine if one.state == "there" and one.field != CARD}
    removed = {(one.field, one.form) for one in mine if one.state == "removed"}
    card = cards.read(text)
    own = completion.without(card, there)
    shared = BOOKS if book.push == "all" else frozenset()
    want = {
        (value.field, value.form): value
        for value in completion.wanted(
            own, merge(others, refused=_refused(person)), whole=whole, shared=shared
        )
        if (value.field, value.form) not in removed
    }
    come = [value for name, value in want.items() if name not in there]
    go = [name for name in there if name not in want]
    if not come and not go:
        return None
    changes: list[tuple[str, Any, Any]] = []
    lines: list[str] = []
    left = list(go)
    for value in come:
        heir = next((name for name in left if name[0] == value.field), None)
        before = completion.present(card, *heir) if heir else None
        if heir:
            left.remove(heir)
        changes.append((value.field, before, value.part))
        lines.append(f"+ {value.field}: {_shown(value.part)}")
    for name in left:
        before = completion.present(card, *name)
        if before is not None:
            changes.append((name[0], before, None))
            lines.append(f"− {name[0]}: {_shown(before)}")
    after = cards.edit(text, changes, place.at)
    echoed = [Echo(binding.key, value.field, value.form, value.origin) for value in come]
    if after == text:
        return None
    return Gift("updated", binding.key, binding.uid, use.label(card), binding, after, echoed, go, lines)


def _new(store: Store, book: Book, place: Place, cards: Cards, person: use.Person, taken: set[str]) -> Gift:
    """Return a new card: a copy of the one in another book, where there is one, completed from the other sources.

    `taken` are the UIDs that stand in the book already, for somebody else.
    """
    records = [kept.record for kept in person.records if not kept.gone_on]
    values = completion.wanted(Card(), merge(records, refused=_refused(person)), whole=True)
    model = next(
        (one for one in records if one.source in BOOKS and one.card.uid and one.card.uid not in taken), None
    )
    raw = store.raw((model.source, model.key)) if model else b""
    uid = model.card.uid if model and len(vcards.spans(raw)) == 1 and b"VERSION:2.1" not in raw else ""
    come: list[Echo] = []
    key = f"{book.name}/{uid or person.id}"
    if model and uid:
        copied = cards.read(raw)
        come += [Echo(key, name, form, (model.source, model.key)) for name, form in completion.told(copied)]
        held = {(one.field, one.form) for one in come} | {("name", "")}
        more = [value for value in values if (value.field, value.form) not in held and value.field != "name"]
        if copied.organizations or copied.titles:
            more = [value for value in more if value.field not in ("organizations", "titles")]
        text = cards.edit(raw, [(value.field, None, value.part) for value in more], place.at)
        values = more
    else:
        fields: dict[str, Any] = {}
        for value in values:
            if isinstance(getattr(Card(), value.field), tuple):
                fields[value.field] = (*fields.get(value.field, ()), value.part)
            else:
                fields[value.field] = value.part
        text = cards.make(replace(Card(uid=person.id), **fields))
    come += [Echo(key, value.field, value.form, value.origin) for value in values]
    come.append(Echo(key, CARD, "", person.ref))
    return Gift("created", key, uid or person.id, person.name, None, text, come)


def _is_in(book: Book, ref: tuple[str, str]) -> bool:
    return ref[0] == book.source and ref[1].startswith(f"{book.name}/")


def _refused(person: use.Person | None) -> frozenset[tuple[str, str]]:
    return use.refused(person.attributes) if person else frozenset()


def _shown(part: Any) -> str:
    for name in ("address", "name", "date", "uri", "full", "number"):
        if told := getattr(part, name, ""):
            return str(told)
    return str(part)[:80]


def told(gift: Gift, words: Words) -> list[str]:
    """Return what changes in a card, its fields in the user's words."""
    colon = "\u202f: " if words.language == "fr" else ": "
    lines = []
    for line in gift.lines:
        sign, name, value = line.split(" ", 2)
        key = f"field.{name.removesuffix(':')}"
        lines.append(f"{sign} {words(key)}{colon}{value}" if words.has(key) else line)
    return lines


def own_part(record: Record, echoed: list[Echo]) -> tuple[Record | None, list[Echo]]:
    """Return what the owner of a book says in a card: its record without echoes; None when nothing is left.

    Also the echoes that changed: a value that is no longer there was taken out, or changed, by the owner.
    """
    there = [one for one in echoed if one.state == "there" and one.field != CARD]
    if not echoed:
        return record, []
    gone = [
        replace(one, state="removed")
        for one in there
        if completion.present(record.card, one.field, one.form) is None
    ]
    card = completion.without(record.card, [(one.field, one.form) for one in there])
    bare = replace(card, uid="", updated="", extra=(), kind="individual")
    whole = any(one.field == CARD for one in echoed)
    if whole and bare == Card():
        return None, gone
    return replace(record, card=card), gone


def carry_out(
    store: Store, place: Place, book: Book, remote: AddressBook, planned: Plan, form: Format
) -> list[int]:
    """Send a plan; return the numbers of the requests, for `write_down`. Errors are in the plan."""
    post = Post(store, place.at, book.name, remote, form)
    sent = [(gift, _letter(gift)) for gift in planned.gifts]
    try:
        for start in range(0, len(sent), BATCH):
            if post.broken:
                break
            post.send_all([letter for _, letter in sent[start : start + BATCH]])
            post.flush()
    except ReseauError as error:
        planned.error = error
    for gift, letter in sent:
        if failed_at(letter.error) and post.done:
            letter.error = CardRefused("book.card-refused", href=letter.held.href, reason="500")
        if isinstance(letter.error, CardRefused):
            reason = str(letter.error.values.get("reason", ""))
            planned.refused.append({"uid": gift.uid, "href": letter.held.href, "reason": reason})
            planned.again = True
            text = books.keep_text(store, gift.text)
            requests.refuse(store, book.name, letter.held.href, text, place.at, uid=gift.uid)
        elif isinstance(letter.error, PreconditionFailed):
            planned.again = planned.overtaken = True
        elif letter.error is not None:
            planned.error = planned.error or letter.error
        elif letter.copy is not None:
            if letter.lost:
                lost = "not stored: " + ", ".join(letter.lost)
                planned.refused.append({"uid": gift.uid, "href": letter.copy.href, "reason": lost})
            planned.done[gift.kind] += 1
    return post.done


def _letter(gift: Gift) -> Letter:
    binding = gift.binding
    held = Copy(binding.href, binding.etag, binding.base) if binding else Copy()
    other = json.dumps({"key": gift.key, "come": [asdict(one) for one in gift.come], "go": gift.go})
    return Letter(gift.uid, held, gift.text, 0, other)


def take_up(
    store: Store, book: Book, remote: AddressBook, form: Format
) -> tuple[list[int], list[requests.Request]]:
    """Return the requests of a killed run that arrived, and forget those that did not.

    First those to be written down, then those whose work the pull takes in (of `book join` and `undo`).
    """
    found: list[int] = []
    pulled: list[requests.Request] = []
    writes = requests.left_behind(store, 0, book.name)
    arrivals = Arrivals(store, remote, form, writes, books.bindings(store, book.name) if writes else ())
    for one in writes:
        if one.state == "open" and one.after:
            copy = arrivals.of(one)
            if copy is None:
                requests.lose(store, one.id)
                continue
            requests.answer(store, one.id, "done", copy.href, copy.etag, copy.text)
        elif one.state == "open":
            if any(remote.fetch([one.href])):
                (requests.lose if _is_pulled(one) else requests.drop)(store, one.id)
                continue
            requests.answer(store, one.id, "done")
        if _is_pulled(one):
            pulled.append(one)
        else:
            found.append(one.id)
    return found, pulled


def _is_pulled(one: requests.Request) -> bool:
    return bool(json.loads(one.other or "{}").get("pull"))


class Late:
    """Writes that had not arrived when they were looked for: what they put into a card is ours whenever it shows up."""

    def __init__(
        self,
        store: Store,
        book: Book,
        place: Place,
        form: Format,
        taken: Iterable[requests.Request] = (),
    ) -> None:
        self._store, self._form = store, form
        self._writes: dict[str, list[requests.Request]] = {}
        self._late = requests.lost(store, book.name, (place.now - LATE).isoformat())
        for one in [*self._late, *taken]:
            if one.after:
                self._writes.setdefault(one.uid, []).append(one)

    def landed(self, changes: Iterable[Change]) -> list[int]:
        """Return the writes of a killed `book join` or `undo` that show up in these changes only now, as done: the step
        that takes them in accounts for them, so `undo` takes them back.
        """
        waiting = {one.href: one for one in self._late if _is_pulled(one)}
        found: list[int] = []
        for change in changes if waiting else ():
            one = waiting.get(change.href)
            if one is None:
                continue
            text, _ = change.read()
            if bool(text) != bool(one.after) or (not text and change.kind not in ("deleted", "moved")):
                continue
            if text:
                sent, before = (self._entries(name) for name in (one.after, one.before))
                if not threeway.arrived(sent, self._form.entries(text), before):
                    continue
                requests.answer(
                    self._store, one.id, "done", change.href, change.etag, books.keep_text(self._store, text)
                )
            else:
                requests.answer(self._store, one.id, "done")
            found.append(one.id)
        return found

    def echoes(self, card: Card, key: str, text: bytes) -> list[Echo]:
        """Return what a card holds of such a write.

        Where somebody has written into it since, those of its values that are there: they were not before.
        """
        for one in reversed(self._writes.get(card.uid, [])):
            come = [
                Echo(key, echo["field"], echo["form"], (echo["origin"][0], echo["origin"][1]))
                for echo in json.loads(one.other)["come"]
            ]
            sent, before = (self._entries(name) for name in (one.after, one.before))
            if threeway.arrived(sent, self._form.entries(text), before):
                return come
            there = [
                echo
                for echo in come
                if echo.field != CARD and completion.present(card, echo.field, echo.form) is not None
            ]
            if there:
                return there + ([] if one.before else [echo for echo in come if echo.field == CARD])
        return []

    def _entries(self, name: str) -> tuple[Entry, ...]:
        return self._form.entries(self._store.content(name)) if name else ()


def write_down(store: Store, book: Book, cards: Cards, numbers: list[int]) -> None:
    """Note what arrived, inside a `store.change`: the bindings, and which values are echoes."""
    written = requests.numbered(store, numbers)
    requests.forget_lost(store, book.name, (one.uid for one in written))
    for one in written:
        told: dict[str, Any] = json.loads(one.other)
        key = str(told["key"])
        if not one.after:
            books.bind(store, book, one.href, ())
            mine = echoes.echoes(store, book.name).get(key, [])
            echoes.forget(store, book.name, key, [(known.field, known.form) for known in mine])
            continue
        if not one.before and one.uid:
            key = f"{book.name}/{one.uid}"
        text = store.content(one.got)
        books.bind(store, book, one.got_href, [Binding(one.got_href, one.uid, one.got_etag, key, one.got)])
        echoes.forget(store, book.name, key, [(field, form) for field, form in told["go"]])
        read = cards.read(text)
        for echo in told["come"]:
            field_, form, origin = echo["field"], echo["form"], (echo["origin"][0], echo["origin"][1])
            # A value that the book did not store is no echo there; it is not sent again.
            stored = field_ == CARD or completion.present(read, field_, form) is not None
            state = "there" if stored else "removed"
            echoes.note(store, book.name, [Echo(key, field_, form, origin, state)])


def leave(store: Store, book: Book, keys: list[str]) -> None:
    """Note, inside a `store.change`, that cards are in the book no more: one that reseau made is not made again."""
    echoed = echoes.echoes(store, book.name)
    for key in keys:
        mine = echoed.get(key, [])
        whole = [replace(one, state="removed") for one in mine if one.field == CARD]
        echoes.forget(store, book.name, key, [(one.field, one.form) for one in mine if one.field != CARD])
        echoes.note(store, book.name, whole)
