from django.apps import AppConfig


class DirectivesConfig(AppConfig):
    name = "vungxanh.rooms.directives"
    label = "directives"
