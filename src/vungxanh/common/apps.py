"""When Django is ready: every room's jobs are known and every listener is connected."""

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules, import_string


class CommonConfig(AppConfig):
    name = "vungxanh.common"
    label = "common"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Wiring belongs to ``site``, above us, so it is named in the settings."""
        import_string("vungxanh.common.among.Among")  # a look-up of every field
        autodiscover_modules("jobs")
        wiring = getattr(settings, "WIRING", "")
        if wiring:
            import_string(wiring)()
