from django.apps import AppConfig


class LaboratoryConfig(AppConfig):
    name = "vungxanh.rooms.laboratory"
    label = "laboratory"
