"""Cards as compact JSON text and back: only what is not empty is written, in the order of the model."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

if TYPE_CHECKING:
    from sync.model import Card

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(card: Card) -> str:
    """Return the card as JSON; equal cards give equal text."""
    return _encode(_plain(card))


def decode(text: str | bytes) -> Card:
    """Return the card that `encode` wrote. Fields unknown to this version are ignored."""
    from sync.model import Card

    value = _builder(Card)(json.loads(text))
    assert isinstance(value, Card)
    return value


def digest(text: str | bytes) -> str:
    """Return the name of a text in the content table: 128 bits of BLAKE2b in hexadecimal."""
    data = text.encode() if isinstance(text, str) else text
    return hashlib.blake2b(data, digest_size=16).hexdigest()


_defaults: dict[type, tuple[tuple[str, Any], ...]] = {}


def _plain(value: Any) -> Any:
    cls = type(value)
    known = _defaults.get(cls)
    if known is None:
        known = _defaults[cls] = tuple(
            (f.name, None if f.default is MISSING else f.default) for f in fields(cls)
        )
    out: dict[str, Any] = {}
    for name, default in known:
        part = getattr(value, name)
        if part == default:
            continue
        if isinstance(part, tuple):
            out[name] = [_plain(item) if hasattr(item, "__dataclass_fields__") else item for item in part]
        elif hasattr(part, "__dataclass_fields__"):
            out[name] = _plain(part)
        else:
            out[name] = part
    return out


_builders: dict[type, Callable[[dict[str, Any]], Any]] = {}


def _builder(cls: type) -> Callable[[dict[str, Any]], Any]:
    """Return a function that makes a value of `cls` from its JSON object."""
    made = _builders.get(cls)
    if made is not None:
        return made
    from sync import model

    hints = get_type_hints(cls, vars(model))
    convert: dict[str, Callable[[Any], Any]] = {}
    names = set()
    for f in fields(cls):
        names.add(f.name)
        hint = hints[f.name]
        args = get_args(hint)
        if hasattr(hint, "__dataclass_fields__"):
            convert[f.name] = _builder(hint)
        elif args and hasattr(args[0], "__dataclass_fields__"):
            convert[f.name] = _tuple_of(_builder(args[0]))
        elif args and get_args(args[0]):
            convert[f.name] = _pairs
        elif args:
            convert[f.name] = tuple

    def build(data: dict[str, Any]) -> Any:
        values = {}
        for name, value in data.items():
            if name in names:
                change = convert.get(name)
                values[name] = change(value) if change else value
        return cls(**values)

    _builders[cls] = build
    return build


def _tuple_of(build: Callable[[dict[str, Any]], Any]) -> Callable[[Any], Any]:
    return lambda values: tuple(build(value) for value in values)


def _pairs(values: Any) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(pair) for pair in values)
