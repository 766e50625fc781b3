from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "vungxanh.adapters.demo"
    label = "demo"
