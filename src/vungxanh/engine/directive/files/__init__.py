"""Electronic copies of documents: bytes in, text out. No network, no Django."""
