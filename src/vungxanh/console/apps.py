from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "vungxanh.console"
    label = "console"
