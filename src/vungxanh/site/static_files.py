"""How static files are kept: under hashed names, gzipped once. Brotli's last tenth cost every first start ten seconds."""

from typing import Any

from whitenoise.compress import Compressor  # type: ignore[import-untyped]
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class Gzipped(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """WhiteNoise's storage without brotli."""

    def create_compressor(self, **kwargs: Any) -> Any:
        """A compressor that gzips only."""
        return Compressor(use_brotli=False, **kwargs)
