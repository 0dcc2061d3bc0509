"""The report as a page of its own: HTML with pictures in SVG and a table beside each; no script, no host.

Bars differ by place and pattern of words, not by colour alone; the page prints as it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markupsafe import Markup

    from sync.messages import Wording
    from sync.renewal.flow import Report

_STYLE = """
:root{color-scheme:light dark;--in:#1b7f5c;--out:#b4552d;--ink:#222;--faint:#8884}
@media(prefers-color-scheme:dark){:root{--ink:#ddd}}
body{font:16px/1.5 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem}h2{font-size:1.15rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.15rem .6rem;border-bottom:1px solid var(--faint)}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}svg{width:100%;height:auto}svg text{font:11px system-ui;fill:var(--ink)}
.alarm{border-left:4px solid var(--out);padding-left:.7rem}summary{cursor:pointer}footer{margin-top:3rem;opacity:.7}
@media print{details>*{display:block}}
""".strip()

WIDTH, HEIGHT = 720, 200
COOLING = 15
LABEL = 26
"""Characters of a name that fit beside its bar, at 11 px in 180."""


def html(
    made: Report,
    names: dict[str, str],
    sectors: Sequence[tuple[str, int]],
    lines: Sequence[str],
    words: Wording,
) -> str:
    """Return the whole page. `lines` are the sentences of the report, `sectors` how many people each has."""
    title = words("report.page-title", day=words.day(made.on))
    parts = [
        "<!doctype html>",
        f'<html lang="{words.language}"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>",
        *(f'<p class="alarm">{escape(words(f"report.alarm-{code}"))}</p>' for code in made.alarms),
        *(
            f"<p>{escape(line.strip())}</p>" if line.startswith(" ") else f"<h2>{escape(line)}</h2>"
            for line in lines
            if line
        ),
        *(
            f"<h2>{escape(title)}</h2>\n{table_of}"
            # Whoever cools down is named in the open; the figures of the other pictures are behind them.
            if code == "page-cooling"
            else f"<h2>{escape(title)}</h2>\n{drawn}\n"
            f"<details><summary>{escape(words('report.page-table'))}</summary>{table_of}</details>"
            for code, title, drawn, table_of in pictures(made, names, sectors, words)
        ),
    ]
    parts.append(f"<footer>{escape(words('report.footer'))}</footer></body></html>")
    return "\n".join(parts) + "\n"


def pictures(
    made: Report, names: dict[str, str], sectors: Sequence[tuple[str, int]], words: Wording
) -> list[tuple[str, str, Markup, Markup]]:
    """Return each picture as (code, title, SVG, table of the same figures)."""
    from markupsafe import Markup

    months = ((one.month, str(one.inflow), str(one.outflow)) for one in reversed(made.months))
    quarters = (
        (words.day(one.on), str(one.active), _percent(one.renewal, words), _percent(one.attrition, words))
        for one in reversed(made.quarters)
    )
    found = [
        ("page-flow", _bars(made, words), _table(words, ("month", "inflow", "outflow"), months)),
        (
            "page-rates",
            _lines(made, words),
            _table(words, ("on", "active", "renewal", "attrition"), quarters),
        ),
    ]
    if made.work:
        work = ((one.month, str(one.planned), str(one.done)) for one in reversed(made.work))
        found.append(("page-work", _work(made, words), _table(words, ("month", "planned", "done"), work)))
    if made.changed:
        changed = [(words(f"report.changed-{kind}"), n) for kind, n in made.changed]
        twin = _table(words, ("change", "people"), ((name, str(n)) for name, n in changed))
        found.append(("page-changes", _ranks(changed), twin))
    circles = [(words(f"plan.tier-{one.tier}"), one.people, one.cooling) for one in made.circles]
    if any(people for _, people, _ in circles):
        ranks = [(name, people) for name, people, _ in circles]
        held = ((name, str(people), str(cooling)) for name, people, cooling in circles)
        found.append(("page-circles", _ranks(ranks), _table(words, ("circle", "people", "cooling"), held)))
    if made.cooling:
        cooling = [
            (names[one.person], words(f"plan.tier-{one.tier}"), str(one.gap_days)) for one in made.cooling
        ]
        days = [(names[one.person], one.gap_days) for one in made.cooling[:COOLING]]
        found.append(("page-cooling", _ranks(days), _table(words, ("name", "tier", "gap"), cooling)))
    if sectors:
        named = [(words(f"sector.{name}"), n) for name, n in sectors]
        rows = ((name, str(n)) for name, n in named)
        found.append(("page-sectors", _ranks(named), _table(words, ("sector", "people"), rows)))
    # Every value in them is escaped where it is written.
    return [
        (code, words(f"report.{code}"), Markup(drawn), Markup(twin))  # noqa: S704
        for code, drawn, twin in found
    ]


def _percent(value: float | None, words: Wording) -> str:
    return "–" if value is None else words.percent(value)


def _table(words: Wording, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    marks = ["" if n == 0 or name == "tier" else ' class="n"' for n, name in enumerate(columns)]
    head = "".join(
        f"<th{mark}>{escape(words(f'report.column-{name}'))}</th>"
        for name, mark in zip(columns, marks, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{mark}>{escape(cell)}</td>" for cell, mark in zip(row, marks, strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _bars(made: Report, words: Wording) -> str:
    """Return inflow upwards and outflow downwards, a bar a month."""
    most = max((max(one.inflow, one.outflow) for one in made.months), default=0) or 1
    step, middle = WIDTH / len(made.months), HEIGHT / 2
    shown = []
    for n, one in enumerate(made.months):
        x, up, down = n * step + 2, one.inflow / most * (middle - 20), one.outflow / most * (middle - 20)
        told = words("report.month", month=one.month, inflow=one.inflow, outflow=one.outflow)
        shown.append(
            f"<g><title>{escape(told)}</title>"
            f'<rect x="{x:.1f}" y="{middle - up:.1f}" width="{step - 4:.1f}" height="{up:.1f}" fill="var(--in)"/>'
            f'<rect x="{x:.1f}" y="{middle:.1f}" width="{step - 4:.1f}" height="{down:.1f}" fill="var(--out)"/></g>'
        )
        if n % 6 == 0:
            shown.append(f'<text x="{x:.1f}" y="{HEIGHT - 4}">{one.month}</text>')
    label = escape(words("report.page-flow"))
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(shown)}'
        f'<text x="2" y="12">+ {escape(words("report.column-inflow"))} ({most})</text>'
        f'<text x="{WIDTH - 90}" y="{HEIGHT - 4}">− {escape(words("report.column-outflow"))}</text></svg>'
    )


def _work(made: Report, words: Wording) -> str:
    """Return what was planned as an empty bar a month, and what was done as a full one in it."""
    most = max(max(one.planned, one.done) for one in made.work) or 1
    step, floor = WIDTH / len(made.work), HEIGHT - 24
    shown = []
    for n, one in enumerate(made.work):
        x, width = n * step + 6, step - 12
        planned, done = one.planned / most * (floor - 24), one.done / most * (floor - 24)
        told = words("report.work-month", month=one.month, planned=one.planned, done=one.done)
        shown.append(
            f"<g><title>{escape(told)}</title>"
            f'<rect x="{x:.1f}" y="{floor - done:.1f}" width="{width:.1f}" height="{done:.1f}" fill="var(--in)"/>'
            f'<rect x="{x:.1f}" y="{floor - planned:.1f}" width="{width:.1f}" height="{planned:.1f}" fill="none"'
            f' stroke="currentColor"/><text x="{x:.1f}" y="{HEIGHT - 6}">{one.month[2:]}</text></g>'
        )
    label = escape(words("report.page-work"))
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(shown)}'
        f'<text x="2" y="12">□ {escape(words("report.column-planned"))} ({most})   '
        f"■ {escape(words('report.column-done'))}</text></svg>"
    )


def _lines(made: Report, words: Wording) -> str:
    """Return renewal (whole line) and attrition (broken line), quarter by quarter."""
    rates = [rate for one in made.quarters for rate in (one.renewal, one.attrition) if rate is not None]
    most = max(rates, default=0.0) or 1.0
    shown = []
    for name, colour, dash in (("renewal", "var(--in)", ""), ("attrition", "var(--out)", "6 4")):
        points = [
            (20 + n * (WIDTH - 140) / (len(made.quarters) - 1), 170 - rate / most * 150)
            for n, one in enumerate(made.quarters)
            if (rate := getattr(one, name)) is not None
        ]
        if not points:
            continue
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        shown.append(
            f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
            f'<text x="{points[-1][0] + 6:.1f}" y="{points[-1][1] + 4:.1f}">{escape(words(f"report.column-{name}"))}</text>'
        )
    label = escape(words("report.page-rates"))
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">{"".join(shown)}</svg>'


def _ranks(rows: Sequence[tuple[str, int]]) -> str:
    """Return a bar a row. A name longer than its room is cut with an ellipsis; its tooltip and the table have all of it."""
    most = max(n for _, n in rows)
    shown = [
        f'<text x="0" y="{20 * k + 14}"><title>{escape(name)}</title>{escape(_short(name))}</text>'
        f'<rect x="180" y="{20 * k + 4}" width="{n / most * 460:.1f}" height="13" fill="var(--in)"/>'
        f'<text x="{186 + n / most * 460:.1f}" y="{20 * k + 14}">{n}</text>'
        for k, (name, n) in enumerate(rows)
    ]
    return f'<svg viewBox="0 0 {WIDTH} {20 * len(rows) + 6}" role="img" aria-label="{escape(", ".join(name for name, _ in rows))}">{"".join(shown)}</svg>'


def _short(name: str) -> str:
    return name if len(name) <= LABEL else f"{name[: LABEL - 1].rstrip()}…"


def table(made: Report, sectors: Sequence[tuple[str, int]]) -> str:
    """Return all figures as CSV: `figure,period,value`."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(("figure", "period", "value"))
    for name in (
        "known",
        "active",
        "active_before",
        "inflow",
        "outflow",
        "renewal",
        "attrition",
        "reserve",
        "silent",
        "unreached",
    ):
        value = getattr(made, name)
        write.writerow((name, made.on, "" if value is None else round(value, 4)))
    write.writerow(("cooling", made.on, len(made.cooling)))
    write.writerow(("crisis", made.on, round(made.crisis.index, 4) if made.crisis else ""))
    for month in made.months:
        write.writerow(("inflow", month.month, month.inflow))
        write.writerow(("outflow", month.month, month.outflow))
    for one in made.quarters[:-1]:
        for name in ("active", "renewal", "attrition"):
            value = getattr(one, name)
            write.writerow((name, one.on, "" if value is None else round(value, 4)))
    for spent in made.work:
        write.writerow(("planned", spent.month, spent.planned))
        write.writerow(("done", spent.month, spent.done))
    for circle in made.circles:
        write.writerow((f"tier:{circle.tier}", made.on, circle.people))
    for kind, n in made.changed:
        write.writerow((f"changes:{kind}", made.on, n))
    for sector, n in sectors:
        write.writerow((f"sector:{sector}", made.on, n))
    return out.getvalue()
