"""The one door through which anything is written."""

import hashlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import is_dataclass
from datetime import datetime
from functools import update_wrapper
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db import IntegrityError, transaction

from vungxanh.common.audit import Act, acting, plain
from vungxanh.common.kept import give_back, keep
from vungxanh.common.models import ActionKey
from vungxanh.common.pacing import paced
from vungxanh.kernel.actor import Actor
from vungxanh.kernel.permission import Permission
from vungxanh.kernel.refused import Refused

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, "Action[..., Any]"] = {}


class Action(Generic[P, R]):
    """A write: permission, area scope, one transaction, an audit row; by ``once`` also an idempotency key.

    Raises ``NotYours`` before anything is touched when ``by`` may not.
    """

    def __init__(
        self, function: Callable[P, R], needs: Permission, area: str | None, hide: frozenset[str], own: bool
    ) -> None:
        self.function, self.needs, self.area, self.hide, self.own = function, needs, area, hide, own
        module = function.__module__.removeprefix("vungxanh.").removeprefix("rooms.")
        self.name = f"{module.split('.actions')[0]}.{function.__name__}"
        self.signature = inspect.signature(function)
        for wanted in ("by", "at"):
            if wanted not in self.signature.parameters:
                raise TypeError(f"action {self.name} must take {wanted}=")
        update_wrapper(self, function)
        ACTIONS[self.name] = self

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do it."""
        act = self._prepare(kwargs)
        with paced(), transaction.atomic(), acting(act):
            return self.function(*args, **kwargs)

    def once(self, key: str, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do it unless this key was used before: then give what came of it that time."""
        act = self._prepare(kwargs)
        key = key if len(key) <= 80 else hashlib.sha256(key.encode()).hexdigest()
        with paced(), transaction.atomic():
            try:
                with transaction.atomic():
                    used = ActionKey.objects.create(key=key, action=self.name, actor_id=act.by.id)
            except IntegrityError:
                used = ActionKey.objects.get(key=key)
                if used.action != self.name or used.actor_id != act.by.id:
                    raise Refused("Mã gửi này đã được dùng cho việc khác. Hãy tải lại trang và làm lại.") from None
                return cast(R, give_back(used.result))
            with acting(act):
                result = self.function(*args, **kwargs)
            used.result = keep(result)
            used.save(update_fields=["result"])
            return result

    def _prepare(self, kwargs: dict[str, Any]) -> Act:
        by: Actor = kwargs["by"]
        area = str(kwargs.get(self.area) or "") if self.area else None
        if not self.own or by.id is None:
            by.check(self.needs, area)
        at: datetime = kwargs["at"]
        shown = {
            name: _short(value)
            for name, value in kwargs.items()
            if name not in ("by", "at") and name not in self.hide and value is not None and value != ""
        }
        hidden = {name: "•" for name in self.hide if kwargs.get(name)}
        return Act(action=self.name, by=by, at=at, area=area or "", detail={"args": {**shown, **hidden}})


def action(
    *, needs: Permission, area: str | None = None, hide: Iterable[str] = (), own: bool = False
) -> Callable[[Callable[P, R]], Action[P, R]]:
    """Make a function the only way to do one write.

    ``needs``: the right; with ``area`` the name of the argument holding the area path in which it must be held
    (otherwise the action fetches its object through ``queries.get(by=…)``, which refuses strangers).
    ``hide``: arguments that must not be readable in the audit trail (names and numbers of people).
    ``own``: anybody logged in may do it, for what is his alone (his password, his job).
    """

    def wrap(function: Callable[P, R]) -> Action[P, R]:
        return Action(function, needs, area, frozenset(hide), own)

    return wrap


def _short(value: Any) -> Any:
    if isinstance(value, list | tuple) and len(value) > 20:
        return f"{len(value)} rows"
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__
    if isinstance(value, list | tuple) and value and is_dataclass(value[0]):
        return f"{len(value)} rows"
    if isinstance(value, bytes):
        return f"{len(value)} bytes"
    return plain(value)
