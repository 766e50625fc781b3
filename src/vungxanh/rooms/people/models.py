"""Persons and households; what identifies them is sealed."""

from django.db import models

from vungxanh.common.fields import PathField, SealedField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.people import rules


class Household(models.Model):
    """People who live together (hộ gia đình)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = PathField(default="", blank=True)
    area_path = PathField()
    hamlet = models.CharField(max_length=80, default="", blank=True, help_text="thôn, ấp, tổ dân phố")
    address = SealedField(default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["area_path", "code"], name="household_in_area"),
            models.Index(fields=["code", "area_path"], name="household_by_code"),
        ]

    def __str__(self) -> str:
        return self.code or str(self.id)


class Person(models.Model):
    """A person known to the centre, where he lives now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    full_name = models.CharField(max_length=120)
    name_folded = PathField(max_length=120)
    name_reversed = PathField(max_length=120, help_text="folded, given name first")
    name_ends = PathField(max_length=120, default="", help_text="folded, family and given name only")
    former_names = SealedField(default="", blank=True, help_text="names before corrections, one a line")
    sex = models.CharField(max_length=1, choices=[(s.value, name) for s, name in rules.SEXES.items()], default="U")
    birth_date = models.DateField(null=True, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    area_path = PathField()
    household = models.ForeignKey(Household, null=True, blank=True, on_delete=models.PROTECT, related_name="members")
    hamlet = models.CharField(max_length=80, default="", blank=True)
    occupation = models.CharField(max_length=80, default="", blank=True)
    nationality = models.CharField(max_length=2, default="VN", blank=True)
    vaccine_doses = models.PositiveSmallIntegerField(null=True, blank=True)
    last_dose_date = models.DateField(null=True, blank=True)
    citizen_id = SealedField(default="", blank=True)
    citizen_hash = models.CharField(max_length=32, default="", blank=True, db_index=True)
    citizen_digits = models.PositiveSmallIntegerField(default=0, help_text="12, 9, 1 for other papers, 0 for none")
    phone = SealedField(default="", blank=True)
    phone_hash = models.CharField(max_length=32, default="", blank=True, db_index=True)
    address = SealedField(default="", blank=True)
    source = models.CharField(max_length=60, default="", blank=True, help_text="which file or system he came from")
    external_id = models.CharField(max_length=80, default="", blank=True, help_text="his key there")
    created_at = models.DateTimeField()
    # Who may be the same person has one of these in common (engine.linkage.blocking_keys); 0 of too little known.
    key_given = models.BigIntegerField(default=0, db_index=True)
    key_family = models.BigIntegerField(default=0, db_index=True)
    key_year = models.BigIntegerField(default=0, db_index=True)
    key_home = models.BigIntegerField(default=0, db_index=True)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged", db_index=False,
        help_text="the record that speaks for this person now",
    )  # fmt: skip

    class Meta:
        # Every column a list filters by is in the index, so that filtering reads no row that is not shown.
        indexes = [
            models.Index(
                fields=["area_path", "name_reversed", "id", "birth_year", "sex", "merged_into"], name="person_list"
            ),
            models.Index(fields=["name_reversed", "area_path", "id", "merged_into"], name="person_given_name"),
            models.Index(fields=["name_folded", "area_path", "id", "merged_into"], name="person_family_name"),
            models.Index(fields=["name_ends", "area_path", "id", "merged_into"], name="person_name_ends"),
            models.Index(fields=["external_id"], name="person_external"),
            models.Index(fields=["merged_into"], condition=models.Q(merged_into__isnull=False), name="person_merged"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~models.Q(external_id=""), name="person_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)  # a name must not slip into a log


class WordSpelling(models.Model):
    """A word of somebody's name, under itself and under itself without each of its letters; for wrong letters."""

    id = models.BigAutoField(primary_key=True)
    spelling = PathField()
    word = PathField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["spelling", "word"], name="spelling_once")]

    def __str__(self) -> str:
        return str(self.id)  # part of a name


class Merge(models.Model):
    """Two records of one person made into one; both stay, and it can be undone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    survivor = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_in")
    away = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="merges_out")
    taken = models.CharField(max_length=200, default="", blank=True, help_text="fields taken from the other, by commas")
    before = SealedField(default="", blank=True, help_text="the survivor's values of those fields, as JSON")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["away"], condition=models.Q(undone_at=None), name="merge_once"),
            models.CheckConstraint(condition=~models.Q(survivor=models.F("away")), name="merge_of_two"),
        ]

    def __str__(self) -> str:
        return str(self.id)


class MovedRow(models.Model):
    """A row of another room that a merge re-pointed: what an undo puts back."""

    id = models.BigAutoField(primary_key=True)
    merge = models.ForeignKey(Merge, on_delete=models.PROTECT, related_name="moved", db_index=False)
    kind = models.CharField(max_length=40, help_text="cases.case.person")
    row_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "kind", "row_id"], name="moved_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.row_id}"


class PossibleDuplicate(models.Model):
    """Two records that may be one person (``a`` before ``b`` by id), and what somebody decided."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    a = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="alike_after")
    b = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="alike_before")
    a_area = PathField()
    b_area = PathField()
    score = models.FloatField(help_text="bits")
    levels = models.CharField(max_length=12, help_text="likeness of each field, engine.linkage.FIELDS, by letters")
    rarity = models.FloatField(help_text="log2 of how common what agrees of the names is")
    place_rarity = models.FloatField(default=0)
    state = models.CharField(max_length=10, default="open", choices=[(s.value, s.value) for s in rules.PairState])
    asked = models.BooleanField(default=False, help_text="somebody chose the two; kept whatever the score")
    put_off = models.PositiveSmallIntegerField(default=0, help_text="how often somebody said: later")
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=120, default="", blank=True)
    made_by = models.ForeignKey(
        Merge, null=True, blank=True, on_delete=models.PROTECT, related_name="pairs_made", help_text="inherited"
    )
    closed_by = models.ForeignKey(Merge, null=True, blank=True, on_delete=models.PROTECT, related_name="pairs_closed")

    class Meta:
        indexes = [
            models.Index(fields=["state", "put_off", "-score", "id", "a_area", "b_area"], name="pair_queue"),
        ]
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="pair_once")]

    def __str__(self) -> str:
        return str(self.id)


class IdentityOpening(models.Model):
    """Somebody read sealed data of a person: what, when, why. Beside the audit row, to be listed on his page."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="openings", db_index=False)
    opened_at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=120)
    fields = models.CharField(max_length=60, help_text="names of the sealed columns, by commas")
    reason = models.CharField(max_length=300)
    action = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["person", "id"], name="opening_of_person")]

    def __str__(self) -> str:
        return f"{self.fields} {self.opened_at:%d/%m/%Y %H:%M}"
