"""Visits, contact events, and what follows from them: contacts with their level, calls, daily follow-up."""

from django.conf import settings
from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.tracing import rules

# What the numbers of Today are counted from, in one index, so that counting reads no row.
_COUNTED = [
    "state", "area_path", "disease", "level", "next_call_at", "team", "last_followed_on", "followed_until",
    "symptomatic_since", "isolated_at", "created_at",
]  # fmt: skip


class Visit(models.Model):
    """A person was at a venue from–to. With ``case`` it is one of that case's milestones (mốc dịch tễ)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # No index of their own (db_index=False): the wider ones below begin with them; two million rows are written.
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="visits", db_index=False)
    venue = models.ForeignKey("venues.Venue", on_delete=models.PROTECT, related_name="visits", db_index=False)
    area_path = PathField(help_text="of the venue")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="milestones", db_index=False
    )
    note = models.CharField(max_length=300, default="", blank=True)
    source = models.CharField(max_length=60, default="", blank=True)
    external_id = models.CharField(max_length=80, default="", blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(help_text="of the last recording, correction or removal")

    class Meta:
        indexes = [
            models.Index(fields=["person", "start_at"]),
            models.Index(fields=["venue", "start_at"]),
            models.Index(fields=["case"], condition=models.Q(case__isnull=False), name="visit_of_case"),
            models.Index(fields=["changed_at"]),
            models.Index(fields=["start_at", "id"], name="visit_by_time"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(end_at__gt=models.F("start_at")), name="visit_ends_after_start"),
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~models.Q(external_id=""), name="visit_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class ContactEvent(models.Model):
    """Two persons met directly; the circumstances decide whether it counts as a close contact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="contact_events", db_index=False)
    other = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="contact_events_other", db_index=False
    )
    area_path = PathField(help_text="where they met, else where the first lives")
    start_at = models.DateTimeField()
    end_at = models.DateTimeField()
    venue = models.ForeignKey(
        "venues.Venue", null=True, blank=True, on_delete=models.PROTECT, related_name="contact_events", db_index=False
    )
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="contact_events", db_index=False
    )
    distance_m = models.FloatField(null=True, blank=True)
    minutes = models.PositiveIntegerField(null=True, blank=True)
    masked = models.BooleanField(null=True, blank=True)
    household = models.BooleanField(default=False)
    physical = models.BooleanField(default=False)
    care = models.BooleanField(default=False, help_text="cared for without protection")
    closed_space = models.BooleanField(null=True, blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    source = models.CharField(max_length=60, default="", blank=True)
    external_id = models.CharField(max_length=80, default="", blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "start_at"]),
            models.Index(fields=["other", "start_at"]),
            models.Index(fields=["case"], condition=models.Q(case__isnull=False), name="meeting_of_case"),
            models.Index(fields=["changed_at"]),
            models.Index(fields=["start_at", "id"], name="meeting_by_time"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(end_at__gt=models.F("start_at")), name="contact_ends_after_start"
            ),
            models.CheckConstraint(condition=~models.Q(person=models.F("other")), name="contact_of_two_persons"),
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~models.Q(external_id=""), name="contact_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Team(models.Model):
    """A tracing team (tổ truy vết): police as its core, with health staff (TRC-01)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="tracing_teams")
    area_path = PathField(db_index=True)
    decision = models.CharField(max_length=160, default="", blank=True, help_text="by which it was established")
    active = models.BooleanField(default=True)

    def __str__(self) -> str:
        return self.name


class TeamMember(models.Model):
    """A user in a team."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="tracing_teams")
    lead = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="team_member_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Contact(models.Model):
    """One person under tracing for one disease: his level by the rule, and the work on him."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="tracing", db_index=False)
    disease = models.CharField(max_length=20)
    area_path = PathField(help_text="where he lives")
    level = models.PositiveSmallIntegerField(
        help_text="1–3, the lowest over all index cases, override applied; 0: none any more"
    )
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in rules.ContactState], default="to_call")
    priority = models.IntegerField(default=0, help_text="higher is called first")
    first_exposed_at = models.DateTimeField()
    last_exposed_at = models.DateTimeField()
    followed_until = models.DateField(null=True, blank=True)
    isolated_at = models.DateTimeField(null=True, blank=True)
    symptomatic_since = models.DateField(null=True, blank=True)
    household = models.BooleanField(default=False, help_text="lives with the one who exposed him at his level")
    exposure_count = models.PositiveSmallIntegerField(default=0)
    case = models.ForeignKey(
        "cases.Case", null=True, blank=True, on_delete=models.PROTECT, related_name="was_contact",
        help_text="the case he became",
    )  # fmt: skip
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_call_at = models.DateTimeField(null=True, blank=True)
    last_followed_on = models.DateField(null=True, blank=True)
    taken_by = models.UUIDField(null=True, blank=True, help_text="the user who calls him now")
    taken_until = models.DateTimeField(null=True, blank=True)
    override_level = models.PositiveSmallIntegerField(null=True, blank=True, help_text="0 is: not a contact")
    override_reason = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["state", "-priority", "id"]),
            models.Index(fields=["area_path", "state", "-priority", "id"]),
            models.Index(fields=["team", "state", "-priority", "id"]),
            models.Index(fields=["state", "last_followed_on", "id"]),
            models.Index(fields=["area_path", "state", "last_followed_on", "id"], name="contact_area_followed"),
            models.Index(fields=["state", "followed_until"]),
            models.Index(fields=["-priority", "id", "level", "state", "area_path"], name="contact_order"),
            models.Index(fields=["area_path", "level", "state", "-priority", "id"], name="contact_level"),
            models.Index(fields=["-last_exposed_at", "id"], name="contact_last"),
            models.Index(fields=["followed_until", "id"], name="contact_until"),
            models.Index(fields=["taken_until"], condition=models.Q(taken_until__isnull=False), name="contact_taken"),
            models.Index(fields=_COUNTED, name="contact_open_tally"),
            models.Index(
                fields=["area_path", "state", "level", "symptomatic_since"],
                condition=models.Q(symptomatic_since__isnull=False),
                name="contact_ill",
            ),
            models.Index(
                fields=["disease", "followed_until"],
                condition=models.Q(isolated_at__isnull=False),
                name="contact_isolated",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "disease"], name="contact_once_per_disease"),
            models.CheckConstraint(
                condition=models.Q(override_level=None) | ~models.Q(override_reason=""), name="override_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Exposure(models.Model):
    """Why a contact has a level from one index case: through whom, where, when, by which rule."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="exposures", db_index=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="exposures", db_index=False)
    case_area_path = PathField()
    level = models.PositiveSmallIntegerField()
    first_exposed_at = models.DateTimeField()
    last_exposed_at = models.DateTimeField()
    through = models.ForeignKey(
        "people.Person", on_delete=models.PROTECT, related_name="exposed_others", db_index=False
    )
    venue = models.ForeignKey("venues.Venue", null=True, blank=True, on_delete=models.PROTECT, related_name="exposures")
    contact_event = models.ForeignKey(
        ContactEvent, null=True, blank=True, on_delete=models.PROTECT, related_name="exposures"
    )
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.PROTECT, related_name="exposures")
    minutes = models.PositiveIntegerField(default=0)
    household = models.BooleanField(default=False)
    rule = models.CharField(max_length=80, help_text="the regulation set that was in force")
    reason = models.CharField(max_length=400, help_text="one sentence, no names")
    computed_at = models.DateTimeField()
    dropped_at = models.DateTimeField(null=True, blank=True, help_text="no longer follows from what is recorded")

    class Meta:
        indexes = [
            models.Index(fields=["case", "level", "id"]),
            models.Index(fields=["case_area_path", "contact"], name="exposure_managed_in"),
        ]
        constraints = [models.UniqueConstraint(fields=["contact", "case"], name="exposure_once_per_case")]

    def __str__(self) -> str:
        return str(self.id)


