from django.apps import AppConfig


class TreatmentConfig(AppConfig):
    name = "vungxanh.rooms.treatment"
    label = "treatment"
