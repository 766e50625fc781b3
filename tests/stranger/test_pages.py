"""The stranger test, second half: every address there is, by GET and POST, as people who must not see or do it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.stranger import world as stranger_world
from vungxanh.kernel.permission import Permission
from vungxanh.testing import COMMUNE

pytestmark = pytest.mark.django_db

FILLS: dict[str, Any] = {
    "place": "3-70", "unit": "commune", "digest": "x", "part": "names",
    "what": "decision", "ending": "docx", "measure": "community_cases",
    "path": COMMUNE, "name": "confirm", "code": 404, "slug": "covid19", "day": "2021-08-17", "kind": "cases", "number": 1,
    "step": "mapping", "key": "x", "disease": "covid19", "subject": "contact", "level": 1, "edition": 3, "action": "confirm",
}  # fmt: skip
ALLOWED = {200, 204, 302, 400, 403, 404, 405, 422, 429}
ALIEN = ("other_district", "other_commune", "other_admin")


def walk(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern with its whole address."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from walk(entry, prefix + str(entry.pattern))
        else:
            yield prefix + str(entry.pattern), entry


PATTERNS = dict(walk(get_resolver()))


def address(route: str, pattern: URLPattern, ids: dict[str, Any]) -> str:
    """The address with the world's ids in it; a parameter nobody knows fails the test."""
    url = route
    for name, converter in pattern.pattern.converters.items():
        given = ids.get(name, FILLS.get(name))
        if given is None:
            pytest.fail(f"{route} takes <{name}>: tell the stranger test how to fill it")
        for form in (f"<{type(converter).__name__.removesuffix('Converter').lower()}:{name}>", f"<{name}>"):
            url = url.replace(form, str(given))
    return f"/{url}"


@pytest.fixture
def world() -> stranger_world.World:
    return stranger_world.build()


def client(world: stranger_world.World, key: str | None) -> Client:
    """A browser logged in by the log-in page, or nobody's."""
    found = Client(raise_request_exception=False)
    if key:
        answer = found.post("/login/", {"username": key.replace("_", "."), "password": stranger_world.PASSWORD})
        assert answer.status_code == 302, answer.content[:500]
    return found


def body(answer: Any) -> str:
    """The answer's text, streamed or not."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return data.decode("utf-8", "replace") + str(answer.headers)


def test_every_address_says_who_may_open_it() -> None:
    unmarked = [route for route, p in PATTERNS.items() if not hasattr(p.callback, "needs")]
    assert unmarked == []


def test_nobody_gets_to_the_log_in_page_and_no_further(world: stranger_world.World) -> None:
    before = stranger_world.snapshot()
    browser = client(world, None)
    for route, pattern in PATTERNS.items():
        url = address(route, pattern, world.ids)
        for answer in (browser.get(url), browser.post(url, {})):
            assert answer.status_code in ALLOWED, f"{url}: {answer.status_code}"
            assert not [s for s in stranger_world.SECRETS if s in body(answer)], url
            if not pattern.callback.public:
                assert answer.status_code in (302, 403, 404, 405), f"{url}: {answer.status_code}"
                if answer.status_code == 302:
                    assert answer["Location"].startswith("/login/"), url
    assert stranger_world.snapshot() == before


@pytest.mark.parametrize("key", ALIEN)
@pytest.mark.parametrize("way", ["get", "post", "htmx"])
def test_strangers_see_and_change_nothing(world: stranger_world.World, key: str, way: str) -> None:
    browser = client(world, key)
    before = stranger_world.snapshot()
    for route, pattern in PATTERNS.items():
        if route.startswith(("logout", "me/")):
            continue
        url = address(route, pattern, world.ids)
        given = {
            "reason": "một lý do đủ dài",
            "_key": f"{key}:{route}"[:60],
            "outcome": "reached",
            "name": "Tên khác",
            "q": "bi mat",
        }
        if way == "post":
            answer = browser.post(url, given)
        else:
            answer = browser.get(url, {"q": "bi mat"}, headers={"HX-Request": "true"} if way == "htmx" else {})
        assert answer.status_code in ALLOWED, f"{way} {url}: {answer.status_code}"
        text = (
            body(answer)
            .replace("q=bi+mat", "")
            .replace("q=bi%20mat", "")
            .replace('value="bi mat"', "")
            .replace("“bi mat”", "")
        )
        assert not [s for s in stranger_world.SECRETS if s in text], f"{way} {url} told a secret"
    after = stranger_world.snapshot()
    # Looking for duplicates among one's own people is nobody else's business.
    after["common.Job"] = [row for row in after["common.Job"] if "people.match" not in row]
    # Figures of one's own area are counted when one opens the command desk: numbers, of nobody.
    after.pop("reports.DayFigures", None)
    assert {k: v for k, v in after.items() if v != before.get(k)} == {}


def test_a_clerk_without_the_export_right_gets_no_file(world: stranger_world.World) -> None:
    browser = client(world, "clerk")
    exports = [(r, p) for r, p in PATTERNS.items() if p.callback.needs is Permission.EXPORT]
    assert exports
    for route, pattern in exports:
        assert browser.get(address(route, pattern, world.ids)).status_code in (403, 404), route


def test_the_owner_does_see_them(world: stranger_world.World) -> None:
    """The other side of the coin: a test in which everything is refused would prove nothing."""
    browser = client(world, "owner")
    told = [r for r, p in PATTERNS.items() if stranger_world.NAME in body(browser.get(address(r, p, world.ids)))]
    assert len(told) >= 3
