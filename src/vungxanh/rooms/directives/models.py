"""The register of documents, what each says, who got it, and the tasks found in it."""

from typing import Any

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.directives import rules


class Book(models.Model):
    """A register of one authority: incoming or outgoing documents, numbered anew every year."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    direction = models.CharField(max_length=3, choices=[(d.value, d.value) for d in rules.Direction])
    name = models.CharField(max_length=80)
    active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_path", "direction", "name"], name="directives_book_once")]

    def __str__(self) -> str:
        return self.name


class BookYear(models.Model):
    """How far a book has counted in a year."""

    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField()
    last_no = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["book", "year"], name="directives_book_year_once")]

    def __str__(self) -> str:
        return f"{self.book_id} {self.year}: {self.last_no}"


class Document(models.Model):
    """A document in the register."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(help_text="whose register it stands in")
    direction = models.CharField(max_length=3, choices=[(d.value, d.value) for d in rules.Direction])
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="documents")
    register_year = models.PositiveSmallIntegerField()
    register_no = models.PositiveIntegerField()
    number = models.CharField(max_length=20, default="", blank=True)
    symbol = models.CharField(max_length=60, default="", blank=True)
    number_symbol = models.CharField(max_length=90, default="", blank=True, help_text="both, as printed")
    ns_key = models.CharField(max_length=90, default="", blank=True, help_text="by which others cite it")
    kind = models.CharField(max_length=20, default="", blank=True)
    urgency = models.CharField(
        max_length=8, default="", blank=True, choices=[(u.value, u.value) for u in rules.Urgency]
    )
    issuer_name = models.CharField(max_length=200, default="", blank=True)
    issuer = models.ForeignKey("agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    parent_body = models.CharField(max_length=200, default="", blank=True)
    place = models.CharField(max_length=80, default="", blank=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_month_only = models.BooleanField(default=False)
    subject = models.TextField(default="", blank=True)
    signer = models.CharField(max_length=120, default="", blank=True)
    signer_title = models.CharField(max_length=160, default="", blank=True)
    addressees = models.JSONField(default=list, blank=True, help_text="Kính gửi, as printed")
    recipients = models.JSONField(default=list, blank=True, help_text="Nơi nhận, as printed")
    received_at = models.DateTimeField(null=True, blank=True, help_text="came in; for an outgoing one: went out")
    state = models.CharField(
        max_length=10, default=rules.State.REGISTERED, choices=[(s.value, s.value) for s in rules.State]
    )
    reading_job = models.UUIDField(null=True, blank=True)
    reading_note = models.CharField(max_length=300, default="", blank=True, help_text="why it could not be read")
    superseded_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="superseded"
    )
    superseded_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True, help_text="last day on which it holds")
    file_name = models.CharField(max_length=200, default="", blank=True)
    file_type = models.CharField(max_length=5, default="", blank=True)
    file_size = models.PositiveIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, default="", blank=True)
    note = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()
    created_by = models.UUIDField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.UUIDField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["book", "register_year", "register_no"], name="directives_number_once"),
            models.UniqueConstraint(
                fields=["area_path", "file_sha256"], condition=~models.Q(file_sha256=""), name="directives_file_once"
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_by=None) | ~models.Q(superseded_by=models.F("id")),
                name="directives_not_superseded_by_itself",
            ),
        ]
        indexes = [
            models.Index(fields=["area_path", "id"], name="directives_area"),
            models.Index(fields=["ns_key"], name="directives_ns"),
            models.Index(fields=["state", "area_path"], name="directives_state"),
            models.Index(fields=["received_at", "id"], name="directives_received"),
            models.Index(fields=["issued_on", "id"], name="directives_issued"),
        ]

    def __str__(self) -> str:
        return self.number_symbol or self.subject[:80]

    @property
    def issued(self) -> rules.Day | None:
        """The day it bears, or its month."""
        return rules.Day(self.issued_on, self.issued_month_only) if self.issued_on else None


class FoldedText(models.TextField):  # type: ignore[type-arg]
    """Words as ``rules.search_text`` makes them; searched by ``__matches`` (FTS5, or a GIN index)."""