class CallAttempt(models.Model):
    """One call to a contact and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="calls")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="calls_made")
    outcome = models.CharField(max_length=12, choices=[(o.value, o.value) for o in rules.CallOutcome])
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["contact", "at"])]

    def __str__(self) -> str:
        return str(self.id)


class FollowUp(models.Model):
    """One day's check of a contact."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="follow_ups")
    day = models.DateField()
    seen = models.BooleanField(default=True, help_text="False: could not be reached that day")
    temperature = models.DecimalField(max_digits=3, decimal_places=1, null=True, blank=True)
    symptoms = models.JSONField(default=list)
    note = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="follow_ups_made"
    )

    class Meta:
        indexes = [models.Index(fields=["day", "id"], name="follow_up_by_day")]
        constraints = [models.UniqueConstraint(fields=["contact", "day"], name="follow_up_once_a_day")]

    def __str__(self) -> str:
        return str(self.id)


class CaseTrace(models.Model):
    """The last computation for one index case, so that a page can say at once what it found."""

    case = models.OneToOneField("cases.Case", primary_key=True, on_delete=models.PROTECT, related_name="trace")
    computed_at = models.DateTimeField(db_index=True, help_text="the clock when it was computed")
    window_start = models.DateTimeField(null=True, blank=True)
    window_end = models.DateTimeField(null=True, blank=True)
    levels = models.PositiveSmallIntegerField(default=0)
    managed = models.PositiveSmallIntegerField(default=0)
    rule = models.CharField(max_length=80, default="", blank=True)
    f1 = models.PositiveIntegerField(default=0)
    f2 = models.PositiveIntegerField(default=0)
    f3 = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=300, default="", blank=True, help_text="why it could not be computed")

    def __str__(self) -> str:
        return str(self.pk)
