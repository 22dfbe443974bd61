"""From the ledger to published figures of every department, once for each state of the evidence.

1. Read the window of the ledger and the tree of departments with their active people.
2. Fit each competency over the whole house (``estimation``).
3. Add up the tree, decide what may be published (``suppression``), round, and keep only that.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from django.core.cache import cache
from django.db.models import Max, QuerySet
from django.utils import timezone

from portal.competencies import levels
from portal.competencies.assessment import WEIGHTLESS
from portal.competencies.evidence import Tier
from portal.competencies.models import Competency, Evidence
from portal.competencies.thresholds import Thresholds, current
from portal.people.models import Department, User
from portal.reporting import estimation
from portal.reporting.figures import (
    LEVELS,
    Band,
    CompetencyFigures,
    DepartmentFigures,
    ShareFigure,
)
from portal.reporting.history import Earlier
from portal.reporting.models import Snapshot
from portal.reporting.past import Past, read_past
from portal.reporting.suppression import (
    GREATEST_SHARE,
    LEAST_GROUP,
    LEAST_SHARE,
    Disclosure,
    Part,
    banded,
    disclose,
)

_DAY = 24 * 3600
_FORM = 2  # of what the cache holds; figures of another form are made anew


@dataclass(frozen=True)
class _Unit:
    """A department as figures need it."""

    pk: int
    code: str
    name: str
    is_demo: bool
    parent: str | None


@dataclass(frozen=True)
class _House:
    """The tree of departments and who works where."""

    units: tuple[_Unit, ...]
    names: Mapping[str, str]
    below: Mapping[str, tuple[int, ...]]
    people: Mapping[str, int]
    own_people: tuple[int, ...]
    unit_of_person: Mapping[int, int]


@dataclass(frozen=True)
class _Row:
    """Unpublished figures of one competency; never leaves this module."""

    disclosure: Disclosure
    assessed: Mapping[str, int]
    shares: Mapping[str, tuple[estimation.Share, ...]]
    members: Mapping[str, list[int]]


@dataclass(frozen=True)
class Computation:
    """What a computation gives.

    Attributes:
        figures: published figures of every department, in the order of the tree.
        members: ids of the assessed by competency and department; never published.
    """

    figures: tuple[DepartmentFigures, ...]
    members: Mapping[str, Mapping[str, list[int]]]


def figures_of(code: str, *, at: datetime) -> DepartmentFigures | None:
    """Return the published figures of one department, None when there is no such department.

    Everything is computed at once for the whole house when evidence, people or day have changed.
    """
    today = timezone.localdate(at)
    state = _state(today)
    key = f"reporting:{state}:{code}"
    found: DepartmentFigures | None = cache.get(key)
    if found is None and Department.objects.filter(code=code).exists():
        every = compute(today).figures
        cache.set_many({f"reporting:{state}:{f.code}": f for f in every}, timeout=_DAY)
        found = next((f for f in every if f.code == code), None)
    return found


def compute(today: date) -> Computation:
    """Return the published figures of every department, and of whom they were made."""
    thresholds = current()
    window_start = today - timedelta(days=thresholds.window_days)
    house = _read_house()
    competencies = list(Competency.objects.current().select_related("domain"))
    rows, anything = _estimate(house, competencies, window_start, thresholds, read_past())
    figures = tuple(
        DepartmentFigures(
            code=unit.code,
            name=unit.name,
            within=house.names.get(unit.parent or "", ""),
            is_demo=unit.is_demo,
            people=_large_enough(house.people[unit.code]),
            assessed=anything.assessed[unit.code]
            if unit.code in anything.disclosure.groups
            else None,
            competencies=tuple(
                _published(competency, rows.get(competency.pk), unit.code, house)
                for competency in competencies
            ),
            as_of=today,
            window_start=window_start,
            thresholds_version=thresholds.version,
            above=unit.parent or "",
        )
        for unit in house.units
    )
    members = {c.code: rows[c.pk].members for c in competencies if c.pk in rows}
    return Computation(figures, members)


def _state(today: date) -> str:
    """Return a short name for everything on which the figures depend."""
    digest = hashlib.sha256()
    newest = Evidence.objects.aggregate(newest=Max("pk"))["newest"]
    people = _people().order_by("pk").values_list("pk", "department_id")
    tree = Department.objects.order_by("path").values_list("path", "code", "name", "is_demo")
    framework = Competency.objects.current().values_list("pk", "code", "name", "position")
    taken = Snapshot.objects.values_list("sha256", flat=True)
    tables = map(list, (people, tree, framework, taken))
    for part in (_FORM, today, newest, *tables, current().version):
        digest.update(repr(part).encode())
    return digest.hexdigest()[:32]


def _people() -> QuerySet[User]:
    return User.objects.filter(is_active=True, department__isnull=False)


def _read_house() -> _House:
    departments = list(Department.objects.order_by("path"))
    codes = {department.path: department.code for department in departments}
    places = {department.pk: place for place, department in enumerate(departments)}
    unit_of_person = {
        person: places[department]
        for person, department in _people().values_list("pk", "department_id")
    }
    own = Counter(unit_of_person.values())
    below = {
        department.code: tuple(
            place
            for place, other in enumerate(departments)
            if other.path.startswith(department.path)
        )
        for department in departments
    }
    return _House(
        units=tuple(
            _Unit(
                pk=department.pk,
                code=department.code,
                name=department.name,
                is_demo=department.is_demo,
                parent=codes.get(department.path[: -Department.steplen]),
            )
            for department in departments
        ),
        names={department.code: department.name for department in departments},
        below=below,
        people={code: sum(own[place] for place in places_) for code, places_ in below.items()},
        own_people=tuple(own[place] for place in range(len(departments))),
        unit_of_person=unit_of_person,
    )


def _estimate(
    house: _House,
    competencies: Sequence[Competency],
    window_start: date,
    thresholds: Thresholds,
    past: Sequence[Past],
) -> tuple[dict[int, _Row], _Row]:
    """Return unpublished figures by competency id, and of being assessed in anything."""
    table = _evidence_table(competencies, window_start)
    rows: dict[int, _Row] = {}
    codes = {competency.pk: competency.code for competency in competencies}
    assessed_in_anything: set[int] = set()
    for competency_id in np.unique(table[:, 0]):
        own = table[table[:, 0] == competency_id]
        persons, person, items = np.unique(own[:, 1], return_inverse=True, return_counts=True)
        enough = items >= thresholds.assessed_items
        if not enough.any():
            continue
        assessed_in_anything.update(persons[enough].astype(int).tolist())
        likelihoods = levels.log_likelihood(
            score=own[:, 2],
            difficulty=own[:, 3],
            guess=own[:, 4],
            # Age is dealt with by the window, and a policy's weights must not shrink a group.
            weight=np.ones(len(own)),
            group=person.reshape(-1).astype(np.int64),
            groups=len(persons),
        )[enough]
        members = _by_department(house, persons[enough].astype(int).tolist())
        earlier = [one.earlier(codes[int(competency_id)], members) for one in past]
        rows[int(competency_id)] = _row(house, likelihoods, members, thresholds, earlier)
    anywhere = Counter(house.unit_of_person[person] for person in assessed_in_anything)
    return rows, _row_without_shares(house, anywhere)


def _evidence_table(competencies: Sequence[Competency], window_start: date) -> levels.Floats:
    """Return competency, learner, score, difficulty and guess of what counts, (rows, 5)."""
    start = timezone.make_aware(datetime.combine(window_start, time.min))
    columns = (
        Evidence.objects.all()
        .effective()
        .filter(
            observed_at__gte=start,
            learner__is_active=True,
            learner__department__isnull=False,
            competency__in=competencies,
        )
        .exclude(tier=Tier.SELF_REPORT)
        .exclude(source_kind__in=WEIGHTLESS)
        .order_by("pk")
        .values_list("competency_id", "learner_id", "score", "difficulty", "guess")
    )
    return np.array(list(columns.iterator(chunk_size=10_000)), dtype=float).reshape(-1, 5)


def _row(
    house: _House,
    likelihoods: levels.Floats,
    members: Mapping[str, list[int]],
    thresholds: Thresholds,
    earlier: Sequence[Earlier],
) -> _Row:
    """Return one competency's figures; likelihoods come in the order of the persons' ids."""
    taus = thresholds.taus[: len(LEVELS)]
    persons = sorted(person for inside in members.values() for person in inside)
    units = np.array([house.unit_of_person[person] for person in persons], dtype=np.int64)
    fitted = estimation.fit(likelihoods, units, len(house.units), thresholds.prior_sd)
    counts = estimation.count_distributions(likelihoods, units, fitted, taus)
    own = np.bincount(units, minlength=len(house.units))
    expected = [estimation.average_spreads(count) @ np.arange(count.shape[-1]) for count in counts]
    disclosure = disclose(
        [
            Part(
                unit.code,
                unit.parent,
                int(own[place]),
                tuple(map(float, expected[place])),
                house.own_people[place],
            )
            for place, unit in enumerate(house.units)
        ],
        earlier,
    )
    shares = {}
    for code in disclosure.groups:
        total = estimation.average_spreads(
            estimation.add_counts(counts[place] for place in house.below[code] if own[place])
        )
        shares[code] = tuple(estimation.share_of(total[cut]) for cut in range(len(taus)))
    return _Row(disclosure, _totals(house, Counter(units.tolist())), shares, members)


def _row_without_shares(house: _House, own: Mapping[int, int]) -> _Row:
    parts = [
        Part(unit.code, unit.parent, own.get(place, 0), (), house.own_people[place])
        for place, unit in enumerate(house.units)
    ]
    return _Row(disclose(parts), _totals(house, own), {}, {})


def _by_department(house: _House, persons: Sequence[int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for person in sorted(persons):
        found.setdefault(house.units[house.unit_of_person[person]].code, []).append(person)
    return found


def _totals(house: _House, own: Mapping[int, int]) -> dict[str, int]:
    return {
        code: sum(own.get(place, 0) for place in places) for code, places in house.below.items()
    }


def _large_enough(people: int) -> int | None:
    return people if people >= LEAST_GROUP else None


def _published(
    competency: Competency, row: _Row | None, code: str, house: _House
) -> CompetencyFigures:
    shown = row is not None and code in row.disclosure.groups
    assessed = row.assessed[code] if row is not None and shown else None
    people = house.people[code]
    return CompetencyFigures(
        code=competency.code,
        name=competency.name,
        domain=competency.domain.name,
        people=_large_enough(people),
        assessed=assessed,
        shares=tuple(
            published_share(level, row.shares[code][cut], assessed, people)
            if row is not None and assessed and cut in row.disclosure.cuts[code]
            else ShareFigure(level)
            for cut, level in enumerate(LEVELS)
        ),
    )


def published_share(level: int, share: estimation.Share, assessed: int, people: int) -> ShareFigure:
    """Return a share as it may be published: rounded, and banded near none and near all."""
    value = banded(share.value)
    band, low, high = Band.NONE, share.low, share.high
    least = most = round(share.value, 2)
    if value != share.value or value in (LEAST_SHARE, GREATEST_SHARE):
        if value == GREATEST_SHARE:
            band, low, high, least, most = Band.AT_LEAST, min(low, value), 1.0, value, 1.0
        else:
            band, low, high, least, most = Band.AT_MOST, 0.0, max(high, value), 0.0, value
    return ShareFigure(
        level=level,
        percent=round(value * 100),
        band=band,
        low=round(low * 100),
        high=round(high * 100),
        all_low=round(estimation.bounds_of_all(least, assessed, people)[0] * 100),
        all_high=round(estimation.bounds_of_all(most, assessed, people)[1] * 100),
    )
