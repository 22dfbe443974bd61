from typing import Any

import pytest
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.core import files
from portal.courses import outline
from portal.courses.home import CarryOn, HomeSummary
from portal.courses.models import (
    CatalogueIndexPage,
    CoursePage,
    Figure,
    LessonPage,
    ModuleDataset,
    ModulePage,
)
from portal.courses.outline import ExerciseInfo, ItemKey, ItemKind, ItemProgress, ItemState
from portal.people.models import User
from tests.factories import courses
from tests.factories.competencies import CompetencyFactory
from tests.factories.datasets import DatasetVersionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, learner: User) -> Client:
    client.force_login(learner)
    return client


@pytest.fixture(autouse=True)
def _providers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what other apps register out of these tests."""
    for name in ("_progress", "_exercises", "_enrolments"):
        monkeypatch.setattr(outline, name, [])


def _text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_home_tells_visitors_what_this_is(client: Client, course: CoursePage) -> None:
    page = _text(client.get("/"))

    assert "Sign in" in page
    assert course.title in page
    assert "Carry on" not in page


def test_home_offers_the_next_step(
    signed_in: Client, lesson: LessonPage, learner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = outline.course_outline(lesson.course(), learner)
    step = steps.next_item
    assert step is not None
    home = HomeSummary(carry_on=CarryOn(steps, step), in_progress=[steps])
    monkeypatch.setattr("portal.courses.home._providers", [lambda user: home])

    page = _text(signed_in.get("/"))

    assert "Carry on" in page
    assert "Lesson: Reports are not events" in page
    assert "0 of 1 module done" in page


def test_catalogue_shows_what_a_course_gives(client: Client, module: ModulePage) -> None:
    courses.target(module, CompetencyFactory(name="Judging data"), 2)

    page = _text(client.get("/courses/"))

    for words in ("First steps", "4 hours", "Count rows", "For: Everybody", "1 module"):
        assert words in page


@pytest.mark.parametrize(("query", "found"), [("fisrt", True), ("steps", True), ("zebra", False)])
def test_catalogue_search_forgives_typing_errors(
    client: Client, course: CoursePage, query: str, found: bool
) -> None:
    page = _text(client.get("/courses/", {"q": query}))

    assert ("Where to begin." in page) is found
    assert ("No course matches all of this" in page) is not found


def test_catalogue_filters_by_field_level_time_and_dataset(client: Client) -> None:
    dataset = DatasetVersionFactory().dataset
    competency = CompetencyFactory()
    one = courses.module(courses.course("one", title="Course one", hours=2))
    courses.target(one, competency, 2)
    one.dataset_uses.add(ModuleDataset(dataset=dataset))
    one.save_revision().publish()
    courses.module(courses.course("two", title="Course two", hours=12))

    for asked in (
        {"domain": competency.domain.code},
        {"level": "2"},
        {"time": "short"},
        {"dataset": dataset.slug},
    ):
        page = _text(client.get("/courses/", asked))
        assert "Course one" in page, asked
        assert "Course two" not in page, asked
        assert "Show all courses" in page, asked


def test_catalogue_without_courses_says_what_will_be_here(client: Client) -> None:
    courses.catalogue()

    assert "Courses will stand here" in _text(client.get("/courses/"))


def test_course_page_shows_modules_skills_datasets_and_who_wrote_it(
    client: Client, lesson: LessonPage, module: ModulePage
) -> None:
    courses.target(module, CompetencyFactory(name="Judging data"), 2)
    dataset = DatasetVersionFactory().dataset
    module.dataset_uses.add(ModuleDataset(dataset=dataset))
    module.save_revision().publish()

    page = _text(client.get("/courses/first-steps/"))

    for words in (
        "Meet the data",
        "Lesson: Reports are not events",
        "Judging data",
        "Working",
        dataset.title,
        "Written by Ada, Bo.",
        "Sign in to enrol",
    ):
        assert words in page


def test_course_page_shows_states_from_the_apps_above(
    signed_in: Client, lesson: LessonPage, module: ModulePage, course: CoursePage
) -> None:
    module.exercise_list = "first-look"
    module.save_revision().publish()
    key = ItemKey(ItemKind.EXERCISE, "first-look")

    outline.register_enrolment_provider(lambda *, learner: {course.uuid})
    outline.register_exercise_provider(
        lambda *, course: {"first-look": ExerciseInfo("A first look", 30)}
    )
    outline.register_progress_provider(
        lambda *, learner, course: {key: ItemProgress(ItemState.DONE, "7 of 10 points")}
    )

    page = _text(signed_in.get("/courses/first-steps/"))

    assert "Exercise: A first look" in page
    assert "/exercises/first-steps/first-look/" in page
    assert "30 minutes · 7 of 10 points" in page
    assert "Carry on" in page


def test_course_page_asks_the_database_a_fixed_number_of_times(
    client: Client, module: ModulePage, django_assert_num_queries: Any
) -> None:
    from django.db import connection

    courses.lesson(module)
    client.get("/courses/first-steps/")
    with CaptureQueriesContext(connection) as few:
        client.get("/courses/first-steps/")
    for number in range(4):
        courses.lesson(module, slug=f"lesson-{number}")
    with CaptureQueriesContext(connection) as many:
        client.get("/courses/first-steps/")

    assert len(many) <= len(few)


def test_lesson_sends_visitors_to_sign_in_and_back(client: Client, lesson: LessonPage) -> None:
    answer = client.get(lesson.url)

    assert answer.status_code == 302
    assert answer["Location"] == f"/account/sign-in/?next={lesson.url}"


def test_lesson_shows_text_outline_time_and_the_way_on(
    signed_in: Client, lesson: LessonPage, module: ModulePage
) -> None:
    courses.quiz(module)

    page = _text(signed_in.get(lesson.url))

    assert 'id="a-worked-example"' in page
    assert '<a href="#a-worked-example">A worked example</a>' in page
    assert "Reading time 1 minute" in page
    assert "Next: Quiz: Reports and events" in page


def test_lesson_shows_a_chart_as_picture_table_and_figure(
    signed_in: Client, module: ModulePage
) -> None:
    lesson = courses.lesson(module, body=[{"type": "chart", "value": courses.CHART}])
    figure = Figure.objects.get()

    page = _text(signed_in.get(lesson.url))

    assert f"/figures/{figure.svg_sha256}.svg" in page
    assert 'alt="Two bars."' in page
    assert "Show the data" in page
    assert '<script type="application/json">{"data"' in page
    assert "463" in page


def test_lesson_without_its_drawing_opens_the_table(signed_in: Client, module: ModulePage) -> None:
    lesson = courses.lesson(module, body=[{"type": "chart", "value": courses.CHART}])
    Figure.objects.all().delete()

    page = _text(signed_in.get(lesson.url))

    assert '<details class="govuk-details" open>' in page
    assert "data-chart-load" not in page


def test_a_published_edit_shows_at_once(signed_in: Client, lesson: LessonPage) -> None:
    signed_in.get(lesson.url)
    lesson.body = LessonPage._meta.get_field("body").stream_block.to_python(
        [{"type": "text", "value": "<p>Rewritten today.</p>"}]
    )
    revision = lesson.save_revision()
    assert "Rewritten today." not in _text(signed_in.get(lesson.url))

    revision.publish()

    assert "Rewritten today." in _text(signed_in.get(lesson.url))


def test_a_quiz_page_sends_on_to_where_it_is_answered(
    signed_in: Client, module: ModulePage
) -> None:
    quiz = courses.quiz(module)

    assert signed_in.get(quiz.url)["Location"] == f"/learning/quizzes/{quiz.uuid}/"


def test_a_deleted_lesson_says_so_with_the_way_back(
    signed_in: Client, lesson: LessonPage, course: CoursePage
) -> None:
    url = lesson.url
    assert signed_in.get(url).status_code == 200
    lesson.delete()

    answer = signed_in.get(url)

    assert answer.status_code == 410
    assert "“Reports are not events” was taken out on" in _text(answer)
    assert f'href="{course.url}"' in answer.content.decode()


def test_a_deleted_course_leads_back_to_the_catalogue(
    signed_in: Client, lesson: LessonPage, course: CoursePage
) -> None:
    url = lesson.url
    course.delete()

    answer = signed_in.get(url)

    assert answer.status_code == 410
    assert "See all courses" in _text(answer)


def test_a_hidden_lesson_says_that_it_may_come_back(
    signed_in: Client, lesson: LessonPage, course: CoursePage
) -> None:
    lesson.unpublish()

    answer = signed_in.get(lesson.url)

    assert answer.status_code == 404
    assert "is not published at the moment" in _text(answer)
    assert course.title in _text(answer)


def test_an_address_that_never_was_is_not_found(client: Client, course: CoursePage) -> None:
    answer = client.get("/courses/first-steps/never/")

    assert answer.status_code == 404
    assert "taken out" not in _text(answer)


def test_module_page_shows_its_steps(client: Client, lesson: LessonPage) -> None:
    page = _text(client.get("/courses/first-steps/meet-the-data/"))

    assert "Lesson: Reports are not events" in page
    assert "Enrol on the page of the course" in page


def test_figures_are_served_for_ever_and_nothing_else_is(
    client: Client, module: ModulePage
) -> None:
    courses.lesson(module, body=[{"type": "chart", "value": courses.CHART}])
    secret = files.put(b"<svg>not a drawing</svg>")

    answer = client.get(f"/figures/{Figure.objects.get().svg_sha256}.svg")

    assert answer["Content-Type"] == "image/svg+xml"
    assert "immutable" in answer["Cache-Control"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert client.get(f"/figures/{secret}.svg").status_code == 404


def test_a_figure_lost_from_the_disk_is_not_found(client: Client, module: ModulePage) -> None:
    courses.lesson(module, body=[{"type": "chart", "value": courses.CHART}])
    sha256 = Figure.objects.get().svg_sha256
    files.path(sha256).unlink()

    assert client.get(f"/figures/{sha256}.svg").status_code == 404


def test_copying_a_lesson_gives_the_copy_an_identity_of_its_own(lesson: LessonPage) -> None:
    copy = lesson.copy(update_attrs={"slug": "copy"})

    assert copy.uuid != lesson.uuid


def test_the_site_is_made_once(db: None) -> None:
    first = courses.catalogue()

    assert courses.catalogue() == first
    assert CatalogueIndexPage.objects.count() == 1


@pytest.mark.parametrize("renamed", ["course", "module", "lesson"])
def test_an_old_address_leads_on_after_a_rename(
    signed_in: Client,
    course: CoursePage,
    module: ModulePage,
    lesson: LessonPage,
    renamed: str,
    django_capture_on_commit_callbacks: Any,
) -> None:
    old = lesson.url
    page = {"course": course, "module": module, "lesson": lesson}[renamed]
    for slug in ("a-new-name", "a-newer-name"):
        fresh = type(page).objects.get(pk=page.pk)
        fresh.slug = slug
        with django_capture_on_commit_callbacks(execute=True):
            fresh.save_revision().publish()

    answer = signed_in.get(old, follow=True)

    new = LessonPage.objects.get(pk=lesson.pk).url
    assert "a-newer-name" in new
    assert [address for address, _status in answer.redirect_chain] == [new]
    assert "Reports are not events" in _text(answer)


def test_an_old_address_that_another_page_took_over_shows_that_page(
    signed_in: Client, module: ModulePage, lesson: LessonPage
) -> None:
    old = lesson.url
    lesson.slug = "moved"
    lesson.save_revision().publish()
    courses.lesson(module, slug="reports", title="The new lesson")

    answer = signed_in.get(old)

    assert answer.status_code == 200
    assert "The new lesson" in _text(answer)