@FoldedText.register_lookup
class Matches(models.Lookup):
    """Rows that have all the words given (a space between them), the last one perhaps unfinished."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        words, table = str(self.rhs).split(), compiler.quote_name_unless_alias(self.lhs.alias)
        if connection.vendor == "postgresql":
            asked = " & ".join(f"'{word}'" for word in words) + ":*"
            # OFFSET 0: the index is asked first. Else, for a page of the newest, each text would be cut into words anew.
            found = "SELECT w.id FROM directives_documenttext w WHERE to_tsvector('simple', w.folded) @@ to_tsquery('simple', %s) OFFSET 0"
            return f"{table}.id IN ({found})", [asked]
        asked = " ".join(f'"{word}"' for word in words) + "*"
        # "+": the narrow index of document_id is scanned, for the rows themselves are whole documents
        sql = f"+{table}.id IN (SELECT rowid FROM directives_fts WHERE directives_fts MATCH %s)"  # noqa: S608
        return sql, [asked]


class DocumentText(models.Model):
    """What a document says: verbatim, and folded for searching. The integer key is the row of the search index."""

    id = models.BigAutoField(primary_key=True)
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="words")
    text = models.TextField(default="", blank=True)
    folded = FoldedText(default="", blank=True)
    anomalies = models.JSONField(default=list, blank=True, help_text="code, words, start, end")

    def __str__(self) -> str:
        return str(self.document_id)


class DocumentLink(models.Model):
    """One document implements, replaces, amends or cites another, named by its number and symbol."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="links")
    relation = models.CharField(max_length=10, choices=[(r.value, r.value) for r in rules.Relation])
    number_symbol = models.CharField(max_length=90)
    ns_key = models.CharField(max_length=90, db_index=True)
    issued_on = models.DateField(null=True, blank=True)
    issued_month_only = models.BooleanField(default=False)
    issuer_name = models.CharField(max_length=200, default="", blank=True)
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    by_hand = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "ns_key"], name="directives_link_once")]

    def __str__(self) -> str:
        return self.number_symbol

    @property
    def issued(self) -> rules.Day | None:
        """The day of the document named, as far as it was said."""
        return rules.Day(self.issued_on, self.issued_month_only) if self.issued_on else None


class Receipt(models.Model):
    """A document was sent to an agency, or to one person of it; opened, read and understood."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="receipts")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    user_id = models.UUIDField(null=True, blank=True, db_index=True, help_text="null: the agency as such")
    sent_at = models.DateTimeField()
    sent_by = models.UUIDField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.UUIDField(null=True, blank=True)
    understood_at = models.DateTimeField(null=True, blank=True)
    understood_by = models.UUIDField(null=True, blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "agency", "user_id"], name="directives_receipt_person_once"),
            models.UniqueConstraint(
                fields=["document", "agency"], condition=models.Q(user_id=None), name="directives_receipt_agency_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "document"], condition=models.Q(understood_at=None), name="directives_receipt_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.agency_id}"


class DraftTask(models.Model):
    """A task found in a document (or marked by a person), until it is accepted or dropped."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="drafts")
    ref = models.CharField(max_length=60, default="", blank=True)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.TextField()
    lead = models.JSONField(default=list, blank=True)
    with_bodies = models.JSONField(default=list, blank=True)
    report_to = models.JSONField(default=list, blank=True)
    due = models.JSONField(default=dict, blank=True)
    targets = models.JSONField(default=list, blank=True)
    condition = models.JSONField(default=dict, blank=True)
    area_of_work = models.CharField(max_length=20, default="command")
    evidence = models.JSONField(default=list, blank=True, help_text="other passages it was read from: [start, end]")
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in rules.DraftState])
    found = models.JSONField(default=dict, blank=True, help_text="as it was read; {} for one marked by a person")

    class Meta:
        indexes = [models.Index(fields=["document", "start"], name="directives_draft_place")]

    def __str__(self) -> str:
        return self.ref or str(self.id)

    @property
    def content(self) -> rules.Content:
        """What it says now."""
        return rules.Content(
            text=self.text,
            lead=tuple(rules.body_of(body) for body in self.lead),
            with_=tuple(rules.body_of(body) for body in self.with_bodies),
            report_to=tuple(rules.body_of(body) for body in self.report_to),
            due=dict(self.due),
            targets=tuple(self.targets),
            condition=dict(self.condition),
            area_of_work=self.area_of_work,
        )


from vungxanh.rooms.directives.own_models import OwnDocument, OwnVersion  # noqa: E402, F401  a table is found by its module
