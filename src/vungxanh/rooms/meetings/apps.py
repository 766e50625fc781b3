from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "vungxanh.rooms.meetings"
    label = "meetings"
