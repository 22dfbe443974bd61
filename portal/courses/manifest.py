"""What the files of a course must say."""

import datetime as dt
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from portal.courses.quiz_items import Question
from portal.datasets.content_file import ContentPart, Line, Slug

PageSlug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Folder = Annotated[str, StringConstraints(pattern=r"^\d\d-[a-z0-9-]+$")]
CompetencyCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,5}-\d{1,2}$")]


class CourseManifest(ContentPart):
    """course.yaml."""

    uuid: UUID
    slug: PageSlug
    title: Title
    summary: Line
    outcomes: list[Line] = Field(min_length=3, max_length=5)
    audience: Line
    level: Title
    hours: float = Field(gt=0, le=500, multiple_of=0.5)
    language: str = Field(default="en", pattern=r"^[a-z]{2}(-[A-Z]{2})?$")
    authors: list[Line] = Field(min_length=1)
    checked_by: Title
    checked_on: dt.date
    modules: list[Folder] = Field(min_length=1)
    credits: list[Line] | Line | None = None


class ModuleItem(ContentPart):
    """One step of a module: exactly one of the three keys."""

    lesson: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.md$")] | None = None
    quiz: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.quiz\.yaml$")] | None = None
    exercise: PageSlug | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Self:
        if sum(value is not None for value in (self.lesson, self.quiz, self.exercise)) != 1:
            raise ValueError("name one of lesson, quiz or exercise")
        return self


class ModuleManifest(ContentPart):
    """module.yaml."""

    uuid: UUID
    slug: PageSlug
    title: Title
    summary: Line
    minutes: int = Field(gt=0, le=6000)
    objectives: list[Line] = Field(min_length=1)
    competencies: dict[CompetencyCode, Literal[1, 2, 3, 4]] = Field(default_factory=dict)
    datasets: list[Slug] = Field(default_factory=list)
    items: list[ModuleItem] = Field(min_length=1)


class LessonHead(ContentPart):
    """The front matter of a lesson."""

    uuid: UUID
    slug: PageSlug
    title: Title
    summary: Line


class QuizManifest(ContentPart):
    """<lesson>.quiz.yaml."""

    uuid: UUID
    slug: PageSlug
    title: Title
    intro: Line
    items: list[Question] = Field(min_length=1, max_length=40)

    @model_validator(mode="after")
    def _ids_differ(self) -> Self:
        names = [item.id for item in self.items]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"items: the id {twice[0]} is used twice")
        return self
