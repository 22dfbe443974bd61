"""Published figures: what is counted, what is left out, when they are made again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from portal.competencies import services
from portal.competencies.evidence import Tier
from portal.competencies.models import Evidence
from portal.people.models import Department, User
from portal.reporting import house as house_module
from portal.reporting import selectors
from portal.reporting.errors import DepartmentNotVisibleError
from portal.reporting.estimation import Share
from portal.reporting.figures import Band, DepartmentFigures
from tests.factories.competencies import CompetencyFactory, evidence_item
from tests.factories.reporting import (
    House,
    answer,
    make_department,
    make_people,
    make_viewer,
)

pytestmark = pytest.mark.django_db


def figures(house: House, code: str) -> DepartmentFigures:
    return selectors.department_report(house.hr, code, at=timezone.now()).figures


def test_subtree_is_counted_with_coverage(house: House) -> None:
    ministry = figures(house, "ministry")

    assert (ministry.people, ministry.assessed) == (119, 89)
    assert ministry.coverage == "89 of 119 people"
    first, second = ministry.competencies
    assert (first.people, first.assessed) == (119, 89)
    assert first.is_shown
    assert (second.assessed, second.is_shown) == (None, False)


def test_small_department_shows_nothing_at_all(house: House) -> None:
    outreach = figures(house, "outreach")

    assert (outreach.people, outreach.assessed, outreach.shown) == (None, None, ())
    report = selectors.department_report(house.hr, "outreach", at=timezone.now())
    assert report.findings == (
        "Fewer than 10 people work here, so no figures are shown: they could be traced to persons.",
    )


def test_shares_fall_from_level_to_level_and_lie_in_their_intervals(house: House) -> None:
    for code in ("ministry", "registers", "benefits"):
        for competency in figures(house, code).shown:
            shares = [share for share in competency.shares if share.is_shown]
            percents = [share.percent or 0 for share in shares]
            assert percents == sorted(percents, reverse=True)
            for share in shares:
                assert share.low is not None
                assert share.high is not None
                assert share.low <= (share.percent or 0) <= share.high
                assert (share.all_low or 0) <= (share.all_high or 0)


def test_evidence_out_of_the_window_or_too_little_does_not_count(house: House) -> None:
    late = CompetencyFactory.create(code="TST-9", domain=house.competency.domain)
    few = CompetencyFactory.create(code="TST-8", domain=house.competency.domain)
    now = timezone.now()
    answer(house.people["benefits"], late, at=now - timedelta(days=300))
    answer(house.people["benefits"], few, at=now, items=2)

    by_code = {c.code: c for c in figures(house, "benefits").competencies}

    assert by_code["TST-9"].assessed is None
    assert by_code["TST-8"].assessed is None


def test_own_statements_and_ended_accounts_do_not_count(house: House) -> None:
    said = CompetencyFactory.create(code="TST-7", domain=house.competency.domain)
    for person in house.people["benefits"]:
        items = [
            evidence_item(said, f"s{n}", tier=Tier.SELF_REPORT, observed_at=timezone.now())
            for n in range(4)
        ]
        services.record_evidence(learner=person, items=items, by=None, at=timezone.now())
    for person in house.people["benefits"][:5]:
        person.is_active, person.deactivated_at = False, timezone.now()
        person.save()

    found = figures(house, "benefits")

    assert (found.people, found.assessed) == (55, 35)
    assert {c.code: c.assessed for c in found.competencies}["TST-7"] is None


def test_voided_evidence_does_not_count(house: House) -> None:
    assert figures(house, "benefits").assessed == 40
    person = house.people["benefits"][0]
    for row in Evidence.objects.filter(learner=person):
        services.void_evidence(evidence=row, by=None, at=timezone.now(), reason="Test")

    assert figures(house, "benefits").assessed == 39


def test_warm_figures_ask_for_no_evidence(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    figures(house, "ministry")
    with django_assert_max_num_queries(5):
        house_module.figures_of("ministry", at=timezone.now())


def test_scope_holds_the_department_and_all_below(house: House) -> None:
    make_department("archive", "registers")
    make_department("registers-two")
    viewer = make_viewer("rita", "registers")

    home = selectors.report_home(viewer, at=timezone.now())

    assert [d.code for d in home.departments] == ["registers", "archive"]
    assert [top.code for top, _sentences in home.findings] == ["registers"]
    for code in ("ministry", "benefits", "registers-two", "nowhere"):
        with pytest.raises(DepartmentNotVisibleError):
            selectors.department_report(viewer, code, at=timezone.now())


def test_nested_scopes_show_each_department_once(house: House) -> None:
    viewer = make_viewer("rita", "ministry", "registers")

    home = selectors.report_home(viewer, at=timezone.now())

    codes = [d.code for d in home.departments]
    assert sorted(codes) == ["benefits", "ministry", "outreach", "registers"]
    assert [top.code for top, _sentences in home.findings] == ["ministry"]


def test_viewer_without_the_role_reads_nothing_even_with_a_scope(house: House) -> None:
    viewer = make_viewer("rita", "ministry")
    viewer.groups.clear()

    with pytest.raises(PermissionDenied):
        selectors.report_home(viewer, at=timezone.now())
    with pytest.raises(PermissionDenied):
        selectors.department_report(viewer, "ministry", at=timezone.now())


def test_report_knows_what_is_above_and_below(house: House) -> None:
    report = selectors.department_report(house.hr, "registers", at=timezone.now())

    assert [d.code for d in report.above] == ["ministry"]
    assert report.below == ()
    top = selectors.department_report(house.hr, "ministry", at=timezone.now())
    assert [d.code for d in top.below] == ["benefits", "outreach", "registers"]
    assert {d.within for d in top.below} == {"Ministry"}


def test_department_that_vanishes_meanwhile_is_not_visible(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house_module, "figures_of", lambda code, at: None)
    with pytest.raises(DepartmentNotVisibleError):
        selectors.department_report(house.hr, "ministry", at=timezone.now())


def test_people_without_department_are_in_no_figure(house: House) -> None:
    loose = User.objects.create_user("loose")
    answer([loose], house.competency, at=timezone.now())

    assert figures(house, "ministry").assessed == 89


def test_subtracting_published_figures_isolates_no_small_group(house: House) -> None:
    make_people(Department.objects.get(code="outreach"), 0)
    ministry, *below = (
        figures(house, code) for code in ("ministry", "registers", "benefits", "outreach")
    )
    whole = ministry.competencies[0]
    known = [d.competencies[0] for d in below if d.competencies[0].assessed is not None]

    rest = (whole.assessed or 0) - sum(c.assessed or 0 for c in known)

    assert rest == 0 or rest >= 10


@pytest.mark.parametrize(
    ("share", "percent", "band", "text", "bounds"),
    [
        (Share(0.62, 0.54, 0.7), 62, Band.NONE, "62 %", (23, 86)),
        (Share(0.97, 0.93, 1.0), 90, Band.AT_LEAST, "at least 90 %", (33, 100)),
        (Share(0.02, 0.0, 0.06), 10, Band.AT_MOST, "at most 10 %", (0, 67)),
    ],
)
def test_published_share(
    share: Share, percent: int, band: Band, text: str, bounds: tuple[int, int]
) -> None:
    found = house_module.published_share(2, share, 44, 120)

    assert (found.percent, found.band) == (percent, band)
    assert found.text.replace("\u00a0", " ") == text
    assert (found.all_low, found.all_high) == bounds
    assert (found.low or 0) <= percent <= (found.high or 0)
