from django.apps import AppConfig


class PipelineConfig(AppConfig):
    name = "vungxanh.rooms.pipeline"
    label = "pipeline"
