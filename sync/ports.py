"""What the use-cases ask of the outside, and the terms used for it.

source    one path the user named: a file, an archive or a folder; it has members
member    one file inside a source, named by its path there
reader    turns the members it claims into records, interactions, facts and problems
book      an address book: a set of cards, each under an href with an etag
href      the name of one card inside a book; the book chooses its form
etag      a mark that differs whenever the bytes stored under an href differ
sync token  what a book gives with a listing, to ask later what has changed since
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, Protocol

if TYPE_CHECKING:
    from sync.entries import Edits, Entry
    from sync.model import Fact, FileNote, Interaction, Owner, Problem, Record

    Item = Record | Interaction | Fact | Problem | FileNote | Owner
    """What a reader yields. Records of one key may come several times; the caller keeps the richest."""


def __getattr__(name: str) -> Any:
    """Give `Item` to those who name it at run-time: the model takes longer to load than a sync without changes."""
    if name == "Item":
        from sync import model

        return model.Record | model.Interaction | model.Fact | model.Problem | model.FileNote | model.Owner
    raise AttributeError(name)


def _nobody() -> Owner:
    from sync.model import Owner

    return Owner()


class ReseauError(Exception):
    """An error with words for the user: `code` is a key of the catalogue, `args` fill its places.

    Sub-classes name the exit code of the contract. Never shown as a traceback.
    """

    exit_code = 1

    def __init__(self, code: str, **args: object) -> None:
        super().__init__(code)
        self.code = code
        self.values: Mapping[str, object] = args


class UsageError(ReseauError):
    """The command was called wrongly; exit code 2."""

    exit_code = 2


class DecisionNeeded(ReseauError):
    """The user has to decide before anything is done; exit code 3."""

    exit_code = 3


class NotAuthorised(ReseauError):
    """A server or the keyring refused us; exit code 4."""

    exit_code = 4


class NetworkError(ReseauError):
    """A server could not be reached or answered nonsense; exit code 5."""

    exit_code = 5


class Unreadable(ReseauError):
    """A whole file cannot be read: missing, no known kind, encrypted, a bomb."""


class PreconditionFailed(ReseauError):
    """The etag differs from what is stored, or the card is gone or already there."""


class CardRefused(ReseauError):
    """A book does not take this one card; the others go on."""


class BookMissing(DecisionNeeded):
    """The book itself is not there (any more): no such folder, file or collection. Never read as "empty"."""


class Words(Protocol):
    """The user's language, as use-cases that write for people need it; `sync.messages.Wording` is one."""

    language: str

    def __call__(self, key: str, **values: object) -> str:
        """Return the text for `key` with its places filled."""

    def has(self, key: str) -> bool:
        """Tell whether there are words for `key`."""

    def day(self, iso: str, *, weekday: bool = False, year: bool = True) -> str:
        """Return a day in words."""


class Member(Protocol):
    """One file inside a source. Reading is bounded; nothing is ever unpacked to disk."""

    @property
    def name(self) -> str:
        """The path inside the source, or the base name of a file."""

    @property
    def size(self) -> int:
        """Bytes, as declared."""

    def head(self) -> bytes:
        """Return the first 64 KiB (less if the file is shorter); cached."""

    def read(self) -> bytes:
        """Return the whole content. Raises `Unreadable` if it is broken or larger than the bound."""

    def open(self) -> BinaryIO:
        """Open the content for reading in pieces. Raises `Unreadable` like `read`."""


