"""Facilities with what they have, courses of treatment, triage, rounds, stays in beds, transfers, oxygen."""

from django.db import models
from django.db.models import Q

from vungxanh.common.fields import PathField
from vungxanh.common.secret_links import SecretLink
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.treatment import rules

SEVERITIES = [(int(s), s.name) for s in rules.Severity]


class Facility(models.Model):
    """A site that treats: its tier, equipment, staff. Its beds and state are the site's."""

    site = models.OneToOneField("sites.Site", on_delete=models.PROTECT, primary_key=True, related_name="facility")
    area_path = PathField(db_index=True)
    tier = models.PositiveSmallIntegerField()
    oxygen_points = models.PositiveIntegerField(default=0)
    hfnc = models.PositiveIntegerField(default=0)
    ventilators = models.PositiveIntegerField(default=0)
    doctors = models.PositiveIntegerField(default=0)
    nurses = models.PositiveIntegerField(default=0)
    phone = models.CharField(max_length=20, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)

    def __str__(self) -> str:
        return str(self.pk)


class OxygenDay(models.Model):
    """What a facility has left on a day, as litres of gas."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="oxygen_days", db_index=False)
    day = models.DateField()
    cylinders = models.PositiveIntegerField(default=0)
    liquid_kg = models.PositiveIntegerField(default=0)
    litres = models.PositiveBigIntegerField(help_text="of gas, by the regulation of the day")
    note = models.CharField(max_length=200, default="", blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["facility", "day"], name="oxygen_day_once")]

    def __str__(self) -> str:
        return str(self.id)


class Triage(models.Model):
    """A case judged: class, colour, the tier proposed and the one chosen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="triages", db_index=False)
    age = models.PositiveSmallIntegerField(null=True, blank=True)
    ill_before = models.BooleanField(default=False)
    pregnant = models.BooleanField(default=False)
    emergency = models.BooleanField(default=False)
    symptoms = models.BooleanField(default=False)
    critical = models.BooleanField(default=False)
    spo2 = models.PositiveSmallIntegerField(null=True, blank=True)
    rr = models.PositiveSmallIntegerField(null=True, blank=True)
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    colour = models.CharField(max_length=8, choices=[(c.value, c.value) for c in rules.Colour])
    proposed = models.PositiveSmallIntegerField(help_text="the tier by the regulations")
    tier = models.PositiveSmallIntegerField(help_text="the tier chosen")
    reasons = models.JSONField(default=list)
    sources = models.JSONField(default=list)
    verified = models.BooleanField(default=False)
    reason = models.CharField(max_length=300, default="", blank=True, help_text="of another tier than proposed")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["case", "-at"], name="triage_of_case")]
        constraints = [
            models.CheckConstraint(
                condition=Q(tier=models.F("proposed")) | ~Q(reason=""), name="triage_departs_with_reason"
            )
        ]

    def __str__(self) -> str:
        return str(self.id)


