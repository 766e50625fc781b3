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
    phone = SealedField(default="", blank=True)
    phone_hash = models.CharField(max_length=32, default="", blank=True, db_index=True)
    address = SealedField(default="", blank=True)
    source = models.CharField(max_length=60, default="", blank=True, help_text="which file or system he came from")
    external_id = models.CharField(max_length=80, default="", blank=True, help_text="his key there")
    created_at = models.DateTimeField()

    class Meta:
        # Every column a list filters by is in the index, so that filtering reads no row that is not shown.
        indexes = [
            models.Index(fields=["area_path", "name_reversed", "id", "birth_year", "sex"], name="person_list"),
            models.Index(fields=["name_reversed", "area_path", "id"], name="person_given_name"),
            models.Index(fields=["name_folded", "area_path", "id"], name="person_family_name"),
            models.Index(fields=["external_id"], name="person_external"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "external_id"], condition=~models.Q(external_id=""), name="person_once_per_source"
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)  # a name must not slip into a log


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
