"""What each role may do, on one page, made from the rules themselves."""

from itertools import groupby
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from vungxanh.common.web.request import ActorRequest, page
from vungxanh.kernel.permission import Permission
from vungxanh.rooms.agencies import rules


@page(needs=None)
@require_GET
def roles(request: ActorRequest) -> HttpResponse:
    """The matrix: a line for each right, a column for each role."""
    mine = {scope.role for scope in request.actor.scopes}
    heads = [
        {
            "name": _(role.name),
            "text": _(role.text),
            "mine": role.key.value in mine,
            "rights": [_(right.label) for right in rules.RIGHTS if right.permission in role.permissions],
        }
        for role in rules.ROLES.values()
    ]
    return render(request, "agencies/roles.html", {"roles": heads, "matrix": matrix()})


def matrix() -> list[dict[str, Any]]:
    """Groups of rights; each line says which roles hold it. The right of the centre itself is nobody's, so left out."""
    lines = [right for right in rules.RIGHTS if right.permission is not Permission.SYSTEM]
    return [
        {
            "name": _(group),
            "lines": [
                {
                    "key": right.permission.value,
                    "label": _(right.label),
                    "cells": [
                        {"role": _(role.name), "yes": right.permission in role.permissions}
                        for role in rules.ROLES.values()
                    ],
                }
                for right in rights
            ],
        }
        for group, rights in groupby(lines, key=lambda right: right.group)
    ]
