"""Pages and downloads for HR: who may open what, what is recorded, and that all of it agrees."""

import csv
import io
import re
import time
from datetime import date, datetime
from html.parser import HTMLParser

import openpyxl
import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.core.models import AuditEvent
from portal.people import policies
from portal.people.models import Department, User
from portal.reporting import exports, selectors
from tests.factories.reporting import House, make_department, make_viewer

pytestmark = pytest.mark.django_db

FORMS = ("reporting:department", "reporting:csv", "reporting:xlsx")


def addresses(code: str) -> list[str]:
    return [reverse(name, args=[code]) for name in FORMS]


class Tables(HTMLParser):
    """Reads the rows of a page's tables that name a competency."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: dict[str, list[str]] = {}
        self._row: list[str] | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            code = dict(attrs).get("data-competency")
            self._row = self.rows.setdefault(code, []) if code else None
        elif tag in ("td", "th") and self._row is not None:
            self._row.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self._row = None

    def handle_data(self, data: str) -> None:
        if self._row:
            self._row[-1] += data


def page_cells(client: Client, code: str) -> dict[str, list[str]]:
    """Return the cells of each competency's row on the page, with single spaces."""
    page = client.get(reverse("reporting:department", args=[code])).content.decode()
    return {
        competency: [" ".join(cell.split()) for cell in cells]
        for competency, cells in Tables(page).rows.items()
    }


def numbers(cell: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", cell)]


# --- who may open what ------------------------------------------------------------------------


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
    viewer = make_viewer("somebody", "ministry")
    viewer.groups.clear()
    if role:
        viewer.groups.add(Group.objects.get_or_create(name=role)[0])
    client.force_login(viewer)

    for address in [reverse("reporting:home"), *addresses("ministry")]:
        assert client.get(address).status_code == status, address


@pytest.mark.parametrize(
    ("scope", "seen"),
    [
        ("ministry", {"ministry", "registers", "benefits", "outreach"}),
        ("registers", {"registers"}),
        ("outreach", {"outreach"}),
        (None, set()),
    ],
)
def test_scope_by_department(
    client: Client, house: House, scope: str | None, seen: set[str]
) -> None:
    client.force_login(make_viewer("rita", *([scope] if scope else [])))

    for code in ("ministry", "registers", "benefits", "outreach", "nowhere"):
        for address in addresses(code):
            expected = 200 if code in seen else 404
            assert client.get(address).status_code == expected, address


def test_visitor_is_asked_to_sign_in(client: Client, house: House) -> None:
    for address in [reverse("reporting:home"), *addresses("ministry")]:
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith("/account/sign-in/")


def test_refusal_says_who_may(client: Client, house: House) -> None:
    client.force_login(house.people["registers"][0])
    page = client.get(reverse("reporting:home"))
    assert page.status_code == 403
    assert "open to HR viewers only" in page.content.decode()


def test_ended_account_sees_nothing(client: Client, house: House) -> None:
    client.force_login(house.hr)
    house.hr.is_active, house.hr.deactivated_at = False, timezone.now()
    house.hr.save()
    assert client.get(reverse("reporting:home")).status_code == 302


def test_only_reading_is_allowed(client: Client, house: House) -> None:
    client.force_login(house.hr)
    for address in addresses("ministry"):
        assert client.post(address).status_code == 405


def test_hr_opens_no_persons_page(client: Client, house: House) -> None:
    """HR's own skill page is the only one there is: no address of another person's exists."""
    client.force_login(house.hr)
    person = house.people["registers"][0]
    for address in (f"/skills/{person.username}/", f"/skills/{person.uuid}/"):
        assert client.get(address).status_code == 404
    for code in ("ministry", "registers"):
        for address in addresses(code):
            content = client.get(address).content
            assert person.username.encode() not in content


# --- pages ------------------------------------------------------------------------------------


def test_home_begins_with_findings_and_coverage(client: Client, house: House) -> None:
    client.force_login(house.hr)
    page = client.get(reverse("reporting:home")).content.decode()

    assert "89 of 119 people have been assessed in at least one competency." in page
    assert "Exploring and tidying" in page
    assert "Thresholds 2026-1." in page
    assert "fewer than 10 people" in page
    assert "made up" not in page


def test_home_without_scope_says_whom_to_ask(client: Client, house: House) -> None:
    client.force_login(make_viewer("rita"))
    page = client.get(reverse("reporting:home")).content.decode()
    assert "Ask an administrator to give you a reporting scope" in page


def test_department_page_has_chart_table_method_and_downloads(client: Client, house: House) -> None:
    client.force_login(house.hr)
    page = client.get(reverse("reporting:department", args=["registers"])).content.decode()

    for part in (
        "data-chart-static",
        "data-chart-load",
        "90 % interval",
        "figures.csv",
        "figures.xlsx",
        "What the figures mean and how they were made",
        "What the share can be among all people",
        "Analysis &amp; communication",
    ):
        assert part in page


def test_drawn_charts_follow_the_readers_light_or_dark_setting(
    client: Client, house: House
) -> None:
    client.force_login(house.hr)

    page = client.get(addresses("registers")[0]).content.decode()

    assert 'class="academy-step-3"' in page
    assert 'fill="' not in page, "a colour that no setting can change"


def test_demo_departments_are_marked(client: Client, house: House) -> None:
    Department.objects.filter(code="registers").update(is_demo=True)
    client.force_login(house.hr)
    page = client.get(reverse("reporting:department", args=["registers"])).content.decode()
    assert "Demo data: the people are made up." in page
    assert "yes" in client.get(reverse("reporting:csv", args=["registers"])).content.decode()


def test_department_without_figures_has_no_chart(client: Client, house: House) -> None:
    make_department("empty", "ministry")
    client.force_login(house.hr)
    for code in ("empty", "outreach"):
        page = client.get(reverse("reporting:department", args=[code])).content.decode()
        assert "data-chart" not in page
        assert "Fewer than 10 people work here" in page


def test_each_look_is_recorded(client: Client, house: House) -> None:
    client.force_login(house.hr)
    client.get(reverse("reporting:home"))
    for address in addresses("registers"):
        client.get(address)

    events = AuditEvent.objects.filter(action__startswith="report.").order_by("pk")
    assert [(e.action, e.data.get("form")) for e in events] == [
        ("report.viewed", None),
        ("report.viewed", "page"),
        ("report.downloaded", "csv"),
        ("report.downloaded", "xlsx"),
    ]
    department = Department.objects.get(code="registers")
    assert {e.object_id for e in events[1:]} == {str(department.uuid)}
    assert {e.actor for e in events} == {house.hr}


def test_refused_looks_are_not_recorded_as_looks(client: Client, house: House) -> None:
    client.force_login(make_viewer("rita", "registers"))
    client.get(reverse("reporting:department", args=["ministry"]))
    assert not AuditEvent.objects.filter(action__startswith="report.").exists()


# --- page, CSV and XLSX agree -----------------------------------------------------------------


@pytest.mark.parametrize("code", ["ministry", "registers", "benefits", "outreach"])
def test_csv_agrees_with_the_page_cell_by_cell(client: Client, house: House, code: str) -> None:
    client.force_login(house.hr)
    page = page_cells(client, code)
    response = client.get(reverse("reporting:csv", args=[code]))
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))

    assert response["Content-Disposition"] == (
        f'attachment; filename="{code}-{timezone.localdate()}.csv"'
    )
    assert len(rows) == 6
    assert {row["Thresholds version"] for row in rows} == {"2026-1"}
    assert {row["As of"] for row in rows} == {timezone.localdate().isoformat()}
    for row in rows:
        if not page:  # nothing is shown of the department, so nothing may be in the file
            assert {row["Assessed"], row["Interval low (percent)"]} == {""}
            assert row["Meaning of the share"] == "not shown"
            continue
        name, assessed, *levels = page[row["Competency code"]]
        assert row["Competency"] == name
        cell = levels[["Awareness", "Working", "Practitioner"].index(row["Level or above"])]
        share = [
            row["Share of the assessed (percent)"],
            row["Interval low (percent)"],
            row["Interval high (percent)"],
        ]
        assert [int(value) for value in share if value] == numbers(cell)
        assert (row["Meaning of the share"] == "not shown") == (cell == "not shown")
        counted = [int(row[key]) for key in ("Assessed", "People") if row[key]]
        assert counted == numbers(assessed)


