from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "vungxanh.rooms.places"
    label = "places"
