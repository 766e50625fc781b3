"""Sites with their rooms and beds, the readiness checklist, counts of a day."""

from django.db import models

from vungxanh.common.fields import PathField
from vungxanh.kernel.ids import new_id
from vungxanh.rooms.sites import rules


class Site(models.Model):
    """A place where people are isolated or treated."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in rules.SiteKind])
    state = models.CharField(max_length=8, default="planned", choices=[(s.value, s.value) for s in rules.SiteState])
    area_path = PathField(help_text="where it stands")
    address = models.CharField(max_length=200, default="", blank=True)
    agency = models.ForeignKey(
        "agencies.Agency", null=True, blank=True, on_delete=models.PROTECT, related_name="sites", help_text="runs it"
    )
    school = models.BooleanField(default=False)
    return_by = models.DateField(null=True, blank=True, help_text="a school must be given back")
    ordered_at = models.DateTimeField(null=True, blank=True)
    order_number = models.CharField(max_length=60, default="", blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="when it must operate")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField(max_length=300, default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area_path", "state"]), models.Index(fields=["name", "id"])]
        constraints = [models.UniqueConstraint(fields=["area_path", "name"], name="site_once_in_area")]

    def __str__(self) -> str:
        return self.name


class Room(models.Model):
    """A room on a floor of a building; ``position`` orders it on its floor."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="rooms", db_index=False)
    building = models.CharField(max_length=40, default="", blank=True)
    floor = models.SmallIntegerField(default=1)
    label = models.CharField(max_length=40)
    zone = models.CharField(max_length=10, default="isolation", choices=[(z.value, z.value) for z in rules.Zone])
    position = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "building", "label"], name="room_once_in_building")]

    def __str__(self) -> str:
        return self.label


class Bed(models.Model):
    """A bed. ``held_by``: the stay (of a room above, ``held_as``) that has it; nobody else can take it meanwhile."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="beds", db_index=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="beds")
    label = models.CharField(max_length=20)
    kind = models.CharField(max_length=12, default="ordinary", choices=[(k.value, k.value) for k in rules.BedKind])
    usable = models.BooleanField(default=True)
    out_reason = models.CharField(max_length=120, default="", blank=True)
    held_by = models.UUIDField(null=True, blank=True, unique=True)
    held_as = models.CharField(max_length=12, default="", blank=True)
    held_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["site", "usable", "held_by"], name="bed_counted")]
        constraints = [
            models.UniqueConstraint(fields=["room", "label"], name="bed_once_in_room"),
            models.CheckConstraint(condition=models.Q(held_by=None) | models.Q(usable=True), name="bed_held_is_usable"),
        ]

    def __str__(self) -> str:
        return self.label


class ReadyItem(models.Model):
    """One thing to have ready after an activation order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="ready_items", db_index=False)
    ordered_at = models.DateTimeField(help_text="of the order it belongs to")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    due_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.CharField(max_length=120, default="", blank=True)
    note = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=models.Q(done_at=None), name="ready_item_open")]
        constraints = [models.UniqueConstraint(fields=["site", "ordered_at", "position"], name="ready_item_once")]

    def __str__(self) -> str:
        return str(self.id)


class DayCount(models.Model):
    """Meals, supplies, waste of one day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="day_counts", db_index=False)
    day = models.DateField()
    people = models.PositiveIntegerField(default=0, help_text="beds held when it was written")
    meals = models.PositiveIntegerField(default=0)
    water = models.PositiveIntegerField(default=0, help_text="bottles")
    masks = models.PositiveIntegerField(default=0)
    suits = models.PositiveIntegerField(default=0)
    waste_kg = models.DecimalField(max_digits=8, decimal_places=1, default=0)
    note = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "day"], name="day_count_once")]

    def __str__(self) -> str:
        return str(self.id)
