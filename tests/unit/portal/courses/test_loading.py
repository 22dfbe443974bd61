from typing import TYPE_CHECKING

import pytest
import yaml
from django.core.management.base import CommandError
from wagtail.models import Site

from portal.competencies.models import Competency
from portal.core import files
from portal.courses import loading
from portal.courses.models import (
    CoursePage,
    DeletedPage,
    Figure,
    HomePage,
    LessonPage,
    LoadedSource,
    ModulePage,
    QuizPage,
)
from portal.people.models import User

if TYPE_CHECKING:
    from .conftest import ContentFolder

LESSON = "first-steps/01-meet/reports.md"
pytestmark = pytest.mark.django_db


def _edit(title: str, *, publish: bool = True) -> None:
    """Edit the lesson as a trainer does in the CMS."""
    page = LessonPage.objects.get()
    page.title = title
    revision = page.save_revision()
    if publish:
        revision.publish()


def test_load_makes_every_kind_of_page_and_publishes_it(content: "ContentFolder") -> None:
    content.load()

    course = CoursePage.objects.live().get()
    module = ModulePage.objects.live().get()
    lesson = LessonPage.objects.live().get()
    quiz = QuizPage.objects.live().get()
    assert course.url == "/courses/first-steps/"
    assert course.outcome_list == ["Count", "Group", "Explain"]
    assert module.exercise_slugs == ["first-look"]
    assert [t.competency.code for t in module.competency_targets.all()] == ["TST-1"]
    assert [u.dataset.slug for u in module.dataset_uses.all()] == ["counts"]
    assert [b.block_type for b in lesson.body] == ["text", "chart", "missing", "table", "code"]
    assert [q.id for q in quiz.question_list()] == ["one-row"]
    assert str(lesson.uuid).endswith("0012")


def test_load_replaces_wagtails_welcome_page(content: "ContentFolder") -> None:
    content.load()

    home = HomePage.objects.get()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert home.get_siblings(inclusive=False).count() == 0


def test_load_twice_writes_nothing_the_second_time(content: "ContentFolder") -> None:
    content.load()
    before = {p.pk: p.latest_revision_id for p in LessonPage.objects.all()}
    quiz_before = QuizPage.objects.get().latest_revision_id

    content.load()

    assert {p.pk: p.latest_revision_id for p in LessonPage.objects.all()} == before
    assert QuizPage.objects.get().latest_revision_id == quiz_before


def test_load_draws_charts_before_the_first_reader(content: "ContentFolder") -> None:
    content.load()

    figure = Figure.objects.get()
    svg = files.read(figure.svg_sha256).decode()
    assert "prefers-color-scheme: dark" in svg
    assert '"type":"scatter"' in figure.interactive


def test_check_writes_nothing(content: "ContentFolder") -> None:
    content.load("--check")

    assert not CoursePage.objects.exists()
    assert not Competency.objects.exists()


def test_a_changed_file_changes_its_page_only(content: "ContentFolder") -> None:
    content.load()
    quiz = QuizPage.objects.get().latest_revision_id
    content.change(LESSON, "title: Reports", "title: Reports again")

    content.load()

    assert LessonPage.objects.get().title == "Reports again"
    assert QuizPage.objects.get().latest_revision_id == quiz


@pytest.mark.parametrize("publish", [True, False])
def test_an_edit_in_the_cms_is_kept_and_told(
    content: "ContentFolder", capsys: pytest.CaptureFixture[str], publish: bool
) -> None:
    content.load()
    _edit("By a trainer", publish=publish)

    content.load()

    latest = LessonPage.objects.get().get_latest_revision_as_object()
    assert latest.title == "By a trainer"
    assert f"edited: {LESSON}" in capsys.readouterr().err


def test_a_conflict_keeps_the_page_and_says_how_to_go_on(
    content: "ContentFolder", capsys: pytest.CaptureFixture[str]
) -> None:
    content.load()
    _edit("By a trainer")
    content.change(LESSON, "title: Reports", "title: By an author")

    content.load()

    assert LessonPage.objects.get().title == "By a trainer"
    told = capsys.readouterr().err
    assert f"conflict: {LESSON}" in told
    assert f"--take {LESSON}" in told


def test_take_replaces_the_edit_which_stays_in_the_history(content: "ContentFolder") -> None:
    content.load()
    _edit("By a trainer")
    content.change(LESSON, "title: Reports", "title: By an author")

    content.load("--take", LESSON)

    page = LessonPage.objects.get()
    assert page.title == "By an author"
    assert "By a trainer" in {r.content["title"] for r in page.revisions.all()}


