from django.apps import AppConfig


class TracingConfig(AppConfig):
    name = "vungxanh.rooms.tracing"
    label = "tracing"
