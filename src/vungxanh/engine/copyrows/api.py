"""The door: `blocks` of what a connection's COPY sends, `NotCopied` where it breaks off."""

from .gathering import NotCopied, blocks

__all__ = ["NotCopied", "blocks"]