def test_saving_in_the_editor_without_a_change_is_no_edit(
    content: "ContentFolder", capsys: pytest.CaptureFixture[str]
) -> None:
    content.load()
    page = LessonPage.objects.get()
    raw = page.body.get_prep_value()
    raw[0]["value"] = raw[0]["value"].replace("<p>", '<p data-block-key="abc12">')
    raw[4]["value"]["code"] = raw[4]["value"]["code"] + "\r\n"
    page.body = page._meta.get_field("body").stream_block.to_python(raw)
    page.save_revision().publish()

    content.load()

    assert capsys.readouterr().err == ""


def test_a_page_deleted_in_the_cms_stays_deleted(
    content: "ContentFolder", capsys: pytest.CaptureFixture[str]
) -> None:
    content.load()
    LessonPage.objects.get().delete()

    content.load()

    assert not LessonPage.objects.exists()
    assert f"deleted: {LESSON}" in capsys.readouterr().err

    content.load("--take", LESSON)

    assert LessonPage.objects.live().count() == 1
    assert not DeletedPage.objects.filter(page_uuid=LessonPage.objects.get().uuid).exists()


def test_steps_follow_the_order_of_the_file(content: "ContentFolder") -> None:
    content.load()
    content.change(
        "first-steps/01-meet/module.yaml",
        "- lesson: reports.md\n- quiz: reports.quiz.yaml\n",
        "- quiz: reports.quiz.yaml\n- lesson: reports.md\n",
    )

    content.load()

    ((_module, steps),) = CoursePage.objects.get().modules()
    assert [step.slug for step in steps] == ["reports-quiz", "reports"]


def test_an_address_taken_in_the_cms_is_named_and_nothing_is_loaded(
    content: "ContentFolder",
) -> None:
    content.load()
    module = ModulePage.objects.get()
    module.add_child(instance=LessonPage(title="Mine", slug="reports-2"))
    content.change(LESSON, "slug: reports\n", "slug: reports-2\n")

    with pytest.raises(CommandError, match=rf"{LESSON}: slug: the page 'Mine'"):
        content.load()

    assert LoadedSource.objects.get(file=LESSON)
    assert LessonPage.objects.filter(slug="reports").exists()


def test_what_must_follow_a_load_is_called(
    content: "ContentFolder", monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[User | None] = []

    def after(*, by: User | None) -> list[str]:
        calls.append(by)
        return []

    loading.register_after_load(after)
    loading.register_after_load(after)

    content.load()

    assert calls == [None]


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("first-steps/course.yaml", "hours: 4", "hours: 0", "course.yaml: hours:"),
        ("first-steps/course.yaml", "hours: 4", "hours: 4.25", "course.yaml: hours:"),
        ("first-steps/course.yaml", "- 01-meet", "- 02-gone", "modules.0: there is no folder 02"),
        ("first-steps/01-meet/module.yaml", "TST-1", "TST-9", "competencies.TST-9: the framework"),
        ("first-steps/01-meet/module.yaml", "- counts", "- nothing", "there is no dataset nothing"),
        (
            "first-steps/01-meet/module.yaml",
            "reports.md",
            "gone.md",
            "gone.md: the file is missing",
        ),
        (LESSON, "summary: Read me.", "colour: blue", "colour: this key is not known here"),
        (LESSON, "::: missing", "::: mising", "the container 'mising' is not known"),
        (LESSON, "## The question", "# The question", "headings start with ##"),
        (LESSON, "years.chart.yaml", "other.chart.yaml", "other.chart.yaml: the file is missing"),
        (LESSON, "How *many*", "[here](gone.md)", "the link to gone.md leads nowhere"),
        (LESSON, "How *many*", "![x](x.png)", "pictures are not used"),
        ("first-steps/01-meet/years.chart.yaml", "- 463", "- many", "'many' is not a number"),
        ("first-steps/01-meet/reports.quiz.yaml", "correct: true", "correct: false", "exactly one"),
        ("first-steps/01-meet/reports.quiz.yaml", "TST-1", "TST-7", "no competency TST-7"),
        (
            "first-steps/01-meet/reports.quiz.yaml",
            "0014",
            "0012",
            "uuid: first-steps/01-meet/reports",
        ),
    ],
)
def test_a_mistake_is_named_with_file_key_and_reason(
    content: "ContentFolder", name: str, old: str, new: str, said: str
) -> None:
    content.change(name, old, new)

    with pytest.raises(CommandError) as caught:
        content.load()

    assert said in str(caught.value)
    assert "Nothing was loaded" in str(caught.value)
    assert not CoursePage.objects.exists()


