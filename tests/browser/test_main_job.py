"""The main job, whole: from a lesson to a scored notebook to a competency report."""

import csv
import hashlib
import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.academy import REPOSITORY, Academy
from tests.browser.accessibility import check_accessible
from tests.browser.exercise_source import attempt_notebook, solution_texts
from tests.browser.signatures import Picture, SignIn
from tests.browser.workspace import PANEL, fill_in_answers, open_in_notebook, save_and_submit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COURSE = "/courses/first-steps/"
EXERCISE = "/exercises/first-steps/first-look/"
SECOND_EXERCISE = "/exercises/first-steps/share-of-what/"


def test_learner_goes_from_catalogue_to_evidence(sign_in: SignIn, picture: Picture) -> None:
    page = sign_in("amina")
    picture(page, "01-home")
    check_accessible(page)

    page.goto("/courses/")
    page.get_by_role("link", name="Data in public service: first steps").first.click()
    picture(page, "02-course")
    check_accessible(page)
    page.get_by_role("button", name="Enrol").first.click()

    page.goto(COURSE)
    page.get_by_role("link", name="Reports are not events").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Reports are not events")
    figure = page.locator("[data-chart]").first
    figure.get_by_text("Show the data").first.click()
    expect(figure.locator("table")).to_be_visible()
    picture(page, "03-lesson")
    check_accessible(page)

    page.goto(COURSE)
    page.get_by_role("link", name="Quiz: Reports and events").click()
    first = page.locator("form[data-quiz-form]").first
    first.locator("input[type=radio], input[type=checkbox]").first.check()
    first.get_by_role("button").click()
    expect(page.locator(".academy-feedback").first).to_be_visible()
    picture(page, "04-quiz")
    check_accessible(page)

    page.goto(EXERCISE)
    picture(page, "05-exercise")
    check_accessible(page)
    open_in_notebook(page, EXERCISE)
    fill_in_answers(page, solution_texts("first-look"))
    address = save_and_submit(page)
    page.screenshot(path=REPOSITORY / "docs/screenshots/07-receipt.png")

    page.goto(address)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("12 of 12 points", timeout=30_000)
    picture(page, "06-result")
    check_accessible(page)
    assert "BEGIN HIDDEN" not in page.content()
    assert "fresh_table" not in page.content()

    shown = page.locator("code", has_text=re.compile(r"^[0-9a-f]{64}$")).first.inner_text()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("Download exactly", re.I)).click()
    sent = Path(str(waiting.value.path())).read_bytes()
    assert hashlib.sha256(sent).hexdigest() == shown

    page.goto("/skills/")
    expect(page.locator("main")).to_contain_text("Notebooks and analysis tools")
    picture(page, "08-my-skills")
    check_accessible(page)


def test_second_exercise_opens_on_a_running_server_and_a_blank_one_is_warned_of(
    sign_in: SignIn,
) -> None:
    page = sign_in("amina")

    open_in_notebook(page, SECOND_EXERCISE)
    page.locator(PANEL).get_by_role("button", name="Save and submit").click()

    expect(page.get_by_role("dialog")).to_contain_text(
        re.compile("starter|blank|empty|unchanged|no answer", re.I), timeout=30_000
    )


def test_uploaded_notebook_is_graded_and_garbage_is_refused(
    sign_in: SignIn, tmp_path: Path
) -> None:
    page = sign_in("amina")
    page.goto("/exercises/first-steps/smallest-group/")
    garbage = tmp_path / "garbage.ipynb"
    garbage.write_text("this is no notebook")

    page.locator("input[type=file]").set_input_files(garbage)
    page.get_by_role("button", name="Upload").click()

    expect(page.get_by_role("alert").first).to_contain_text("notebook")

    model = tmp_path / "smallest_group.ipynb"
    model.write_bytes(attempt_notebook("smallest-group"))
    page.locator("input[type=file]").set_input_files(model)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("points", timeout=30_000)


def test_hr_reads_a_report_whose_downloads_agree_with_the_page(
    sign_in: SignIn, picture: Picture
) -> None:
    page = sign_in("hana")
    page.goto("/reports/")
    picture(page, "09-reports")
    check_accessible(page)
    page.locator("main a[href*='/reports/departments/']").first.click()
    picture(page, "10-department")
    check_accessible(page)

    def download(name: str) -> bytes:
        with page.expect_download() as waiting:
            page.get_by_role("link", name=re.compile(name)).first.click()
        return Path(str(waiting.value.path())).read_bytes()

    rows = list(csv.reader(io.StringIO(download("CSV").decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(download("XLSX|Excel")))
    assert len(rows) > 10
    assert book.sheetnames
    words = page.locator("main").inner_text()
    assert "90" in words and "assessed" in words


@pytest.mark.parametrize(
    ("who", "address"),
    [
        ("amina", "/reports/"),
        ("tomas", "/reports/"),
        ("amina", "/cms/"),
        ("amina", "/marking/"),
        ("hana", "/account/people/"),
        ("hana", "/marking/"),
    ],
)
def test_pages_of_another_role_are_refused(sign_in: SignIn, who: str, address: str) -> None:
    page = sign_in(who)

    answer = page.goto(address)

    assert answer is not None
    # The CMS answers a signed-in stranger with a way back instead of its pages.
    refused = answer.status in {403, 404} or "/cms/" not in page.url
    assert refused, f"{who} could open {address}: {answer.status} {page.url}"


def test_sign_out_ends_portal_and_hub_sessions(sign_in: SignIn, academy: Academy) -> None:
    page = sign_in("tomas")
    page.goto("/workspace/hub/home")
    page.goto("/")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.get_by_role("button", name="Sign out").first.click()
    page.wait_for_url("**/account/signed-out/")

    page.goto("/workspace/hub/home")

    expect(page.get_by_label("User name")).to_be_visible()
