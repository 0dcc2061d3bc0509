"""Composition: settings, store and adapters are put together here, and only here."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import adapters
from adapters.archive import from_bytes, open_source
from sync import __version__
from sync.config.place import Place
from sync.config.secrets import Secrets
from sync.config.settings import Settings
from sync.messages import Wording
from sync.model import Feed, Record
from sync.normalize import vcards
from sync.ports import AddressBook, Context, Reader, ReseauError, Source, UsageError
from sync.store import Store
from sync.store.books import Book
from sync.store.books import books as books_in
from sync.store.mirrors import mirrors as mirrors_in
from sync.store.outlets import Outlet
from sync.store.outlets import outlets as outlets_in
from sync.store.outlets import put as put_outlet
from sync.usecases import reading, syncing
from sync.usecases.people import load

if TYPE_CHECKING:
    from adapters.dav.client import Client, Login
    from sync.store.journal import Entry
    from sync.store.mirrors import Mirror
    from sync.usecases import campaigns, completing, mirroring, outlets, posting, pushing


def readers() -> list[Reader]:
    """Return all readers: every module of `adapters` with a constant `READER`."""
    found: list[Reader] = []
    for module in pkgutil.iter_modules(adapters.__path__):
        reader = getattr(import_module(f"adapters.{module.name}"), "READER", None)
        if reader is not None:
            found.append(reader)
    return sorted(found, key=lambda reader: reader.order)


def read(
    paths: Iterable[str],
    context: Context,
    *,
    forced: str = "",
    progress: Callable[[str, int], None] | None = None,
) -> reading.Gathered:
    """Read `paths` with all readers; see `sync.usecases.reading.read`."""
    return reading.read(paths, open_source, readers(), context, forced=forced, progress=progress)


def people_as(store: Store, place: Place, kind: str, layout: str, *, changed: bool = False) -> bytes:
    """Return all people as `vcf` (3.0), `csv` of a layout, or `xlsx`; see the writers of the adapters.

    With `changed` only those whose row in this layout is not what was given out last time.
    """
    if kind == "xlsx":
        from adapters.table.workbook import PersonRow, write_xlsx
        from sync.usecases import spreadsheet

        rows = spreadsheet.rows(store, place)
        people = (PersonRow(row.id, row.card, row.tier, row.last_contact) for row in rows)
        return write_xlsx(people, place.language)
    people_now = load(store)
    cards = [replace(person.card, uid=person.id) for person in people_now.values()]
    if kind == "csv":
        from adapters.table.writing import write_csv
        from sync.usecases import handing_out

        if changed:
            lines = {card.uid: write_csv([card], layout) for card in cards}
            wanted = handing_out.changed(store, layout, people_now.values(), lines)
            return write_csv([card for card in cards if card.uid in wanted], layout)
        return write_csv(cards, layout)
    from adapters.vcard.judge import new_cards

    return new_cards(cards)


def convert(path: str, kind: str, place: Place) -> Iterator[bytes]:
    """Yield the file, folder or archive at `path` as `kind`; see `sync.usecases.converting`. Raises `Unreadable`."""
    from adapters import vcard
    from adapters.vcard.writing import write_card
    from sync.usecases import converting

    context = Context(now=place.now, zone=place.zone, region=place.region, salt=b"convert")

    def records(source: Source) -> Iterable[Record]:
        gathered = reading.read([path], lambda _: source, readers(), context)
        return converting.gathered_or_raise(gathered.records.values(), gathered.unreadable)

    def csv(found: Iterable[Record]) -> Iterable[bytes]:
        from adapters.table.writing import write_csv

        return (write_csv([record.card for record in found]),)

    def xlsx(found: Iterable[Record]) -> Iterable[bytes]:
        from adapters.table.workbook import PersonRow, write_xlsx

        return (write_xlsx((PersonRow(one.key, one.card) for one in found), place.language),)

    converters = converting.Converters(
        holds_cards=vcard.READER.identify,
        records=records,
        cards=lambda source, names: vcard.cards(source, names, context),
        copy=vcard.copies,
        writers={
            "vcf3": lambda found: (write_card(one.card, "3.0") for one in found),
            "vcf4": lambda found: (write_card(one.card, "4.0") for one in found),
            "csv": csv,
            "xlsx": xlsx,
        },
    )
    return converting.convert(open_source(path), kind, converters)


def secrets_of(
    store: Store, environ: Mapping[str, str], ask: Callable[[str, str], str] | None = None
) -> Secrets:
    """Return the passwords of a home; `ask(name, user)` puts the question where there is somebody to answer."""
    # The salt is this home's own, so that two homes never share an entry of the keyring.
    return Secrets(f"reseau {store.salt.hex()[:12]}", environ, ask=ask)


def context_of(store: Store, place: Place, options: Settings) -> Context:
    """Return what the readers may know in a home."""
    from sync.usecases.importing import owner_of

    mine = frozenset(str(address).lower() for address in options.get("owner.emails"))
    owner = owner_of(store, mine)
    return Context(
        now=place.now,
        zone=place.zone,
        region=place.region,
        me=mine | frozenset(owner.emails),
        owner=owner,
        salt=store.salt,
    )


def feed(
    store: Store, place: Place, name: str, words: Wording, *, privacy: str = "", dry_run: bool = False
) -> Feed:
    """Return a feed as this home gives it: with links to answer by, where it is served; see `publishing.feed`."""
    from sync.usecases import actions, publishing

    links = actions.links(store, name)
    return publishing.feed(
        store,
        place,
        Settings(place.home),
        words,
        name=name,
        privacy=privacy,
        links=links,
        dry_run=dry_run,
    )


def feed_bytes(store: Store, place: Place, name: str, words: Wording) -> bytes:
    """Return a feed as it is served."""
    return calendar(feed(store, place, name, words))[0]


@dataclass
class Published:
    """What publishing to one outlet did: for a file whether it was written and how it checks, else the push."""

    outlet: Outlet
    events: int = 0
    written: bool = False
    check: outlets.Check | None = None
    pushed: pushing.Outcome | None = None
    requests: int = 0
    error: ReseauError | None = None


def outlet_at(
    feed: str,
    target: str,
    words: Wording,
    secrets: Secrets,
    *,
    privacy: str,
    user: str,
    public: str,
    settings: Mapping[str, object],
) -> Outlet:
    """Return the outlet for what the user typed; on a server a calendar is found, or made.

    Raises `UsageError`, `NotAuthorised`, `NetworkError`.
    """
    from sync.usecases import outlets

    kind = outlets.kind_of(target)
    made = outlets.new(feed, target, kind, privacy=privacy, user=user, public=public)
    if kind == "folder":
        file = Path(target).expanduser().absolute()
        file = file / f"reseau-{feed}.ics" if file.is_dir() else file
        return replace(made, place=str(file))
    from adapters import caldav
    from adapters.calendar.writing import COLOURS
    from adapters.dav import discovery
    from sync.usecases.publishing import colour_of

    url, told = discovery.address(target)
    made = replace(made, place=url, user=user or told, settings={**settings, "named": url})
    if kind == "webdav":
        return made
    with _client(made, secrets) as client:
        title = words(f"feed.name-{feed}") if words.has(f"feed.name-{feed}") else feed
        own = caldav.own_calendar(client, url, f"reseau-{feed}", title, COLOURS[colour_of(feed)])
    return replace(made, place=own)


def publish(
    store: Store,
    place: Place,
    outlet: Outlet,
    words: Wording,
    secrets: Secrets,
    *,
    confirmed: int = -1,
    dry_run: bool = False,
) -> Published:
    """Bring a feed to one outlet; an error is in what is returned. Nothing that is published links to this computer."""
    from sync.usecases import publishing

    done, options = Published(outlet), Settings(place.home)

    def make() -> Feed:
        feed = publishing.feed(
            store,
            place,
            options,
            words,
            name=outlet.feed,
            privacy=outlet.privacy,
            left_alone=outlet.kind != "caldav",
            dry_run=dry_run,
        )
        done.events = len(feed.events)
        return feed

    try:
        if outlet.kind == "caldav":
            _push(store, place, outlet, secrets, make, done, confirmed=confirmed, dry_run=dry_run)
        else:
            _put(store, place, outlet, secrets, make, done, dry_run=dry_run)
    except ReseauError as error:
        done.error = error
    return done


def _put(
    store: Store,
    place: Place,
    outlet: Outlet,
    secrets: Secrets,
    make: Callable[[], Feed],
    done: Published,
    *,
    dry_run: bool,
) -> None:
    from adapters.folder import FolderPlace
    from adapters.webdav import WebDavPlace, visit
    from sync.usecases import outlets

    content, left_out = calendar(make())
    done.events -= left_out
    if dry_run:
        done.written = True
        return
    target = (
        FolderPlace(outlet.place)
        if outlet.kind == "folder"
        else WebDavPlace(_client(outlet, secrets), outlet.place)
    )
    with closing(target):
        done.written = outlets.put_file(store, place, outlet, target, content)
        done.check = outlets.check_file(outlet, target, content, visit)
        done.requests = target.requests


def _push(
    store: Store,
    place: Place,
    outlet: Outlet,
    secrets: Secrets,
    make: Callable[[], Feed],
    done: Published,
    *,
    confirmed: int,
    dry_run: bool,
) -> None:
    from adapters.caldav import CalDavCalendar
    from adapters.calendar.single import read_event
    from adapters.calendar.writing import write_event
    from sync.usecases import pushing

    form = pushing.Format(
        write=lambda event: write_event(event, place.zone, __version__),
        read=lambda content: read_event(content, place.zone),
    )
    kept = outlet if dry_run else put_outlet(store, replace(outlet, published_at=place.at))
    with closing(CalDavCalendar(_client(outlet, secrets), outlet.place)) as target:
        try:
            done.pushed = pushing.push(
                store,
                place,
                Settings(place.home),
                kept,
                target,
                make,
                form,
                confirmed=confirmed,
                dry_run=dry_run,
            )
        finally:
            done.requests = target.requests


def host_of(outlet: Outlet) -> str:
    """Return the name under which the password of an outlet is kept: its host."""
    named = str(outlet.settings.get("named", outlet.place))
    return urlsplit(named).hostname or named


def _client(outlet: Outlet, secrets: Secrets) -> Client:
    from adapters.dav.client import Client, Login

    named = str(outlet.settings.get("named", outlet.place))
    plain = bool(outlet.settings.get("insist_plain"))
    # Refused before the password is asked for: an address that would give it away.
    Client(named, Login(), insist_plain=plain)
    host = host_of(outlet)
    command = str(outlet.settings.get("password_command", ""))
    password = secrets.get(host, outlet.user, command=command).value if outlet.user else ""
    client = Client(named, Login(outlet.user, password), insist_plain=plain)
    client.trust(outlet.place)
    return client


def publish_all(store: Store, place: Place, words: Wording, environ: Mapping[str, str]) -> str:
    """Bring every feed to its outlets; return a code that tells how it went.

    Every outlet is served, whatever happens to another; then the first error is raised.
    """
    secrets = secrets_of(store, environ)
    done = [publish(store, place, outlet, words, secrets) for outlet in outlets_in(store)]
    for one in done:
        if one.error:
            raise one.error
    if any(one.pushed and one.pushed.guard for one in done):
        return "job-publish-waits"
    if any(one.check and not one.check.works for one in done):
        return "job-publish-unseen"
    return "job-ok"


def import_dropped(store: Store, place: Place, paths: list[str]) -> str:
    """Import files from the drop folder; return a code that tells how it went."""
    from sync.usecases import importing

    gathered = read(paths, context_of(store, place, Settings(place.home)))
    if any(report.adapter for report in gathered.files):
        names = " ".join(Path(path).name for path in paths)
        outcome = importing.store_all(store, gathered, place, f"import {names}")
        return "job-nothing-new" if outcome.journal is None else "job-imported"
    return "job-unreadable"


def pull_books(store: Store, place: Place, environ: Mapping[str, str]) -> str:
    """Bring in what changed in all books that the user said yes to; return a code that tells how it went.

    Every book is asked, whatever happens to another; then the first error is raised.
    """
    context, secrets = context_of(store, place, Settings(place.home)), secrets_of(store, environ)
    known = [book for book in books_in(store) if book.confirmed_at]
    outcomes = [sync_book(store, place, book, secrets, context, agreed=lambda _: False) for book in known]
    pairs = [one for one in mirrors_in(store) if one.confirmed_at]
    mirrored = [sync_mirror(store, place, one, secrets, agreed=lambda _: False) for one in pairs]
    done = [(one.error, one.guard, one.journal) for one in outcomes]
    done += [(one.error, one.guard, one.journal) for one in mirrored]
    for error, _, _ in done:
        if error:
            raise error
    if any(guard for _, guard, _ in done):
        return "job-waits"
    return "job-changed" if any(journal for _, _, journal in done) else "job-ok"


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
        with place.open("rb") as stream:
            head = stream.read(65536)
        if head and not (vcards.is_card(head) or vcards.is_card(head.replace(b"\0", b""))):
            raise UsageError("book.file-no-cards", place=target)
        return [Book("", "vcf", str(place.absolute()))]
    if target.startswith((".", "/", "~")) or "\\" in target or target.lower().endswith(".vcf"):
        raise UsageError("book.nothing-there", place=target)
    from adapters.carddav.book import SERVICE
    from adapters.dav import discovery
    from adapters.dav.client import Client, Login

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

    # What the user named decides whom to trust; the book itself may lie on a partition host.
    named = str(book.settings.get("named", book.place))
    login = _login(book.user, password, oauth=bool(book.settings.get("oauth")))
    client = Client(named, login, insist_plain=bool(book.settings.get("insist_plain")))
    client.trust(book.place)
    return CardDavBook(client, book.place)


def sync_book(
    store: Store,
    place: Place,
    book: Book,
    secrets: Secrets,
    context: Context,
    *,
    agreed: Callable[[syncing.Outcome], bool],
    confirmed: int = -1,
    dry_run: bool = False,
) -> syncing.Outcome:
    """Bring in what changed in one book; see `sync.usecases.syncing`. Errors of the book are in the outcome.

    `agreed` is asked at a first contact, with the plan.
    """
    reader = next(one for one in readers() if one.name == "vcard")

    def read(name: str, text: bytes) -> Iterable[object]:
        return reader.read(from_bytes(name, text), [name], context)

    from sync.usecases import giving

    try:
        with closing(opened(book, secrets)) as remote:
            writes = book.push != "none" and not (book.kind != "carddav" and remote.features.read_only)
            run = giving.Run(
                store,
                place,
                book,
                remote,
                read,
                editable_cards() if writes else None,
                card_format(),
                confirmed,
            )
            return run.go(agreed, dry_run=dry_run)
    except ReseauError as error:
        return syncing.Outcome(book, error=error)


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
    agreed: Callable[[mirroring.Outcome], bool],
    confirmed: int = -1,
    dry_run: bool = False,
) -> mirroring.Outcome:
    """Bring two books together; see `sync.usecases.mirroring`. Errors of the books are in the outcome."""
    from sync.usecases import mirroring
    from sync.usecases.surveying import Side

    with ExitStack() as stack:
        sides = {}
        for side in ("a", "b"):
            try:
                remote = opened(syncing.find(store, mirror.book(side)), secrets)
            except ReseauError as error:
                return mirroring.Outcome(mirror, error=error, failed=side)
            stack.callback(remote.close)
            # Asking a server would be a request of every run; it says so at the first write.
            is_file = syncing.find(store, mirror.book(side)).kind != "carddav"
            sides[side] = Side(mirror.book(side), remote, is_file and remote.features.read_only)
        run = mirroring.Run(store, place, mirror, sides, card_format(), confirmed)
        return run.go(agreed, dry_run=dry_run)


def undo(
    store: Store, place: Place, secrets: Secrets, number: int | None = None, *, dry_run: bool = False
) -> tuple[Entry, int | None]:
    """Take a step of the journal back, here and in the address books it wrote to; see `sync.usecases.undoing`."""
    from sync.usecases import undoing

    def opener(name: str) -> AddressBook:
        return opened(syncing.find(store, name), secrets)

    return undoing.undo(store, place, number, opener=opener, form=card_format(), dry_run=dry_run)


def opened(book: Book, secrets: Secrets) -> AddressBook:
    """Return the adapter for a book, with its password. Raises `ReseauError`."""
    command = str(book.settings.get("password_command", ""))
    return open_book(book, secrets.get(book.name, book.user, command=command).value if book.user else "")


def card_format() -> posting.Format:
    """Return how cards become entries, and how entries are changed in them."""
    from adapters.vcard import editing
    from adapters.vcard.entries import carry, entries
    from adapters.vcard.writing import write_card
    from sync.usecases.posting import Format

    return Format(entries, carry, lambda raw: write_card(editing.read(raw)))


def calendar(feed: Feed) -> tuple[bytes, int]:
    """Return a feed as an iCalendar file, and how many events were left out because it grew too large."""
    from adapters.calendar.writing import fit, write

    _, left_out = fit(feed)
    return write(feed, __version__), len(left_out)


def labels(state: campaigns.State, place: Place, *, sheet: str, skip: int) -> tuple[bytes, int]:
    """Return the labels of those of a campaign whom a card still has to reach by post, as PDF, and how many."""
    from adapters import labels as paper

    told = [letter for letter in _letters(state, place) if letter[1]]
    return paper.write_pdf([lines for _, lines in told], sheet, place.now, skip=skip), len(told)


def merge_table(
    state: campaigns.State, place: Place, headings: tuple[str, ...], kind: str
) -> tuple[bytes, int]:
    """Return the table for a mail merge: everybody to whom a campaign still goes; `kind` is csv or xlsx."""
    from adapters.table.merging import write_rows

    rows = []
    for member, lines in _letters(state, place):
        card = member.person.card
        rows.append(
            (
                card.name.title,
                card.name.given,
                card.name.surname,
                card.organizations[0].name if card.organizations else "",
                *(list(lines) + [""] * 6)[:6],
                card.emails[0].address if card.emails else "",
                next((s.uri for s in card.online_services if s.user.startswith("in/")), ""),
            )
        )
    return write_rows(headings, rows, kind), len(rows)


def drafts(state: campaigns.State, subject: str, text: str) -> Iterator[tuple[campaigns.Member, bytes]]:
    """Yield a draft of an e-mail for each member who has an address; `[given]`, `[name]`, `[company]` are filled in."""
    from adapters.letters import draft

    for member in state.members:
        card = member.person.card
        if member.state == "due" and card.emails:
            told = filled(text, member), filled(subject, member)
            yield member, draft(member.person.name, card.emails[0].address, told[1], told[0])


def mailto(member: campaigns.Member, subject: str, text: str) -> str:
    """Return a link that opens a message to a member of a campaign; empty without an address."""
    from adapters.letters import mailto as link

    card = member.person.card
    if not card.emails:
        return ""
    return link(card.emails[0].address, filled(subject, member), filled(text, member))


def filled(text: str, member: campaigns.Member) -> str:
    """Return a text with the names of a member in their places; other brackets stay as they are."""
    card = member.person.card
    values = {
        "[given]": card.name.given or member.person.name,
        "[name]": member.person.name,
        "[company]": card.organizations[0].name if card.organizations else "",
    }
    for mark, value in values.items():
        text = text.replace(mark, value)
    return text


def _letters(state: campaigns.State, place: Place) -> list[tuple[campaigns.Member, list[str]]]:
    from adapters import labels as paper

    found = []
    for member in state.members:
        if member.state == "due":
            card = member.person.card
            company = card.organizations[0].name if card.organizations else ""
            home = place.region or "FR"
            address = member.address
            found.append(
                (
                    member,
                    paper.lines(member.person.name, address, company=company, home=home) if address else [],
                )
            )
    return found