def test_mistakes_of_several_files_are_told_together(content: "ContentFolder") -> None:
    content.change("first-steps/01-meet/reports.quiz.yaml", "TST-1", "TST-7")
    content.change("first-steps/01-meet/years.chart.yaml", "- 463", "- many")

    with pytest.raises(CommandError, match="2 problems"):
        content.load()


def test_the_plan_is_shown(content: "ContentFolder", capsys: pytest.CaptureFixture[str]) -> None:
    content.load(verbosity=1)

    shown = capsys.readouterr().out
    assert "create: datasets/counts" in shown
    assert f"create: {LESSON}" in shown
    assert "4 pages written." in shown

    (content.module / "reports.quiz.yaml").unlink()
    content.change("first-steps/01-meet/module.yaml", "- quiz: reports.quiz.yaml\n", "")
    content.load(verbosity=1)

    shown = capsys.readouterr().out
    assert "kept: the page of first-steps/01-meet/reports.quiz.yaml has no file any more" in shown
    assert QuizPage.objects.live().exists()


def test_a_link_between_lessons_becomes_an_address(content: "ContentFolder") -> None:
    other = (content.root / LESSON).read_text().replace("0012", "0099").split("::: chart")[0]
    content.write("first-steps/01-meet/other.md", other.replace("slug: reports", "slug: other"))
    content.change(
        "first-steps/01-meet/module.yaml",
        "- lesson: reports.md\n",
        "- lesson: reports.md\n- lesson: other.md\n",
    )
    content.change(LESSON, "How *many*", "[See there](other.md#the-question), how *many*")

    content.load()

    text = LessonPage.objects.get(slug="reports").body[0].value.source
    assert 'href="/courses/first-steps/meet/other/#the-question"' in text


def test_a_file_that_is_not_text_is_named(content: "ContentFolder") -> None:
    (content.root / LESSON).write_bytes(b"\xff\xfe")

    with pytest.raises(CommandError, match=rf"{LESSON}: the file is not UTF-8 text"):
        content.load()


def test_two_questions_under_one_id_are_named(content: "ContentFolder") -> None:
    path = content.root / "first-steps/01-meet/reports.quiz.yaml"
    data = yaml.safe_load(path.read_text())
    data["items"] *= 2
    content.write("first-steps/01-meet/reports.quiz.yaml", data)

    with pytest.raises(CommandError, match="the id one-row is used twice"):
        content.load()


def test_an_item_that_is_two_things_is_named(content: "ContentFolder") -> None:
    content.change(
        "first-steps/01-meet/module.yaml",
        "- lesson: reports.md\n",
        "- lesson: reports.md\n  exercise: first-look\n",
    )

    with pytest.raises(CommandError, match="name one of lesson, quiz or exercise"):
        content.load()


def _ask_chart(content: "ContentFolder", chart: str) -> None:
    item = {
        "id": "read-it",
        "type": "chart",
        "chart": chart,
        "competency": "TST-1",
        "level": 1,
        "difficulty": 0.5,
        "prompt": "How many in 1991?",
        "reason": "To check sentences.",
        "answer": 571,
        "tolerance": 10,
        "feedback_right": "Yes.",
        "feedback_wrong": "Look again.",
    }
    quiz = yaml.safe_load((content.module / "reports.quiz.yaml").read_text())
    content.write("first-steps/01-meet/reports.quiz.yaml", {**quiz, "items": [item]})


def test_a_question_gets_the_chart_that_it_names_and_its_drawing(content: "ContentFolder") -> None:
    drawn = yaml.safe_load((content.module / "years.chart.yaml").read_text())
    content.write("first-steps/01-meet/asked.chart.yaml", {**drawn, "title": "Asked"})
    _ask_chart(content, "asked.chart.yaml")

    content.load()

    chart = QuizPage.objects.get().charts()[0]
    assert (chart.title, chart.rows) == ("Asked", [[1990, 463], [1991, 571]])
    assert Figure.objects.filter(fingerprint=chart.fingerprint()).exists()


@pytest.mark.parametrize(
    ("chart", "said"),
    [
        ("gone.chart.yaml", "gone.chart.yaml: the file is missing"),
        ("../years.chart.yaml", "items.0.chart: a chart is named like this"),
    ],
)
def test_a_question_whose_chart_is_not_there_is_named(
    content: "ContentFolder", chart: str, said: str
) -> None:
    _ask_chart(content, chart)

    with pytest.raises(CommandError, match=said):
        content.load()
