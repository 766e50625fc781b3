"""Cases (F0), clusters, and who infected whom."""

from dataclasses import fields

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.cases import rules


class Cluster(models.Model):
    """Cases that belong together (chùm ca bệnh, ổ dịch)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    disease = models.CharField(max_length=20)
    area_path = PathField(db_index=True)
    venue_id = models.UUIDField(null=True, blank=True, db_index=True)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """One person's illness with one disease."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="cases")
    disease = models.CharField(max_length=20)
    status = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rules.Status])
    area_path = PathField(help_text="the unit that manages the case")
    symptomatic = models.BooleanField(null=True, blank=True)
    onset_date = models.DateField(null=True, blank=True)
    exposure_start = models.DateField(null=True, blank=True)
    exposure_end = models.DateField(null=True, blank=True)
    sampled_at = models.DateTimeField(null=True, blank=True)
    diagnosed_at = models.DateTimeField(null=True, blank=True, help_text="starts the notification clock")
    notified_at = models.DateTimeField(null=True, blank=True)
    notify_due_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text="by the regulation of the day of diagnosis; kept, so that an index finds the late",
    )
    isolated_at = models.DateTimeField(null=True, blank=True, help_text="from then on he infects nobody outside")
    detection = models.CharField(
        max_length=20, default="", blank=True, choices=[(d.value, d.value) for d in rules.Detection]
    )
    facility = models.CharField(max_length=200, default="", blank=True)
    infected_where = models.CharField(max_length=200, default="", blank=True)
    outcome = models.CharField(max_length=10, default="unknown", choices=[(o.value, o.value) for o in rules.Outcome])
    outcome_date = models.DateField(null=True, blank=True)
    source_case = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="secondary_cases"
    )
    source_setting = models.CharField(max_length=120, default="", blank=True)
    cluster = models.ForeignKey(Cluster, null=True, blank=True, on_delete=models.PROTECT, related_name="cases")
    note = models.TextField(default="", blank=True)
    source = models.CharField(max_length=60, default="", blank=True)
    external_id = models.CharField(max_length=80, default="", blank=True)
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "id"]),
            models.Index(fields=["area_path", "status", "disease"]),
            models.Index(fields=["status", "disease", "id"]),
            models.Index(fields=["disease", "onset_date", "id"]),
            models.Index(fields=["diagnosed_at", "id"]),
            models.Index(fields=["disease", "person"]),
            # What Today counts of the cases of the last weeks, so that counting reads no row.
            models.Index(
                fields=["diagnosed_at", "status", "area_path", "outcome", "isolated_at", "source_case"],
                name="case_recent",
            ),
            # Cases by place and day for the map: counted from the index alone.
            models.Index(fields=["disease", "status", "area_path", "diagnosed_at"], name="case_daily"),
            models.Index(
                fields=["notify_due_at", "area_path", "status", "notified_at"],
                condition=models.Q(notified_at=None, notify_due_at__isnull=False),
                name="case_not_notified",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(exposure_end=None)
                | models.Q(exposure_start=None)
                | models.Q(exposure_end__gte=models.F("exposure_start")),
                name="case_exposure_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(source_case=None) | ~models.Q(source_case=models.F("id")), name="case_not_own_source"
            ),
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~models.Q(external_id=""), name="case_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def facts(self) -> rules.CaseFacts:
        """The facts the rules judge."""
        return rules.CaseFacts(**{f.name: getattr(self, f.name) for f in fields(rules.CaseFacts) if f.name not in _TYPED},
            detection=rules.Detection(self.detection) if self.detection else None,
            outcome=rules.Outcome(self.outcome),
        )  # fmt: skip


_TYPED = ("detection", "outcome")


class TransmissionLink(models.Model):
    """``case`` has its infection from ``source``, or may have: real chains name two or three sources for one case.

    The main one is repeated in ``Case.source_case``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="source_links")
    source = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="infected_links")
    setting = models.CharField(max_length=120, default="", blank=True)
    main = models.BooleanField(default=True)
    named_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "source"], name="link_once"),
            models.UniqueConstraint(fields=["case"], condition=models.Q(main=True), name="link_one_main"),
            models.CheckConstraint(condition=~models.Q(case=models.F("source")), name="link_of_two_cases"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class CodeCounter(models.Model):
    """The last number given in one series of codes, such as ``CV-2021``."""

    series = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.series}: {self.last}"


class CaseBatch(models.Model):
    """One change made to many cases at once, or its undoing (``undo_of``). ``change`` as it was asked for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True, db_index=True)
    actor_name = models.CharField(max_length=120)
    change = models.JSONField(default=dict)
    reason = models.CharField(max_length=300, default="", blank=True)
    done = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    undo_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")

    def __str__(self) -> str:
        return str(self.id)


class CaseBatchRow(models.Model):
    """What a batch did to one case: its values before and after, or why it was left alone."""

    batch = models.ForeignKey(CaseBatch, on_delete=models.PROTECT, related_name="rows")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="batch_rows")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    refusal = models.CharField(max_length=300, default="", blank=True)

    def __str__(self) -> str:
        return str(self.pk)
