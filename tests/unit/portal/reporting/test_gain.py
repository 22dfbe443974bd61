"""Changes between snapshots: arithmetic by hand, and when a change is called one."""

from dataclasses import replace
from datetime import date

import pytest

from portal.reporting.figures import Band, CompetencyFigures, DepartmentFigures, ShareFigure
from portal.reporting.gain import gains, share_gain


def share(percent: int, low: int, high: int, band: Band = Band.NONE) -> ShareFigure:
    return ShareFigure(2, percent, band, low, high, 0, 100)


def test_change_by_hand() -> None:
    # 40 (34 to 46) then 60 (52 to 66): down 60-52=8 and 46-40=6 make 10, up 6 and 6 make 8.49.
    found = share_gain(share(40, 34, 46), share(60, 52, 66))
    assert found is not None
    assert (found.points, found.low, found.high) == (20, 10, 29)
    assert (found.text, found.interval) == ("20 points more", "+10 to +29 points")


@pytest.mark.parametrize(
    ("before", "now", "text"),
    [
        (share(60, 52, 66), share(40, 34, 46), "20 points less"),
        (share(50, 40, 60), share(58, 48, 68), "no clear change"),
        (share(50, 50, 50), share(50, 50, 50), "no clear change"),
        # The ends are whole points, rounded outwards: 6 - 5.66 is 0, 7 - 5.66 is 1.
        (share(50, 46, 54), share(56, 52, 60), "no clear change"),
        (share(50, 46, 54), share(57, 53, 61), "7 points more"),
        (share(50, 46, 54), share(55, 52, 58), "no clear change"),  # 55 - 50 = 5 = hypot(3, 4)
    ],
)
def test_change_is_called_one_only_when_the_interval_leaves_out_zero(
    before: ShareFigure, now: ShareFigure, text: str
) -> None:
    found = share_gain(before, now)
    assert found is not None
    assert found.text == text
    assert found.is_clear == (text != "no clear change")


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (ShareFigure(2), share(50, 40, 60)),
        (share(50, 40, 60), ShareFigure(2)),
        (share(10, 0, 12, Band.AT_MOST), share(50, 40, 60)),
        (share(50, 40, 60), share(90, 88, 100, Band.AT_LEAST)),
    ],
)
def test_what_is_not_published_as_an_estimate_is_not_compared(
    before: ShareFigure, now: ShareFigure
) -> None:
    assert share_gain(before, now) is None


def department(*competencies: CompetencyFigures, version: str = "2026-1") -> DepartmentFigures:
    day = date(2026, 9, 30)
    return DepartmentFigures("d", "D", "", False, 50, 40, competencies, day, day, version)


def test_department_compares_what_both_hold_under_the_same_thresholds() -> None:
    levels = tuple(replace(share(50, 40, 60), level=level) for level in (1, 2, 3))
    hidden = tuple(ShareFigure(level) for level in (1, 2, 3))
    one = CompetencyFigures("A", "A", "D", 50, 40, levels)
    other = CompetencyFigures("B", "B", "D", 50, 40, hidden)
    new = CompetencyFigures("C", "C", "D", 50, 40, levels)

    found = gains(department(one, other), department(one, other, new))

    assert [change.code for change in found] == ["A"]
    assert gains(department(one, version="2025-9"), department(one)) == ()
