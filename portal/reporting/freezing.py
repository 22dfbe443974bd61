"""Published figures as plain data, with a hash, and back again. Pure: no database, no clock."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from portal.reporting.figures import Band, CompetencyFigures, DepartmentFigures, ShareFigure

FORM = 1
"""Version of the form in which figures are kept; a snapshot of another form is not read."""


def freeze(every: Iterable[DepartmentFigures]) -> dict[str, Any]:
    """Return the figures of all departments as JSON can hold them."""
    return {"form": FORM, "departments": [_department(figures) for figures in every]}


def fingerprint(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of frozen figures, whatever the order of their keys."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def thaw(data: Mapping[str, Any], *, quarter: str) -> tuple[DepartmentFigures, ...]:
    """Return the figures just as they were frozen, in the same order.

    Args:
        data: what ``freeze`` returned.
        quarter: of the snapshot, which the figures then name.
    """
    if data["form"] != FORM:
        raise ValueError(f"Snapshot {quarter} is kept in form {data['form']}, not {FORM}.")
    return tuple(_thawed(one, quarter) for one in data["departments"])


def _department(figures: DepartmentFigures) -> dict[str, Any]:
    return {
        "code": figures.code,
        "name": figures.name,
        "above": figures.above,
        "within": figures.within,
        "is_demo": figures.is_demo,
        "people": figures.people,
        "assessed": figures.assessed,
        "as_of": figures.as_of.isoformat(),
        "window_start": figures.window_start.isoformat(),
        "thresholds_version": figures.thresholds_version,
        "competencies": [_competency(competency) for competency in figures.competencies],
    }


def _competency(competency: CompetencyFigures) -> dict[str, Any]:
    return {
        "code": competency.code,
        "name": competency.name,
        "domain": competency.domain,
        "people": competency.people,
        "assessed": competency.assessed,
        "shares": [_share(share) for share in competency.shares],
    }


def _share(share: ShareFigure) -> dict[str, Any]:
    if not share.is_shown:
        return {"level": share.level, "suppressed": True}
    return {
        "level": share.level,
        "suppressed": False,
        "percent": share.percent,
        "band": share.band.value,
        "low": share.low,
        "high": share.high,
        "all_low": share.all_low,
        "all_high": share.all_high,
    }


def _thawed(one: Mapping[str, Any], quarter: str) -> DepartmentFigures:
    plain = DepartmentFigures(
        **{**one, "competencies": (), "quarter": quarter},
    )
    return replace(
        plain,
        as_of=date.fromisoformat(one["as_of"]),
        window_start=date.fromisoformat(one["window_start"]),
        competencies=tuple(
            CompetencyFigures(**{**found, "shares": tuple(map(_thawed_share, found["shares"]))})
            for found in one["competencies"]
        ),
    )


def _thawed_share(one: Mapping[str, Any]) -> ShareFigure:
    if one["suppressed"]:
        return ShareFigure(one["level"])
    fields = {name: value for name, value in one.items() if name != "suppressed"}
    return ShareFigure(**{**fields, "band": Band(one["band"])})
