"""How much of a file is read. Beyond it the file is refused with a sentence, never read half."""

MAX_BYTES = 50_000_000
MAX_CHARACTERS = 5_000_000
MAX_PAGES = 500
MAX_SCANNED_PAGES = 60
MAX_UNPACKED = 200_000_000
MAX_PARTS = 4_000
PDF_SECONDS = 60
PDF_MEMORY = 2_000_000_000
OCR_SECONDS = 90
"""Per page."""
