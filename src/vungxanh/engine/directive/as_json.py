"""The result as plain data, in the shape of the annotated examples (``bench/score_directives.py`` reads it)."""

import re
from typing import Any

from vungxanh.engine.directive.model import Condition, Directive, Due, FoundTask, Header, Node

_WEEKDAYS = {d[:3]: d for d in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")}
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_WEEKDAYS)})\b")
"""Days of a rhythm are written out in a file: "weekly friday"."""


def document(found: Directive, name: str = "") -> dict[str, Any]:
    """Header, tasks, anomalies and tree; offsets are indexes into the text that was parsed."""
    return {
        "file": name,
        "header": _header(found.header),
        "tasks": [_task(i, t, found.text) for i, t in enumerate(found.tasks, 1)],
        "anomalies": [{"code": a.code, "words": a.words, "start": a.start, "end": a.end} for a in found.anomalies],
        "tree": [_node(n) for n in found.tree],
    }


def _header(h: Header) -> dict[str, Any]:
    return {
        "issuer": h.issuer, "parent_body": h.parent_body, "kind": h.kind, "number": h.number, "symbol": h.symbol,
        "place": h.place, "date": h.date, "subject": h.subject, "signer": h.signer, "signer_title": h.signer_title,
        "signer_capacity": h.signer_capacity, "addressees": list(h.addressees), "recipients": list(h.recipients),
        "cites": [{"number_symbol": c.number_symbol, "date": c.date, "issuer": c.issuer} for c in h.cites],
    }  # fmt: skip


def _task(number: int, t: FoundTask, text: str) -> dict[str, Any]:
    passage = text[t.start : t.end]
    quote = re.match(r"(?:\S+\s+){0,7}\S+", passage)
    return {
        "id": number, "ref": t.ref, "start": t.start, "end": t.end, "quote_start": quote[0] if quote else passage,
        "text": t.text, "lead": list(t.leads), "with": list(t.with_), "report_to": list(t.report_to),
        "due": _due(t.due),
        "targets": [
            {"measure": x.measure, "op": x.op, "value": _whole(x.value), "unit": x.unit, "raw": x.raw} for x in t.targets
        ],
        "condition": _condition(t.condition), "area_of_work": t.area_of_work,
        "evidence": [list(span) for span in t.evidence],
    }  # fmt: skip


def _whole(value: float) -> float | int:
    return int(value) if float(value).is_integer() else value


def _due(d: Due) -> dict[str, Any]:
    out: dict[str, Any] = {"kind": str(d.kind), "date": d.date, "raw": d.raw}
    for key in ("start", "time", "hours", "days", "rule"):
        value = getattr(d, key)
        if value is not None:
            out[key] = _whole(value) if isinstance(value, float) else value
    if d.rule:
        out["rule"] = _WEEKDAY.sub(lambda m: _WEEKDAYS[m[0]], d.rule)
    return out


def _condition(c: Condition | None) -> Any:
    if c is None:
        return None
    if c.scenario is None:
        return c.when or None
    return {"scenario": c.scenario, "when": c.when, **({"also": c.also} if c.also else {})}


def _node(n: Node) -> dict[str, Any]:
    return {
        "ref": n.ref, "kind": n.kind, "role": n.role, "start": n.start, "end": n.end,
        "children": [_node(c) for c in n.children],
    }  # fmt: skip