class Source(Protocol):
    """One path the user named, opened safely (see `adapters.archive`)."""

    @property
    def path(self) -> str:
        """The path as the user gave it."""

    @property
    def members(self) -> tuple[Member, ...]:
        """All files in it, in the order of the archive or of the alphabet."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Members that were refused."""


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader may know besides the bytes.

    `now` is aware and in UTC; `zone` an IANA name for times that have none; `region` an ISO 3166-1 code for
    phones without country; `me` the owner's addresses in lower case; `salt` keys the hashes of texts;
    `columns` the user's word on what a table's headings mean (heading -> field, see docs/adapters/table.md).
    """

    now: datetime
    zone: str = "UTC"
    region: str = ""
    me: frozenset[str] = frozenset()
    owner: Owner = field(default_factory=_nobody)
    salt: bytes = b""
    columns: Mapping[str, str] = field(default_factory=dict)


class Reader(Protocol):
    """Reads one kind of export. A module of `adapters` with a constant `READER` is found by itself."""

    name: str
    """The word in `source` and `--as`."""

    order: int
    """Readers are asked in this order; a member claimed by one is not offered to the next."""

    def identify(self, source: Source, *, forced: bool = False) -> tuple[str, ...]:
        """Return the names of the members this reader will read, by their content; empty if none.

        With `forced` (`--as`) the user says that it is this kind: claim all that could possibly be read.
        """

    def read(self, source: Source, names: Iterable[str], context: Context) -> Iterator[Item]:
        """Yield what the named members hold: first an `Owner` if the source tells one, then for each member
        a `FileNote` followed by its records, interactions, facts and problems in row order.

        A bad row is a `Problem` and never an exception; only a whole member that cannot be opened raises
        `Unreadable`.
        """


class Features(NamedTuple):
    """What an address book can do besides the four operations."""

    sync_token: bool = False
    read_only: bool = False
    versions: tuple[str, ...] = ("3.0",)


class Listing(NamedTuple):
    """The state of a book: href -> etag. With `partial` it holds only what changed since the token given."""

    etags: Mapping[str, str]
    gone: frozenset[str] = frozenset()
    sync_token: str = ""
    partial: bool = False


Put = tuple[str, str] | PreconditionFailed | CardRefused | NetworkError
"""What became of a card that was put: its href and etag, or why it was not stored."""


class AddressBook(Protocol):
    """A set of vCards. One card an href; text is kept as bytes."""

    @property
    def features(self) -> Features:
        """What this book can do."""

    @property
    def display_name(self) -> str:
        """The name the book gives itself; empty if it has none."""

    @property
    def requests(self) -> int:
        """How many requests have gone to a server; 0 for files."""

    def list(self, sync_token: str = "", *, changed: bool = False) -> Listing:
        """Return all hrefs with etags, or, with a token the book still knows, only the changes since.

        `changed` says that there is work to do in any case: then the changes are asked for at once, which is a
        request less; without, first whether there are any, which costs a server nothing.

        A token it does not know gives the full listing. An empty etag means that the book gives none: the
        card may have changed. Raises `NotAuthorised`, `NetworkError`, `BookMissing`.
        """

    def token_of(self, etags: Mapping[str, str]) -> str:
        """Return the token of a listing of exactly these cards; empty where only a server knows it."""

    def begin(self) -> bool:
        """Begin with what the next `list` will ask; tell whether it goes on beside what the caller does until then."""

    def fetch(self, hrefs: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield (href, etag, card) for each href that exists; missing ones are left out."""

    def put(self, href: str, card: bytes, etag: str = "") -> tuple[str, str]:
        """Store a card and return (href, etag); etag `""` means it must not exist yet.

        With href `""` the book makes a name for the new card. The href returned may differ from the one
        given (a server renamed it), and the etag is empty when the book gives none. Raises
        `PreconditionFailed` if the stored etag differs or the card is already there, `CardRefused` if the
        book does not take it.
        """

    def prepare(self, card: bytes) -> None:
        """Hear of a new card that will probably be put soon. Nothing of it is to be seen before it is."""

    def put_all(self, cards: Iterable[tuple[str, bytes, str]]) -> Iterator[Put]:
        """Store several cards, each (href, card, etag) as for `put`; yield in order what `put` gives for each.

        What it raises for one card is yielded, and costs no other; `NotAuthorised` and `BookMissing` are raised.
        A book may be quicker this way. Whoever stops asking has stored nothing further.
        """

    def delete(self, href: str, etag: str) -> None:
        """Remove a card. Raises `PreconditionFailed` if its etag differs or it is gone."""

    def close(self) -> None:
        """Let go of connections; the book is not used any more."""


def one_by_one(
    put: Callable[[str, bytes, str], tuple[str, str]], cards: Iterable[tuple[str, bytes, str]]
) -> Iterator[Put]:
    """Yield what `put` gives for each card: `put_all` of a book that knows no quicker way."""
    for href, card, etag in cards:
        try:
            yield put(href, card, etag)
        except (PreconditionFailed, CardRefused, NetworkError) as error:
            yield error


class Format(NamedTuple):
    """How the text of a card becomes entries, and how edits are made in it (see `adapters.vcard.entries`)."""

    entries: Callable[[bytes], tuple[Entry, ...]]
    carry: Callable[[bytes, Edits, str], bytes]
    plain: Callable[[bytes], bytes] = bytes
    """Returns a card written anew as vCard 3.0 that any server takes; see `sync.usecases.posting`."""


class FilePlace(Protocol):
    """Where a calendar lies as one file: a folder, or a server that keeps files."""

    @property
    def requests(self) -> int:
        """How many requests have gone to a server; 0 for folders."""

    def get(self) -> bytes | None:
        """Return what lies there; None when there is nothing."""

    def put(self, content: bytes, etag: str = "") -> str:
        """Store the file whole and return its etag. Raises `PreconditionFailed` if `etag` is no longer true."""

    def close(self) -> None:
        """Let go of connections."""


class CalendarTarget(Protocol):
    """A calendar on a server that reseau writes events to, one resource an event."""

    @property
    def requests(self) -> int:
        """How many requests have gone out."""

    def list(self) -> Mapping[str, str]:
        """Return href -> etag of everything in it. Raises `BookMissing` when the calendar is gone."""

    def fetch(self, hrefs: Iterable[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield (href, etag, event) for each that is there."""

    def put(self, href: str, content: bytes, etag: str = "") -> tuple[str, str]:
        """Store an event and return (href, etag); etag `""`: a new one. Raises `PreconditionFailed`, `CardRefused`."""

    def delete(self, href: str, etag: str) -> None:
        """Remove an event; one that is gone is fine. Raises `PreconditionFailed` if it is another by now."""

    def close(self) -> None:
        """Let go of connections."""
