"""Of which model a dormitory is: what its people share."""

from django.db import models


class Dormitory(models.Model):
    """A site of boarding rooms (nhà trọ, ký túc xá) and how people are kept apart in it."""

    site = models.OneToOneField("sites.Site", on_delete=models.PROTECT, primary_key=True, related_name="+")
    model = models.CharField(max_length=40, help_text="a key of the regulation of dormitories")
    at = models.DateTimeField()
    by_name = models.CharField(max_length=120, default="", blank=True)

    def __str__(self) -> str:
        return self.model
