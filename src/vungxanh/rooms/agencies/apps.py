from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "vungxanh.rooms.agencies"
    label = "agencies"
