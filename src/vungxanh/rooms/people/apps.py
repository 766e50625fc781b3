from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "vungxanh.rooms.people"
    label = "people"