@pytest.mark.parametrize("code", ["ministry", "registers", "outreach"])
def test_xlsx_agrees_with_csv_and_has_real_types(client: Client, house: House, code: str) -> None:
    client.force_login(house.hr)
    text = client.get(reverse("reporting:csv", args=[code])).content.decode("utf-8-sig")
    table = list(csv.reader(io.StringIO(text)))
    response = client.get(reverse("reporting:xlsx", args=[code]))
    book = openpyxl.load_workbook(io.BytesIO(response.content))

    assert book.sheetnames == ["Figures", "Notes"]
    sheet = book["Figures"]
    found = [[_as_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert found == table
    assert sheet.auto_filter.ref == f"A1:R{len(table)}"
    assert sheet.freeze_panes == "A2"
    assert isinstance(sheet["C2"].value, datetime)
    if code == "ministry":
        assert isinstance(sheet["J2"].value, int)
    notes = {row[0]: row[1] for row in book["Notes"].iter_rows(values_only=True)}
    assert notes["Version of thresholds"] == "2026-1"
    assert "fewer than 10 people" in str(notes["Not shown"])


def _as_text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def test_names_cannot_become_formulas(client: Client, house: House) -> None:
    Department.objects.filter(code="registers").update(name="=1+1")
    client.force_login(house.hr)
    text = client.get(reverse("reporting:csv", args=["registers"])).content.decode("utf-8-sig")
    assert ",'=1+1," in text
    content = client.get(reverse("reporting:xlsx", args=["registers"])).content
    cell = openpyxl.load_workbook(io.BytesIO(content))["Figures"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_figures_with_the_same_evidence_are_the_same(house: House) -> None:
    one = selectors.department_report(house.hr, "ministry", at=timezone.now()).figures
    other = selectors.department_report(house.hr, "ministry", at=timezone.now()).figures
    assert exports.rows(one) == exports.rows(other)
    assert isinstance(one.as_of, date)


def test_warm_pages_are_fast(client: Client, house: House) -> None:
    client.force_login(house.hr)
    for address in addresses("ministry"):
        client.get(address)
        began = time.perf_counter()
        client.get(address)
        assert time.perf_counter() - began < 0.3


def test_superusers_need_a_scope_like_everybody(client: Client, house: House) -> None:
    viewer = make_viewer("rita", "registers")
    User.objects.filter(pk=viewer.pk).update(is_superuser=True)
    client.force_login(viewer)
    assert client.get(reverse("reporting:department", args=["benefits"])).status_code == 404
