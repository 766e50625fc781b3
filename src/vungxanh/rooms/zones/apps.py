from django.apps import AppConfig


class ZonesConfig(AppConfig):
    name = "vungxanh.rooms.zones"
    label = "zones"
