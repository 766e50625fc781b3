"""Lists leave the centre as files: what a sheet is, CSV and XLSX written in constant memory, the rules of taking away.

A list declares a ``Sheet`` (or gets one from its columns); ``Listing`` offers it and answers the form. An outside
system's file is a ``Shape``, registered by its adapter for a sheet's ``kind``.
"""

from vungxanh.common.web.export.sheet import Field, Sheet
from vungxanh.common.web.export.writers import respond_with

__all__ = ["Field", "Sheet", "respond_with"]
