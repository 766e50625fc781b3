"""A file that knows more: what known rows tell anew, shown before it is written, written by the plan's policy."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from vungxanh.adapters.linelist.checking import Row
from vungxanh.adapters.linelist.values import VIETNAM
from vungxanh.common.fields import search_hash
from vungxanh.kernel.refused import Refused
from vungxanh.kernel.text import fold
from vungxanh.kernel.text import gettext_noop as _
from vungxanh.rooms.cases import actions as case_writes
from vungxanh.rooms.cases import queries as cases
from vungxanh.rooms.people import actions as person_writes
from vungxanh.rooms.people import queries as people

if TYPE_CHECKING:
    from vungxanh.adapters.linelist.bringing.base import Importer

_PERSON = (
    "full_name",
    "sex",
    "birth_date",
    "birth_year",
    "hamlet",
    "occupation",
    "phone_hash",
    "citizen_hash",
    "address",
)
_SEALED = {"phone": "phone_hash", "citizen_id": "citizen_hash"}
_HIDDEN = ("phone", "citizen_id", "address")
_EMPTY = (None, "", "U", "unknown")
Saying = tuple[str, Any, Any]
"""(field, what is known, what the file says)."""


def persons(importer: "Importer", rows: Sequence[Row]) -> None:
    """Compare known persons with what their rows say."""
    wanted = {row.values["known_person"] for row in rows if row.values.get("known_person")}
    if not wanted or importer.plan.policy == "keep":
        return
    stored = people.visible(importer.by).filter(pk__in=wanted)
    known = {pk: dict(zip(_PERSON, rest, strict=True)) for pk, *rest in stored.values_list("pk", *_PERSON)}
    for row in rows:
        old = known.get(row.values.get("known_person"))
        if old is not None:
            sort(importer, row, _of_person(row, old), "person_new")


def _of_person(row: Row, old: Mapping[str, Any]) -> Iterable[Saying]:
    said = row.values
    if said.get("full_name") or said.get("given_name") or said.get("family_name"):
        known = old["full_name"]
        if fold(known) != fold(said["name"]) or (known != said["name"] and known.isascii()):
            yield "full_name", "" if known.endswith(row.key) else known, said["name"]
    year = said.get("birth_year")
    if said.get("birth_date") is not None:
        if old["birth_date"] != said["birth_date"]:
            near = old["birth_date"] is None and old["birth_year"] in (None, said["birth_date"].year)
            yield "birth_date", None if near else old["birth_date"] or old["birth_year"], said["birth_date"]
    elif year is not None and not (said.get("by_age") and abs(year - (old["birth_year"] or year + 9)) <= 1):
        yield "birth_year", old["birth_year"], year
    for field in ("sex", "hamlet", "occupation"):
        yield field, old[field], said.get(field)
    for field, hashed in _SEALED.items():
        if value := said.get(field):
            same = search_hash(value) == old[hashed]
            yield field, value if same else ("•" if old[hashed] else ""), value
    yield "address", old["address"], said.get("address")


def sort(importer: "Importer", row: Row, said: Iterable[Saying], where: str, *, days: bool = True) -> None:
    """Into what is written (``row.values[where]``) and what is left, by the policy; both are shown.

    ``days``: noon stands for a day without its hour.
    """
    write: dict[str, Any] = row.values.setdefault(where, {})
    for field, old, new in said:
        if new in _EMPTY or new == old or (days and _same_day(old, new)):
            continue
        clash = old not in _EMPTY
        line = (
            importer.plan.of.by_name[field].caption if field in importer.plan.of.by_name else field,
            _shown(field, old),
            _shown(field, new),
        )
        if clash and importer.plan.policy != "overwrite":
            row.clashes.append(line)
        else:
            write[field] = new
            row.changed.append(line)


def _same_day(old: Any, new: Any) -> bool:
    """A day without its hour (taken at noon) says nothing against an hour of that day."""
    if not (isinstance(old, datetime) and isinstance(new, datetime)):
        return False
    here = new.astimezone(VIETNAM)
    return here.time() == time(12) and here.date() == old.astimezone(VIETNAM).date()


def _shown(field: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if field in _HIDDEN:
        return "•••"
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, datetime):
        return f"{value.astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def write_persons(importer: "Importer", rows: Sequence[Row]) -> None:
    """Correct the persons of rows that tell something new, each with its own line in the trail."""
    for row in rows:
        values = row.values.get("person_new")
        if values:
            try:
                person_writes.correct(by=importer.by, at=importer.at, person_id=row.values["known_person"], **values)
            except Refused as no:
                importer.wrong(row, no.field or "", no.sentence, _("Sửa dòng này rồi gửi lại."))


def known_cases(importer: "Importer", rows: Sequence[Row]) -> None:
    """Compare known cases with what their rows say."""
    if not rows or importer.plan.policy == "keep":
        return
    stored = cases.get_many(by=importer.by, case_ids=[row.values["known_case"] for row in rows])
    for row in rows:
        case = stored.get(row.values["known_case"])
        if case is not None:
            row.values["case"] = case
            sort(importer, row, _of_case(row, case), "case_new")


def _of_case(row: Row, case: Any) -> Iterable[Saying]:
    facts = row.values["facts"]
    for field in (
        "onset_date", "exposure_start", "exposure_end", "sampled_at", "diagnosed_at", "notified_at", "isolated_at", "facility",
        "infected_where", "outcome_date",
    ):  # fmt: skip
        yield field, getattr(case, field), getattr(facts, field)
    yield "outcome", str(case.outcome), str(facts.outcome)
    fresh = [line for line in facts.note.split("\n") if line and line not in case.note]
    if fresh:
        yield "note", "", "\n".join(filter(None, (case.note, *fresh)))
    if row.get("status") and row.get("status") != case.status:
        yield "status", str(case.status), row.get("status")


def write_cases(importer: "Importer", rows: Sequence[Row]) -> None:
    """Correct the cases of rows that tell something new."""
    reason = f"Cập nhật từ tệp, nguồn {importer.plan.source}"
    for row in rows:
        values = dict(row.values.get("case_new") or {})
        if not values:
            continue
        case, status = row.values["case"], values.pop("status", None)
        try:
            if values:
                if "outcome" in values:
                    values["outcome"] = case_writes.Outcome(values["outcome"])
                if values.get("onset_date"):
                    values["symptomatic"] = True
                facts = replace(case.facts, **values)
                case_writes.correct(
                    by=importer.by, at=importer.at, case_id=case.pk, facts=facts, reason=reason, accept_unusual=True
                )
            if status:
                _move(importer, case.pk, status, reason)
        except Refused as no:
            importer.wrong(row, no.field or "", no.sentence, _("Sửa dòng này rồi gửi lại."))


def _move(importer: "Importer", case_id: Any, status: str, reason: str) -> None:
    given = {"by": importer.by, "at": importer.at, "case_id": case_id}
    if status == "confirmed":
        case_writes.confirm(**given, accept_unusual=True)
    elif status == "probable":
        case_writes.assess_probable(**given)
    elif status == "discarded":
        case_writes.discard(**given, reason=reason)
    else:
        case_writes.suspect(**given, reason=reason)
