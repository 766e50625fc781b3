"""Words every room shares: ids, Actor, Permission, Period, Refused, Vietnamese text. Pure."""
