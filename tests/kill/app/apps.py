from django.apps import AppConfig


class KilledConfig(AppConfig):
    name = "tests.kill.app"
    label = "killed"
