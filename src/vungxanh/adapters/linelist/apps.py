from django.apps import AppConfig


class LinelistConfig(AppConfig):
    name = "vungxanh.adapters.linelist"
    label = "linelist"
