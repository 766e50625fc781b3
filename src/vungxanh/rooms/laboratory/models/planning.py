"""Who is to be sampled, why, and the sessions in which it is done."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.laboratory import rules


class RiskGroup(models.Model):
    """People screened again and again because of their work (nhóm nguy cơ)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    name = models.CharField(max_length=200)
    people = models.CharField(
        max_length=12, default="occupation", choices=[(k.value, k.value) for k in rules.GroupKind], help_text="where they are found"
    )  # fmt: skip
    occupations = models.CharField(max_length=500, default="", blank=True, help_text="words of occupations, by commas")
    cadence_days = models.PositiveSmallIntegerField(default=7)
    active = models.BooleanField(default=True)
    source = models.CharField(max_length=200, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area_path", "name"], name="risk_group_once")]

    def __str__(self) -> str:
        return self.name


class GroupMember(models.Model):
    """Somebody put into a risk group by hand: his occupation does not say it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    group = models.ForeignKey(RiskGroup, on_delete=models.PROTECT, related_name="members", db_index=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="risk_groups")
    area_path = PathField(help_text="where he lives")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "person"], name="group_member_once")]
        indexes = [models.Index(fields=["group", "area_path", "id"], name="group_member_list")]

    def __str__(self) -> str:
        return str(self.id)


class Campaign(models.Model):
    """A list of people to be sampled for one reason (đợt lấy mẫu)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    area_path = PathField()
    disease = models.CharField(max_length=20)
    reason = models.CharField(max_length=12, choices=[(r.value, r.value) for r in rules.Reason])
    group = models.ForeignKey(RiskGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="campaigns")
    day = models.DateField()
    laboratory = models.ForeignKey(
        "laboratory.Laboratory", null=True, blank=True, on_delete=models.PROTECT, related_name="campaigns"
    )
    pool_size = models.PositiveSmallIntegerField(default=1)
    closed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_path", "-day"]), models.Index(fields=["day", "id"])]

    def __str__(self) -> str:
        return self.name


class Wanted(models.Model):
    """Somebody who is to be sampled."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="wanted_samples", db_index=False)
    disease = models.CharField(max_length=20)
    area_path = PathField(help_text="where he lives")
    campaign = models.ForeignKey(
        Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="wanted", db_index=False
    )
    reason = models.CharField(max_length=12, choices=[(r.value, r.value) for r in rules.Reason])
    due_on = models.DateField()
    state = models.CharField(max_length=8, default="waiting", choices=[(s.value, s.value) for s in rules.WantedState])
    pool = models.ForeignKey(
        "laboratory.Tube",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="retests",
        help_text="that asked for it",
    )
    sample = models.ForeignKey(
        "laboratory.Sample",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="wanted",
        help_text="that was taken",
    )
    note = models.CharField(max_length=200, default="", blank=True)
    visits = models.PositiveSmallIntegerField(default=0, help_text="how often he was not at home")
    visited_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(
                fields=["due_on", "id", "area_path", "reason"], name="wanted_due", condition=models.Q(state="waiting")
            ),
            models.Index(fields=["area_path", "state", "due_on"]),
            models.Index(fields=["campaign", "state", "id"]),
            models.Index(fields=["person", "disease", "state"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "disease"], condition=models.Q(state="waiting"), name="wanted_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class SamplingSession(models.Model):
    """One team, one place, one run of tubes (buổi lấy mẫu)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area_path = PathField()
    place = models.CharField(max_length=160)
    team = models.PositiveSmallIntegerField(default=1, help_text="the number in the codes")
    campaign = models.ForeignKey(Campaign, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    disease = models.CharField(max_length=20)
    material = models.CharField(max_length=16, choices=[(m.value, m.value) for m in rules.Material])
    laboratory = models.ForeignKey(
        "laboratory.Laboratory", null=True, blank=True, on_delete=models.PROTECT, related_name="sessions"
    )
    pool_size = models.PositiveSmallIntegerField(default=1, help_text="persons a tube")
    pool = models.ForeignKey(
        "laboratory.Tube", null=True, blank=True, on_delete=models.PROTECT, related_name="retested_in",
        help_text="a positive pool whose members are taken again",
    )  # fmt: skip
    samplers = models.ManyToManyField("laboratory.Sampler", blank=True, related_name="sessions")
    user_id = models.UUIDField(null=True, blank=True)
    user_name = models.CharField(max_length=120, default="", blank=True)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["area_path", "-started_at"]), models.Index(fields=["started_at", "id"])]

    def __str__(self) -> str:
        return self.place
