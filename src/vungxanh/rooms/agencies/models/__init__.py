"""Tables: organisations and their directory, people who log in, and where each may do what."""

from vungxanh.rooms.agencies.models.accounts import Agency, Membership, User
from vungxanh.rooms.agencies.models.directory import AgencyAlias, Charge, Post

__all__ = ["Agency", "AgencyAlias", "Charge", "Membership", "Post", "User"]
