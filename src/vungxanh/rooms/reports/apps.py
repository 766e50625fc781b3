from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "vungxanh.rooms.reports"
    label = "reports"
