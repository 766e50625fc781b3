from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "vungxanh.rooms.tasks"
    label = "tasks"
