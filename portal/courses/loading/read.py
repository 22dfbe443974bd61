"""Reading a content folder whole, with every mistake of every file named. Writes nothing."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from uuid import UUID

from portal.courses import lesson_text
from portal.courses.charts import ChartSpec
from portal.courses.errors import ContentError, ContentProblem
from portal.courses.manifest import CourseManifest, LessonHead, ModuleManifest, QuizManifest
from portal.courses.quiz_items import Question
from portal.courses.quiz_storage import to_block
from portal.datasets import loading as dataset_loading
from portal.datasets.content_file import check, parse_yaml, read_text, read_yaml, shown_name

FRAMEWORK_NAME = "competency_framework.yaml"
Read = TypeVar("Read")


class PageKind(StrEnum):
    """Which type of page a file becomes."""

    COURSE = "course"
    MODULE = "module"
    LESSON = "lesson"
    QUIZ = "quiz"


@dataclass(frozen=True)
class PageSource:
    """What a file says about one page, ready to compare and to load.

    Attributes:
        kind: type of the page.
        uuid: identity of the page.
        file: the file, relative to the content folder.
        parent: uuid of the page above; None for a course.
        fields: everything authored, as JSON can hold it.
    """

    kind: PageKind
    uuid: UUID
    file: str
    parent: UUID | None
    fields: dict[str, Any]

    @property
    def sha256(self) -> str:
        """Hash of everything authored."""
        return hash_of(self.fields)


@dataclass
class Content:
    """A content folder that was read and found right."""

    framework: dict[str, Any]
    datasets: list[dataset_loading.ReadDataset] = field(default_factory=list)
    pages: list[PageSource] = field(default_factory=list)


def hash_of(fields: dict[str, Any]) -> str:
    """Return a hash of authored content that does not depend on the order of keys."""
    data = json.dumps(fields, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(data.encode()).hexdigest()


def read(root: Path) -> Content:
    """Read framework, datasets and courses below ``root``.

    Raises:
        ContentError: carries the problems of all files together.
    """
    reader = _Reader(root)
    content = Content(framework=reader.framework())
    content.datasets = reader.attempt(lambda: dataset_loading.read(root / "datasets")) or []
    reader.datasets = {path.parent.name for path in root.glob("datasets/*/dataset.yaml")}
    for path in sorted(root.glob("*/course.yaml")):
        content.pages.extend(reader.attempt(partial(reader.course, path)) or [])
    reader.compare(content.pages)
    if reader.problems:
        raise ContentError(set(reader.problems))
    return content


class _Reader:
    """Reads files one after the other and goes on after a mistake."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[ContentProblem] = []
        self.competencies: set[str] = set()
        self.datasets: set[str] = set()

    def attempt(self, action: Callable[[], Read]) -> Read | None:
        try:
            return action()
        except ContentError as error:
            self.problems.extend(error.problems)
            return None

    def complain(self, path: Path, key: str, reason: str) -> None:
        self.problems.append(ContentProblem(shown_name(path, self.root), key, reason))

    def framework(self) -> dict[str, Any]:
        path = self.root / FRAMEWORK_NAME
        data = self.attempt(
            lambda: parse_yaml(read_text(path, root=self.root), shown=FRAMEWORK_NAME)
        )
        if not isinstance(data, dict):
            return {}
        # Its own shape is checked by the app that loads it; here only the codes are needed.
        for domain in data.get("domains") or []:
            for competency in domain.get("competencies") or []:
                self.competencies.add(str(competency.get("code")))
        return data

    def course(self, path: Path) -> list[PageSource]:
        manifest = read_yaml(path, root=self.root, model=CourseManifest)
        fields = manifest.model_dump(mode="json", exclude={"uuid", "modules", "credits"})
        said = manifest.credits
        fields["credits"] = "\n".join(said) if isinstance(said, list) else said or ""
        pages = [self.page(PageKind.COURSE, manifest.uuid, path, None, fields)]
        for position, name in enumerate(manifest.modules):
            folder = path.parent / name
            if not folder.is_dir():
                self.complain(path, f"modules.{position}", f"there is no folder {name}")
                continue
            pages.extend(self.attempt(partial(self.module, folder, manifest)) or [])
        return pages

    def page(
        self, kind: PageKind, uuid: UUID, path: Path, parent: UUID | None, fields: dict[str, Any]
    ) -> PageSource:
        return PageSource(kind, uuid, shown_name(path, self.root), parent, fields)

    def module(self, folder: Path, course: CourseManifest) -> list[PageSource]:
        path = folder / "module.yaml"
        manifest = read_yaml(path, root=self.root, model=ModuleManifest)
        for code in sorted(set(manifest.competencies) - self.competencies):
            self.complain(path, f"competencies.{code}", "the framework has no such competency")
        for slug in sorted(set(manifest.datasets) - self.datasets):
            self.complain(path, "datasets", f"there is no dataset {slug}")
        fields = manifest.model_dump(mode="json", exclude={"uuid", "items"})
        fields["exercises"] = [item.exercise for item in manifest.items if item.exercise]
        pages = [self.page(PageKind.MODULE, manifest.uuid, path, course.uuid, fields)]
        base = f"/courses/{course.slug}"
        for item in manifest.items:
            if item.lesson:
                page = self.attempt(partial(self.lesson, folder / item.lesson, manifest, base))
                pages += [page] if page else []
            elif item.quiz:
                page = self.attempt(partial(self.quiz, folder / item.quiz, manifest))
                pages += [page] if page else []
        return pages

    def lesson(self, path: Path, module: ModuleManifest, base: str) -> PageSource:
        shown = shown_name(path, self.root)
        head_text, body = lesson_text.split(read_text(path, root=self.root))
        head = check(parse_yaml(head_text, shown=shown), shown=shown, model=LessonHead)
        blocks = lesson_text.to_blocks(
            body,
            shown=shown,
            read_chart=lambda name: self.chart(path.parent, name),
            resolve=lambda address: self.link(path.parent, address, base),
        )
        fields = {**head.model_dump(mode="json", exclude={"uuid"}), "body": blocks}
        return self.page(PageKind.LESSON, head.uuid, path, module.uuid, fields)

    def chart(self, folder: Path, name: str) -> ChartSpec:
        if not name.endswith(".chart.yaml") or "/" in name:
            raise ValueError(f"a chart is named like this: ::: chart name.chart.yaml; not {name!r}")
        return read_yaml(folder / name, root=self.root, model=ChartSpec)

    def link(self, folder: Path, address: str, base: str) -> str | None:
        name, _hash, anchor = address.partition("#")
        target = (folder / name).resolve()
        if not name.endswith(".md") or not target.is_file():
            return None
        head, _body = lesson_text.split(read_text(target, root=self.root))
        data = parse_yaml(head, shown=name)
        module = read_yaml(target.parent / "module.yaml", root=self.root, model=ModuleManifest)
        if not isinstance(data, dict) or "slug" not in data:
            return None
        return f"{base}/{module.slug}/{data['slug']}/" + (f"#{anchor}" if anchor else "")

    def quiz(self, path: Path, module: ModuleManifest) -> PageSource:
        manifest = read_yaml(path, root=self.root, model=QuizManifest)
        for position, item in enumerate(manifest.items):
            if item.competency not in self.competencies:
                self.complain(
                    path,
                    f"items.{position}.competency",
                    f"the framework has no competency {item.competency}",
                )
        fields = {
            "slug": manifest.slug,
            "title": manifest.title,
            "summary": manifest.intro,
            "questions": [
                to_block(self.with_chart(path, position, item))
                for position, item in enumerate(manifest.items)
            ],
        }
        return self.page(PageKind.QUIZ, manifest.uuid, path, module.uuid, fields)

    def with_chart(self, path: Path, position: int, item: Question) -> Question:
        """Return the question with the chart that it names."""
        if not isinstance(item.chart, str):
            return item
        name = item.chart
        try:
            spec = self.attempt(lambda: self.chart(path.parent, name))
        except ValueError:
            reason = f"a chart is named like this: shares.chart.yaml; not {name!r}"
            self.complain(path, f"items.{position}.chart", reason)
            return item
        return item.model_copy(update={"chart": spec}) if spec else item

    def compare(self, pages: Sequence[PageSource]) -> None:
        """Complain about pages that say the same of themselves."""
        for first, second, key in _clashes(pages):
            self.problems.append(
                ContentProblem(second.file, key, f"{first.file} has the same {key}")
            )


def _clashes(pages: Sequence[PageSource]) -> Iterator[tuple[PageSource, PageSource, str]]:
    by_uuid: dict[UUID, PageSource] = {}
    by_slug: dict[tuple[UUID | None, str], PageSource] = {}
    for page in pages:
        earlier = by_uuid.setdefault(page.uuid, page)
        if earlier is not page:
            yield earlier, page, "uuid"
        earlier = by_slug.setdefault((page.parent, page.fields["slug"]), page)
        if earlier is not page:
            yield earlier, page, "slug"