class Course(models.Model):
    """One case in care, from the first admission or day at home to the end. The last round is repeated here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="courses", db_index=False)
    disease = models.CharField(max_length=20)
    area_path = PathField(help_text="the unit that manages the case")
    state = models.CharField(max_length=8, default="running", choices=[(s.value, s.value) for s in rules.State])
    place = models.CharField(max_length=8, choices=[(p.value, p.value) for p in rules.Place])
    facility = models.ForeignKey(Facility, null=True, blank=True, on_delete=models.PROTECT, related_name="courses")
    site_area_path = PathField(default="", blank=True)
    to_area_path = PathField(default="", blank=True, help_text="of the place asked to take him, while it is open")
    tier = models.PositiveSmallIntegerField()
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    proposed = models.PositiveSmallIntegerField(help_text="the tier the last round asks for")
    colour = models.CharField(max_length=8, default="", blank=True)
    quiet_in = models.BooleanField(help_text="without symptoms when he came")
    symptomatic = models.BooleanField(help_text="had symptoms at some time")
    free_since = models.DateField(null=True, blank=True, help_text="symptoms gone since")
    worse_at = models.DateTimeField(null=True, blank=True, help_text="the class last rose")
    better_since = models.DateTimeField(null=True, blank=True, help_text="the class last fell, and has not risen since")
    spo2 = models.PositiveSmallIntegerField(null=True, blank=True)
    rr = models.PositiveSmallIntegerField(null=True, blank=True)
    alarm_since = models.DateTimeField(null=True, blank=True)
    alarm = models.CharField(max_length=300, default="", blank=True)
    checked_round = models.BigIntegerField(help_text="number of the last round, in rounds of his place; kernel.rounds")
    checked_at = models.DateTimeField(null=True, blank=True)
    home_said = models.JSONField(default=dict, help_text="position of a condition: holds")
    home_why = models.CharField(max_length=300, default="", blank=True)
    began_at = models.DateTimeField()
    leave_on = models.DateField(null=True, blank=True, help_text="earliest by days")
    ending = models.CharField(max_length=10, default="", blank=True, choices=[(e.value, e.value) for e in rules.Ending])
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)
    monitoring_until = models.DateField(null=True, blank=True)
    refuted_at = models.DateTimeField(
        null=True, blank=True, help_text="the case turned out to be none; somebody ends it"
    )
    watched_on = models.DateField(null=True, blank=True, help_text="last asked at home after the end")
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "state"], name="course_area"),
            models.Index(
                fields=["monitoring_until", "watched_on"],
                condition=Q(state="ended", ending="recovered"),
                name="course_watched",
            ),
            models.Index(
                fields=["refuted_at"], condition=Q(state="running", refuted_at__isnull=False), name="course_refuted"
            ),
            models.Index(fields=["site_area_path", "state"], condition=~Q(site_area_path=""), name="course_site_area"),
            models.Index(fields=["to_area_path"], condition=~Q(to_area_path=""), name="course_to_area"),
            models.Index(fields=["state", "place", "checked_round", "id"], name="course_round"),
            models.Index(fields=["state", "-alarm_since", "id"], name="course_alarm"),
            models.Index(fields=["-began_at", "-id"], name="course_newest"),
            models.Index(fields=["-severity", "checked_round", "id"], name="course_worst"),
            models.Index(fields=["case", "began_at"], name="course_of_case"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(state="running"), name="course_one_running"),
            models.CheckConstraint(
                condition=Q(place="home", facility=None) | Q(place="facility", facility__isnull=False),
                name="course_facility_or_home",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Round(models.Model):
    """He was seen or asked in one round; written again it is replaced, the old stays in the trail."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="rounds", db_index=False)
    place = models.CharField(max_length=8)
    round = models.BigIntegerField()
    day = models.DateField()
    nth = models.PositiveSmallIntegerField()
    spo2 = models.PositiveSmallIntegerField(null=True, blank=True)
    rr = models.PositiveSmallIntegerField(null=True, blank=True)
    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    symptoms = models.BooleanField(default=False)
    danger = models.JSONField(default=list)
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    by_hand = models.BooleanField(default=False, help_text="a doctor chose another class")
    alarm = models.CharField(max_length=300, default="", blank=True)
    unreached = models.BooleanField(default=False)
    note = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["course", "-at"], name="treatment_rounds_of")]
        constraints = [models.UniqueConstraint(fields=["course", "place", "round"], name="treatment_round_once")]

    def __str__(self) -> str:
        return str(self.id)


class Stay(models.Model):
    """He is in one place, from–to; in a facility in one bed. ``continued``: goes on in another bed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="stays", db_index=False)
    facility = models.ForeignKey(Facility, null=True, blank=True, on_delete=models.PROTECT, related_name="stays")
    bed = models.ForeignKey(
        "sites.Bed", null=True, blank=True, on_delete=models.PROTECT, related_name="treatment_stays"
    )
    area_path = PathField()
    tier = models.PositiveSmallIntegerField()
    severity_in = models.PositiveSmallIntegerField(choices=SEVERITIES)
    severity_worst = models.PositiveSmallIntegerField(choices=SEVERITIES)
    continued = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(help_text="at this place, in whichever bed")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    why_left = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "to_at", "tier"], name="stay_area"),
            models.Index(fields=["course", "-from_at"], name="stay_of_course"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["bed"], condition=Q(to_at=None), name="treatment_bed_once"),
            models.UniqueConstraint(fields=["course"], condition=Q(to_at=None), name="treatment_one_place"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Transfer(models.Model):
    """From where he is to a facility: requested, accepted with a bed kept, on the way, arrived."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="transfers", db_index=False)
    from_facility = models.ForeignKey(Facility, null=True, blank=True, on_delete=models.PROTECT, related_name="sent")
    to_facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="received")
    to_area_path = PathField()
    direction = models.CharField(max_length=6)
    state = models.CharField(max_length=10, default="requested", choices=[(m.value, m.value) for m in rules.Move])
    reason = models.CharField(max_length=300)
    answer = models.CharField(max_length=300, default="", blank=True, help_text="why refused or given up")
    bed = models.ForeignKey("sites.Bed", null=True, blank=True, on_delete=models.PROTECT, related_name="kept_for")
    requested_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["course", "-requested_at"], name="transfer_of_course"),
            models.Index(fields=["state", "to_area_path", "answer_by"], name="transfer_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["course"], condition=Q(ended_at=None), name="transfer_one_open"),
            models.CheckConstraint(condition=~Q(reason=""), name="transfer_has_reason"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Pack(models.Model):
    """Drugs given to somebody treated at home."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="packs")
    name = models.CharField(max_length=20)
    note = models.CharField(max_length=200, default="", blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    def __str__(self) -> str:
        return str(self.id)


class SelfLink(SecretLink):
    """By it he tells how he is himself: at home, and after he went home."""

    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="self_links", db_index=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["course"], condition=Q(revoked_at=None), name="treatment_one_self_link")
        ]
