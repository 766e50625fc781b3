from django.apps import AppConfig


class VenuesConfig(AppConfig):
    name = "vungxanh.rooms.venues"
    label = "venues"
