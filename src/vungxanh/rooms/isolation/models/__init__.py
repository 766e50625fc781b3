"""Decisions of isolation with their papers, changes, tests, checks; stays in beds; conditions of a home."""

from django.db import models
from django.db.models import Q

from vungxanh.common.fields import PathField
from vungxanh.common.secret_links import SecretLink
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.isolation import rules
from vungxanh.rooms.isolation.models.dormitory import Dormitory as Dormitory


class NumberBook(models.Model):
    """The last number a body gave in a year: locked while the next one is taken."""

    issuer = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="isolation_book_once")]

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Paper(models.Model):
    """The document by which one or many are isolated: number, issuer, who signs, its legal grounds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField(help_text="of the issuer")
    issuer = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="isolation_papers", db_index=False
    )
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=40, default="QĐ-UBND")
    signed_on = models.DateField()
    capacity = models.CharField(max_length=120, default="", blank=True)
    title = models.CharField(max_length=120, default="", blank=True)
    signer = models.CharField(max_length=120, default="", blank=True)
    grounds = models.JSONField(default=list, help_text="lines of the Căn cứ")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year", "number"], name="isolation_number_once")]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol}"


class Decision(models.Model):
    """One person isolated for one disease, from–to; days are included."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="decisions")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="isolations", db_index=False)
    disease = models.CharField(max_length=20)
    reason = models.CharField(max_length=10, choices=[(r.value, r.value) for r in rules.Reason])
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in rules.Kind])
    state = models.CharField(max_length=10, default="in_force", choices=[(s.value, s.value) for s in rules.State])
    area_path = PathField(help_text="where he lives")
    site = models.ForeignKey("sites.Site", null=True, blank=True, on_delete=models.PROTECT, related_name="isolations")
    site_area_path = PathField(default="", blank=True)
    contact = models.ForeignKey(
        "tracing.Contact", null=True, blank=True, on_delete=models.PROTECT, related_name="isolations"
    )
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="isolations",
        help_text="the case he met",
    )  # fmt: skip
    last_exposed_on = models.DateField(null=True, blank=True)
    started_at = models.DateTimeField()
    from_on = models.DateField()
    until_on = models.DateField()
    planned_until = models.DateField(help_text="as first decided")
    monitoring_until = models.DateField()
    doses = models.PositiveSmallIntegerField(null=True, blank=True)
    last_dose = models.DateField(null=True, blank=True)
    recovered_on = models.DateField(null=True, blank=True)
    rule = models.CharField(max_length=80, default="", blank=True, help_text="the regulation set; empty: by hand")
    words = models.CharField(max_length=400, default="", blank=True)
    why = models.CharField(max_length=600, default="", blank=True)
    verified = models.BooleanField(default=False)
    served_how = models.CharField(
        max_length=8, default="", blank=True, choices=[(h.value, h.value) for h in rules.ServedHow]
    )
    served_at = models.DateTimeField(null=True, blank=True)
    served_note = models.CharField(max_length=200, default="", blank=True)
    serve_by = models.DateTimeField()
    checked_round = models.BigIntegerField(help_text="number of the last round he was asked in; rules.rounds")
    absent_since = models.DateTimeField(null=True, blank=True)
    ill_since = models.DateField(null=True, blank=True)
    ill_handled_at = models.DateTimeField(null=True, blank=True, help_text="somebody saw to it")
    groundless_since = models.DateTimeField(
        null=True, blank=True, help_text="the case behind it turned out to be none; somebody decides"
    )
    next_test = models.DateField(null=True, blank=True, help_text="the first test day without a sample")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)
    ended_by = models.CharField(max_length=120, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "state", "until_on"], name="isolation_area"),
            models.Index(
                fields=["site_area_path", "state"], condition=~Q(site_area_path=""), name="isolation_site_area"
            ),
            models.Index(fields=["state", "until_on", "id"], name="isolation_until"),
            models.Index(fields=["state", "checked_round", "id"], name="isolation_round"),
            models.Index(fields=["state", "next_test"], name="isolation_test"),
            models.Index(fields=["until_on", "id"], name="isolation_ends"),
            models.Index(
                fields=["monitoring_until", "checked_round"],
                condition=Q(state="released", contact=None),
                name="isolation_watched",
            ),
            models.Index(
                fields=["ill_since", "id"],
                condition=Q(ill_since__isnull=False, ill_handled_at=None),
                name="isolation_ill",
            ),
            models.Index(
                fields=["absent_since", "id"], condition=Q(absent_since__isnull=False), name="isolation_absent"
            ),
            models.Index(
                fields=["groundless_since"], condition=Q(groundless_since__isnull=False), name="isolation_groundless"
            ),
            models.Index(fields=["-created_at", "-id"], name="isolation_newest"),
            models.Index(fields=["person", "disease"], name="isolation_person"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(until_on__gte=models.F("from_on")), name="isolation_ends_after_start"),
            models.UniqueConstraint(
                fields=["person", "disease"], condition=Q(state="in_force"), name="isolation_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Change(models.Model):
    """The last day (or the reason, the kind) was changed, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="changes")
    old_until = models.DateField()
    new_until = models.DateField()
    what = models.CharField(max_length=120, default="", blank=True, help_text="besides the day")
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="isolation_change_has_reason")]

    def __str__(self) -> str:
        return str(self.id)


class DueTest(models.Model):
    """A day on which he must be tested, with the sample that answers it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="tests", db_index=False)
    due_on = models.DateField()
    sample_id = models.UUIDField(null=True, blank=True, help_text="of the laboratory")
    taken_on = models.DateField(null=True, blank=True)
    result = models.CharField(max_length=14, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["decision", "due_on"], name="isolation_test_once")]

    def __str__(self) -> str:
        return str(self.id)


