"""Snapshots: taken once, frozen, printed again as they were, and open to HR viewers only."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.models import AuditEvent
from portal.people import policies
from portal.people.models import Department, User
from portal.reporting import archive, exports, past, selectors, services
from portal.reporting.errors import (
    QuarterError,
    SnapshotDamagedError,
    SnapshotFrozenError,
    SnapshotNotFoundError,
)
from portal.reporting.models import Snapshot, SnapshotBasis
from portal.reporting.quarters import Quarter
from tests.factories.reporting import House, answer, make_viewer

pytestmark = pytest.mark.django_db


def this_quarter() -> str:
    return str(Quarter.of(timezone.localdate()))


def take(at: datetime | None = None) -> Snapshot:
    at = at or timezone.now()
    quarter = str(Quarter.of(timezone.localdate(at)))
    return services.take_snapshot(quarter=quarter, by=None, at=at)[0]


def addresses(quarter: str, code: str) -> list[str]:
    names = ("snapshot_department", "snapshot_csv", "snapshot_xlsx")
    return [reverse(f"reporting:{name}", args=[quarter, code]) for name in names]


def main_of(client: Client, address: str) -> str:
    page = client.get(address).content.decode()
    found = re.search(r"<main.*</main>", page, re.DOTALL)
    assert found
    return found[0]


# --- quarters ---------------------------------------------------------------------------------


def test_quarters_by_hand() -> None:
    assert str(Quarter.of(datetime(2026, 3, 31, tzinfo=UTC).date())) == "2026Q1"
    assert str(Quarter.of(datetime(2026, 4, 1, tzinfo=UTC).date())) == "2026Q2"
    assert str(Quarter.parse("2026Q1").before) == "2025Q4"
    assert str(Quarter.parse("2026Q4").before) == "2026Q3"
    assert Quarter.parse("2025Q4") < Quarter.parse("2026Q1")


@pytest.mark.parametrize("text", ["", "2026", "2026Q5", "2026q1", "26Q1", "2026Q1 "])
def test_text_that_is_no_quarter_is_refused(text: str) -> None:
    with pytest.raises(QuarterError, match="2026Q4"):
        Quarter.parse(text)


# --- taking -----------------------------------------------------------------------------------


def test_snapshot_keeps_the_figures_of_the_day(house: House) -> None:
    at = timezone.now()
    snapshot, made = services.take_snapshot(quarter=this_quarter(), by=house.hr, at=at)

    assert made
    for code in ("ministry", "registers", "benefits", "outreach"):
        live = selectors.department_report(house.hr, code, at=at).figures
        kept = archive.snapshot_report(house.hr, snapshot.quarter, code).report.figures
        assert exports.rows(kept) == exports.rows(live)
        assert kept.coverage == live.coverage
    assert (snapshot.taken_by, snapshot.thresholds_version) == (house.hr, "2026-1")
    cells = snapshot.figures["departments"][-1]["competencies"][1]["shares"]
    assert {cell["suppressed"] for cell in cells} == {True}
    event = AuditEvent.objects.get(action="snapshot.taken")
    assert event.data == {"quarter": snapshot.quarter, "sha256": snapshot.sha256}


def test_second_call_changes_nothing(house: House) -> None:
    first = take()
    answer(house.people["registers"][30:], house.competency, at=timezone.now())

    again, made = services.take_snapshot(
        quarter=first.quarter, by=house.hr, at=timezone.now() + timedelta(minutes=1)
    )

    assert not made
    assert (again.pk, again.sha256, again.taken_at) == (first.pk, first.sha256, first.taken_at)
    assert Snapshot.objects.count() == SnapshotBasis.objects.count() == 1
    assert AuditEvent.objects.filter(action="snapshot.taken").count() == 1


def test_snapshot_can_be_neither_changed_nor_deleted(house: House) -> None:
    snapshot = take()
    for row in (snapshot, snapshot.basis):
        with pytest.raises(SnapshotFrozenError):
            row.save()
        with pytest.raises(SnapshotFrozenError):
            row.delete()
    with pytest.raises(SnapshotFrozenError):
        Snapshot.objects.update(quarter="2020Q1")
    with pytest.raises(SnapshotFrozenError):
        Snapshot.objects.all().delete()


def test_figures_changed_behind_the_portals_back_are_not_shown(house: House) -> None:
    snapshot = take()
    snapshot.figures["departments"][0]["people"] += 1
    with pytest.raises(SnapshotDamagedError, match=snapshot.quarter):
        past.frozen_figures(snapshot)


def test_only_the_running_and_the_ended_quarter_can_be_taken_in_order(house: House) -> None:
    at = datetime(2026, 11, 24, 12, tzinfo=UTC)
    for quarter in ("2026Q2", "2027Q1"):
        with pytest.raises(QuarterError, match="2026Q4 or 2026Q3"):
            services.take_snapshot(quarter=quarter, by=None, at=at)
    services.take_snapshot(quarter="2026Q4", by=None, at=at)
    with pytest.raises(QuarterError, match="2026Q4 has been taken"):
        services.take_snapshot(quarter="2026Q3", by=None, at=at)


def test_command_takes_once_and_says_so(house: House) -> None:
    def run(*options: str) -> str:
        out = io.StringIO()
        call_command("take_snapshot", f"--quarter={this_quarter()}", *options, stdout=out)
        return out.getvalue()

    first = run("--by=hana")
    assert f"Snapshot {this_quarter()} taken: 4 departments" in first
    second = run()
    assert "nothing was changed" in second
    assert first.splitlines()[-1] == second.splitlines()[-1]
    with pytest.raises(CommandError, match="nobody called"):
        run("--by=nobody")
    with pytest.raises(CommandError, match="no quarter"):
        call_command("take_snapshot", "--quarter=soon")


# --- frozen -----------------------------------------------------------------------------------


def test_movers_old_department_keeps_its_past_figures(client: Client, house: House) -> None:
    snapshot = take()
    client.force_login(house.hr)
    page, *files = addresses(snapshot.quarter, "benefits")
    before = main_of(client, page)
    text = client.get(files[0]).content
    registers = Department.objects.get(code="registers")
    for person in house.people["benefits"][:20]:
        person.department = registers
        person.save()
    Department.objects.filter(code="benefits").update(name="Renamed")

    assert main_of(client, page) == before
    assert client.get(files[0]).content == text
    live = selectors.department_report(house.hr, "benefits", at=timezone.now()).figures
    kept = archive.snapshot_report(house.hr, snapshot.quarter, "benefits").report.figures
    assert (kept.people, kept.assessed, kept.name) == (60, 40, "Benefits")
    assert (live.people, live.assessed, live.name) == (40, 20, "Renamed")


def test_department_that_is_no_more_is_seen_by_those_above(client: Client, house: House) -> None:
    snapshot = take()
    User.objects.filter(department__code="outreach").update(department=None)
    Department.objects.get(code="outreach").delete()
    client.force_login(house.hr)
    assert client.get(addresses(snapshot.quarter, "outreach")[0]).status_code == 200
    client.force_login(make_viewer("rita", "registers"))
    assert client.get(addresses(snapshot.quarter, "outreach")[0]).status_code == 404


def test_page_csv_and_xlsx_of_a_snapshot_agree(client: Client, house: House) -> None:
    snapshot = take()
    client.force_login(house.hr)
    page, text, book = addresses(snapshot.quarter, "ministry")
    rows = list(csv.reader(io.StringIO(client.get(text).content.decode("utf-8-sig"))))
    response = client.get(book)
    name = f'attachment; filename="ministry-{snapshot.quarter}.xlsx"'
    assert response["Content-Disposition"] == name
    loaded = openpyxl.load_workbook(io.BytesIO(response.content))
    cells = [
        ["" if c is None else str(c.date() if isinstance(c, datetime) else c) for c in row]
        for row in loaded["Figures"].iter_rows(values_only=True)
    ]
    assert cells == rows
    notes = {row[0]: str(row[1]) for row in loaded["Notes"].iter_rows(values_only=True)}
    assert notes["Snapshot"].startswith(snapshot.quarter)
    shown = main_of(client, page)
    for row in rows[1:4]:
        assert f"{row[13]} to {row[14]}" in shown.replace("\u00a0", " ")


# --- who may ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        (policies.TRAINERS, 403),
        (policies.COURSE_EDITORS, 403),
        (policies.ADMINISTRATORS, 403),
        (policies.HR_VIEWERS, 200),
    ],
)
def test_role_by_page(client: Client, house: House, role: str | None, status: int) -> None:
    snapshot = take()
    viewer = make_viewer("somebody", "ministry")
    viewer.groups.clear()
    if role:
        viewer.groups.add(Group.objects.get_or_create(name=role)[0])
    home = reverse("reporting:snapshot", args=[snapshot.quarter])

    for address in (home, *addresses(snapshot.quarter, "ministry")):
        assert client.get(address).status_code == 302
    client.force_login(viewer)
    for address in (home, *addresses(snapshot.quarter, "ministry")):
        assert client.get(address).status_code == status, address
        assert client.post(address).status_code == 405


def test_scope_by_department(client: Client, house: House) -> None:
    snapshot = take()
    client.force_login(make_viewer("rita", "registers"))
    for code in ("ministry", "registers", "benefits", "outreach", "nowhere"):
        for address in addresses(snapshot.quarter, code):
            expected = 200 if code == "registers" else 404
            assert client.get(address).status_code == expected, address
    home = main_of(client, reverse("reporting:snapshot", args=[snapshot.quarter]))
    assert "Registers" in home
    assert "Benefits" not in home


def test_quarter_without_snapshot_is_not_found(client: Client, house: House) -> None:
    client.force_login(house.hr)
    for address in (
        reverse("reporting:snapshot", args=["2020Q1"]),
        *addresses("2020Q1", "ministry"),
    ):
        assert client.get(address).status_code == 404
    with pytest.raises(SnapshotNotFoundError, match="take_snapshot"):
        archive.snapshot_of("2020Q1")


def test_home_lists_snapshots_and_each_look_is_recorded(client: Client, house: House) -> None:
    client.force_login(house.hr)
    assert "Quarterly snapshots" not in main_of(client, reverse("reporting:home"))
    snapshot = take()
    home = reverse("reporting:snapshot", args=[snapshot.quarter])
    assert home in main_of(client, reverse("reporting:home"))

    AuditEvent.objects.all().delete()
    for address in (home, *addresses(snapshot.quarter, "registers")):
        client.get(address)
    found = AuditEvent.objects.filter(action__startswith="report.").order_by("pk")
    assert [(e.action, e.data.get("form"), e.data["quarter"]) for e in found] == [
        ("report.viewed", None, snapshot.quarter),
        ("report.viewed", "page", snapshot.quarter),
        ("report.downloaded", "csv", snapshot.quarter),
        ("report.downloaded", "xlsx", snapshot.quarter),
    ]


# --- change -----------------------------------------------------------------------------------


def test_change_since_the_snapshot_before_is_shown_in_words(client: Client, house: House) -> None:
    at = timezone.now()
    first = take(at)
    later = at + timedelta(days=92)
    second = take(later)
    client.force_login(house.hr)

    alone = main_of(client, addresses(first.quarter, "ministry")[0])
    assert "Change since" not in alone
    page = main_of(client, addresses(second.quarter, "ministry")[0])
    assert f"Change since {first.quarter}" in " ".join(page.split())
    assert "no clear change" in page
    empty = main_of(client, addresses(second.quarter, "outreach")[0])
    assert "nothing to compare" in empty
