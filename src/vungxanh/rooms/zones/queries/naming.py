"""What a place is called in a list: there are thirty communes called Phường 7, so a wide list says where each lies."""

from collections.abc import Iterable

from vungxanh.kernel.actor import Actor, inside
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.places import queries as places
from vungxanh.rooms.places.queries import parent_of


def called(*, by: Actor, rows: Iterable[tuple[str, str]]) -> dict[str, str]:
    """(path, name) to the name with the district and province it lies in, as far as ``by`` sees more than one of them."""
    names = dict(rows)
    mine = list(by.areas(Permission.LEVEL_SEE))
    above = {path: [one for one in (parent_of(path), parent_of(parent_of(path))) if one] for path in names}
    wide = {one for line in above.values() for one in line if any(inside(one, a) and one != a for a in mine)}
    known = places.levels(by=by, paths=wide)
    told = {path: known[path][1] or known[path][0] for path in wide}
    return {
        path: ", ".join([name, *(told[one] for one in above[path] if told.get(one))]) for path, name in names.items()
    }
