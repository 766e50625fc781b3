from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "vungxanh.rooms.cases"
    label = "cases"