class Check(models.Model):
    """He was looked for in one round: there or not, how he is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="checks", db_index=False)
    round = models.BigIntegerField()
    day = models.DateField()
    nth = models.PositiveSmallIntegerField()
    how = models.CharField(max_length=5, choices=[(h.value, h.value) for h in rules.CheckHow])
    present = models.BooleanField(default=True)
    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    symptoms = models.JSONField(default=list)
    note = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["day", "id"], name="isolation_check_by_day")]
        constraints = [models.UniqueConstraint(fields=["decision", "round"], name="isolation_check_once")]

    def __str__(self) -> str:
        return str(self.id)


class SelfLink(SecretLink):
    """By it he tells how he is himself, as long as he is isolated or watched."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="self_links", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision"], condition=Q(revoked_at=None), name="isolation_one_self_link")
        ]


class Stay(models.Model):
    """He has a bed, from–to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="stays")
    bed = models.ForeignKey("sites.Bed", on_delete=models.PROTECT, related_name="isolation_stays")
    room = models.ForeignKey("sites.Room", on_delete=models.PROTECT, related_name="+")
    site = models.ForeignKey("sites.Site", on_delete=models.PROTECT, related_name="isolation_stays", db_index=False)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    why = models.CharField(max_length=300, default="", blank=True, help_text="why this bed")
    by_name = models.CharField(max_length=120, default="", blank=True)
    why_left = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "to_at"], name="isolation_stay_site")]
        constraints = [
            models.UniqueConstraint(fields=["bed"], condition=Q(to_at=None), name="isolation_bed_once"),
            models.UniqueConstraint(fields=["decision"], condition=Q(to_at=None), name="isolation_one_bed"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class HomeCondition(models.Model):
    """One condition of a home, looked at: holds or not."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="home_conditions", db_index=False)
    rule = models.CharField(max_length=80)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    met = models.BooleanField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "rule", "position"], name="isolation_condition_once")
        ]

    def __str__(self) -> str:
        return str(self.id)


class Lockdown(models.Model):
    """A locked area (khu phong tỏa): hamlets of a commune, or all of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    area_path = PathField()
    disease = models.CharField(max_length=20)
    hamlets = models.JSONField(default=list, help_text="as written in persons' records; empty: the whole commune")
    number = models.CharField(max_length=60, default="", blank=True, help_text="of the decision")
    started_on = models.DateField()
    until_on = models.DateField(null=True, blank=True, help_text="as foreseen")
    note = models.CharField(max_length=300, default="", blank=True)
    ended_on = models.DateField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_path", "ended_on"]), models.Index(fields=["-started_on", "-id"])]

    def __str__(self) -> str:
        return self.name


class LockdownRound(models.Model):
    """All inside were sampled on a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    lockdown = models.ForeignKey(Lockdown, on_delete=models.PROTECT, related_name="rounds", db_index=False)
    day = models.DateField()
    sampled = models.PositiveIntegerField()
    positive = models.PositiveIntegerField(default=0)
    pending = models.PositiveIntegerField(default=0)
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["lockdown", "day"], name="lockdown_round_once")]

    def __str__(self) -> str:
        return str(self.id)
