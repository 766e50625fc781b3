from django.apps import AppConfig


class IsolationConfig(AppConfig):
    name = "vungxanh.rooms.isolation"
    label = "isolation"
