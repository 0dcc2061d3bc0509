"""Address books: opened by where they are, synced, mirrored, and taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sync.config.place import Place
from sync.config.secrets import Secrets
from sync.config.settings import Settings
from sync.ports import AddressBook, Context, ReseauError, UsageError
from sync.store import Store
from sync.store.books import Book, find
from sync.store.books import books as books_in
from sync.store.mirrors import count
from sync.store.mirrors import mirrors as mirrors_in

if TYPE_CHECKING:
    from adapters.dav.client import Login
    from sync import entries as of_cards
    from sync.ports import Format
    from sync.store.journal import Entry
    from sync.store.mirrors import Mirror
    from sync.usecases import completing, joining, syncing, taking_out
    from sync.usecases.mirrored import Outcome as Mirrored
    from sync.usecases.people import Person
    from sync.usecases.synced import Outcome as Synced

MANY = 2000
"""A folder of so many cards takes longer to look at than somebody else takes to be asked to."""


def pull_books(store: Store, place: Place, environ: Mapping[str, str]) -> str:
    """Bring in what changed in all books that the user said yes to; return a code that tells how it went.

    Every book is asked, whatever happens to another; then the first error is raised.
    """
    from sync.app.files import context_of
    from sync.usecases import guarding

    context, secrets = (
        cache(lambda: context_of(store, place, Settings(place.home))),
        secrets_of(store, environ),
    )
    known = [book for book in books_in(store) if book.confirmed_at]
    outcomes = [sync_book(store, place, book, secrets, context, agreed=lambda _: False) for book in known]
    pairs = [one for one in mirrors_in(store) if one.confirmed_at]
    mirrored = [sync_mirror(store, place, one, secrets, agreed=lambda _: False) for one in pairs]
    done = [(one.error, one.journal) for one in outcomes] + [(one.error, one.journal) for one in mirrored]
    for error, _ in done:
        if error:
            raise error
    stopped = [guarding.of(store, one) for one in outcomes if one.guard]
    stopped += [guarding.of_mirror(one) for one in mirrored if one.guard]
    if stopped:
        kept = all(guarding.is_kept(store, one) for one in stopped)
        return "job-kept" if kept else "job-waits"
    return "job-changed" if any(journal for _, journal in done) else "job-ok"


def books_at(
    target: str, *, user: str, password: Callable[[str, str], str], insist_plain: bool, oauth: bool = False
) -> list[Book]:
    """Return the address books a path or an address leads to, with no name yet; never empty.

    `password(host, user)` is asked when a server is. Raises `UsageError`, `BookMissing`, `NotAuthorised`,
    `NetworkError`.
    """
    place = Path(target).expanduser()
    if place.is_dir():
        from adapters import vdir

        below = vdir.collections(place)
        if below and not vdir.VdirBook(place).list().etags:
            return [Book("", "vdir", str(one.absolute())) for one in below]
        return [Book("", "vdir", str(place.absolute()))]
    if place.is_file():
        from sync.normalize import vcards

        with place.open("rb") as stream:
            head = stream.read(65536)
        if head and not (vcards.is_card(head) or vcards.is_card(head.replace(b"\0", b""))):
            raise UsageError("book.file-no-cards", place=target)
        return [Book("", "vcf", str(place.absolute()))]
    if target.startswith((".", "/", "~")) or "\\" in target or target.lower().endswith(".vcf"):
        raise UsageError("book.nothing-there", place=target)
    from adapters.carddav.account import SERVICE
    from adapters.dav import discovery
    from adapters.dav.client import Client, Login
    from adapters.dav.servers import recognised

    url, told = discovery.address(target)
    user = user or told
    settings: dict[str, object] = {"insist_plain": True} if insist_plain else {}
    settings |= {"oauth": True} if oauth else {}
    # Refused before the password is asked for: an address that would give it away.
    Client(url, Login(), insist_plain=insist_plain)
    login = Login()
    if user:
        login = _login(user, password(urlsplit(url).hostname or "", user), oauth=oauth)
    with Client(url, login, insist_plain=insist_plain) as client:
        found = discovery.discover(client, url, SERVICE)
        # All books of an account are on one server. One that does not say what it is works as well.
        headers: Mapping[str, str] = {}
        with suppress(ReseauError):
            headers = client.request("OPTIONS", found[0].url).headers
        known = recognised(found[0].url, headers)
    settings |= {"server": known} if known else {}
    return [
        Book("", "carddav", one.url, user, settings=settings | {"named": url, "title": one.name})
        for one in found
    ]


def _login(user: str, secret: str, *, oauth: bool) -> Login:
    """Return how a server is told who asks: `secret` is a password, or the grant of an OAuth server."""
    from adapters.dav.client import Login

    if not oauth:
        return Login(user, secret)
    from adapters.dav.oauth import access_token

    return Login(user, bearer=access_token(secret))


def agree_in_browser(client_file: str, show: Callable[[str], None]) -> str:
    """Have the user let reseau in by the browser; return the grant to keep. Raises `UsageError`, `NotAuthorised`."""
    from adapters.dav.oauth import authorise, read_client

    try:
        text = Path(client_file).expanduser().read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("book.oauth-no-client") from error
    return authorise(read_client(text), show)


def open_book(book: Book, password: str) -> AddressBook:
    """Return the adapter for a book. Raises `NetworkError` for an address that would give the password away."""
    if book.kind == "vdir":
        from adapters.vdir import VdirBook

        return VdirBook(book.place)
    if book.kind == "vcf":
        from adapters.vcf_book import VcfBook

        return VcfBook(book.place)
    from adapters.carddav.book import CardDavBook
    from adapters.dav.client import Client
    from adapters.dav.servers import REPORTS_FIRST

    # What the user named decides whom to trust; the book itself may lie on a partition host.
    named = str(book.settings.get("named", book.place))
    login = _login(book.user, password, oauth=bool(book.settings.get("oauth")))
    client = Client(named, login, insist_plain=bool(book.settings.get("insist_plain")))
    client.trust(book.place)
    return CardDavBook(client, book.place, reports_first=book.settings.get("server") in REPORTS_FIRST)


def sync_book(
    store: Store,
    place: Place,
    book: Book,
    secrets: Secrets,
    context: Callable[[], Context],
    *,
    agreed: Callable[[Synced], bool],
    confirmed: int = -1,
    dry_run: bool = False,
) -> Synced:
    """Bring in what changed in one book; see `sync.usecases.syncing`. Errors of the book are in the outcome.

    `agreed` is asked at a first contact, with the plan; `context` for what readers may know, where there is a card.
    """
    from sync.usecases import synced

    try:
        with closing(opened(book, secrets)) as remote:
            if not dry_run:
                _tidy(store, place, book.name, remote)
            writes = book.push != "none" and not (book.kind != "carddav" and remote.features.read_only)
            listing = None
            if book.kind == "carddav" and not dry_run:
                outcome, listing = synced.nothing_new(store, place, book, remote, writes=writes)
                if outcome is not None:
                    return outcome
            from sync.usecases import giving

            run = giving.Run(
                store,
                place,
                book,
                remote,
                card_reader(context()),
                editable_cards() if writes else None,
                card_format(),
                confirmed,
                listing,
            )
            return run.go(agreed, dry_run=dry_run)
    except ReseauError as error:
        return synced.Outcome(book, error=error)


def _tidy(store: Store, place: Place, name: str, remote: AddressBook) -> None:
    """Take away what a killed `book try` has left; what does that is loaded only where there may be something."""
    from sync.store import requests

    if requests.trials(store, name):
        from sync.usecases import trying

        trying.tidy(store, place, name, remote)


def card_reader(context: Context) -> syncing.CardReader:
    """Return how the text of a card becomes records."""
    from adapters.archive import from_bytes
    from sync.app.files import readers

    reader = next(one for one in readers() if one.name == "vcard")
    return lambda name, text: reader.read(from_bytes(name, text), [name], context)


def join_cards(
    store: Store,
    place: Place,
    book: Book,
    secrets: Secrets,
    context: Context,
    found: Sequence[joining.Double],
) -> int | None:
    """Join the cards of people who have several in one book; see `sync.usecases.joining`."""
    from sync.usecases import joining

    with closing(opened(book, secrets)) as remote:
        return joining.join(store, place, book, remote, card_reader(context), card_format(), found)


def editable_cards() -> completing.Cards:
    """Return how a card is read, changed line by line, and made."""
    from adapters.vcard import editing
    from adapters.vcard.writing import write_card
    from sync.usecases.completing import Cards

    return Cards(
        read=editing.read,
        edit=lambda raw, changes, now: editing.edit(raw, [editing.Change(*one) for one in changes], now=now),
        make=write_card,
    )


def sync_mirror(
    store: Store,
    place: Place,
    mirror: Mirror,
    secrets: Secrets,
    *,
    agreed: Callable[[Mirrored], bool],
    confirmed: int = -1,
    dry_run: bool = False,
    sure: bool = False,
) -> Mirrored:
    """Bring two books together; see `sync.usecases.mirroring`. Errors of the books are in the outcome."""
    books = {side: find(store, mirror.book(side)) for side in ("a", "b")}
    is_large = count(store, mirror) > MANY
    with ExitStack() as stack:
        sides = {}
        # A large folder first: it is looked at while all else is loaded.
        for side in sorted(books, key=lambda side: books[side].kind == "carddav"):
            try:
                remote = opened(books[side], secrets)
                stack.callback(remote.close)
                begun = is_large and remote.begin()
                if not dry_run:
                    _tidy(store, place, books[side].name, remote)
            except ReseauError as error:
                from sync.usecases import mirrored

                return mirrored.Outcome(mirror, error=error, failed=side)
            from sync.usecases import mirroring
            from sync.usecases.looking import Side

            # Asking a server would be a request of every run; it says so at the first write.
            is_file = books[side].kind != "carddav"
            sides[side] = Side(
                books[side].name, remote, is_file and remote.features.read_only, is_file, begun
            )
        sides = {side: sides[side] for side in books}
        run = mirroring.Run(store, place, mirror, sides, card_format(), confirmed)
        return run.go(agreed, dry_run=dry_run, sure=sure)


def undo(
    store: Store, place: Place, secrets: Secrets, number: int | None = None, *, dry_run: bool = False
) -> tuple[Entry, int | None]:
    """Take a step of the journal back, here and in the address books it wrote to; see `sync.usecases.undoing`."""
    from sync.usecases import undoing

    def opener(name: str) -> AddressBook:
        return opened(find(store, name), secrets)

    return undoing.undo(store, place, number, opener=opener, form=card_format(), dry_run=dry_run)


@contextmanager
def cards_in_books(
    store: Store, place: Place, secrets: Secrets, person: Person | None
) -> Iterator[tuple[list[taking_out.Standing], Callable[[Callable[[], None]], None]]]:
    """Give the cards of a person in address books as they are now, and what deletes them there.

    Without a person, of all people who were forgotten before. Raises what a book raises; see `taking_out`.
    """
    from sync.app.files import context_of
    from sync.usecases import taking_out

    read = card_reader(context_of(store, place, Settings(place.home)))
    with ExitStack() as stack:
        known: dict[str, list[taking_out.Known]] = {}
        if person is None:
            known = {book.name: [] for book in books_in(store) if book.confirmed_at and store.forgotten}
        else:
            records = [one.record for one in person.records]
            records += [replace(one.record, card=card) for one in person.records for card in one.former]
            bearer = taking_out.Bearer(store, read, records)
            known = taking_out.known(store, taking_out.refs(store, person), bearer)
        remotes: dict[str, AddressBook] = {}
        found = []
        for name, cards in known.items():
            remotes[name] = remote = opened(find(store, name), secrets)
            stack.callback(remote.close)
            found += (
                taking_out.strays(store, name, remote, read)
                if person is None
                else taking_out.look(store, name, remote, cards, bearer)
            )

        def delete(done: Callable[[], None]) -> None:
            # Who is deleted there and stays here would be taken for somebody new.
            store.must_be_writable()
            taking_out.take_out(remotes, found, done)

        yield found, delete


def secrets_of(
    store: Store, environ: Mapping[str, str], ask: Callable[[str, str], str] | None = None
) -> Secrets:
    """Return the passwords of a home; `ask(name, user)` puts the question where there is somebody to answer."""
    # The salt is this home's own, so that two homes never share an entry of the keyring.
    return Secrets(f"reseau {store.salt.hex()[:12]}", environ, ask=ask)


def opened(book: Book, secrets: Secrets) -> AddressBook:
    """Return the adapter for a book, with its password. Raises `ReseauError`."""
    if not book.user:
        return open_book(book, "")
    command, origin = (str(book.settings.get(name, "")) for name in ("password_command", "password_origin"))
    return open_book(book, secrets.get(book.name, book.user, command=command, origin=origin).value)


def card_format() -> Format:
    """Return how cards become entries, and how entries are changed in them.

    What reads cards is loaded with the first card: most syncs see none.
    """
    from sync.ports import Format

    def entries(raw: bytes) -> tuple[of_cards.Entry, ...]:
        from adapters.vcard.entries import entries

        return entries(raw)

    def carry(raw: bytes, edits: of_cards.Edits, uid: str) -> bytes:
        from adapters.vcard.entries import carry

        return carry(raw, edits, uid)

    def plain(raw: bytes) -> bytes:
        from adapters.vcard import editing
        from adapters.vcard.writing import write_card

        return write_card(editing.read(raw))

    return Format(entries, carry, plain)
