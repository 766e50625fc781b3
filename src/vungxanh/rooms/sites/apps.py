from django.apps import AppConfig


class SitesConfig(AppConfig):
    name = "vungxanh.rooms.sites"
    label = "sites"
