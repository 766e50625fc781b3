from django.db import models

from vungxanh.kernel.ids import new_id


class Note(models.Model):
    id = models.UUIDField(primary_key=True, default=new_id)
    word = models.CharField(max_length=60)


class Echo(models.Model):
    note_id = models.UUIDField()


class Tick(models.Model):
    number = models.IntegerField()
