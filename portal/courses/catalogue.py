"""Finding a course: what each offers, search that forgives typing errors, and filters."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.competencies.models import Competency, Level
from portal.courses import spelling
from portal.datasets.models import Dataset

if TYPE_CHECKING:
    from portal.courses.models import CoursePage, ModulePage

SHORT_HOURS, MEDIUM_HOURS = Decimal(3), Decimal(8)
TIMES = {
    "short": gettext_lazy("Up to 3 hours"),
    "medium": gettext_lazy("3 to 8 hours"),
    "long": gettext_lazy("More than 8 hours"),
}
FILTERS = {
    "domain": gettext_lazy("Field of skill"),
    "level": gettext_lazy("Level"),
    "time": gettext_lazy("Time"),
    "dataset": gettext_lazy("Dataset"),
    "language": gettext_lazy("Language"),
}


@dataclass(frozen=True)
class Target:
    """A competency and the highest level that a course can give evidence for."""

    competency: Competency
    level: int

    @property
    def level_words(self) -> str:
        """The level in words."""
        return str(Level(self.level).label)


@dataclass(frozen=True)
class Entry:
    """One course in the catalogue."""

    course: "CoursePage"
    targets: Sequence[Target]
    datasets: Sequence[Dataset]
    module_count: int

    @property
    def hours_words(self) -> str:
        """The time as a learner reads it."""
        hours = self.course.hours.normalize()
        return _("1 hour") if hours == 1 else _("%(hours)s hours") % {"hours": f"{hours:f}"}

    @property
    def domains(self) -> list[tuple[str, str]]:
        """Code and name of each field of skill, in the framework's order."""
        return list(
            dict.fromkeys(
                (t.competency.domain.code, t.competency.domain.name) for t in self.targets
            )
        )

    def values(self, name: str) -> list[tuple[str, str]]:
        """Return (value, label) pairs of this course for one filter."""
        course = self.course
        if name == "domain":
            return self.domains
        if name == "level":
            levels = sorted({target.level for target in self.targets})
            return [(str(level), str(Level(level).label)) for level in levels]
        if name == "time":
            key = "short" if course.hours <= SHORT_HOURS else "medium"
            key = "long" if course.hours > MEDIUM_HOURS else key
            return [(key, str(TIMES[key]))]
        if name == "dataset":
            return [(dataset.slug, dataset.title) for dataset in self.datasets]
        return [(course.language, course.language)]

    def search_text(self) -> str:
        """Return all words that a search looks at."""
        course = self.course
        names = [t.competency.name for t in self.targets] + [d.title for d in self.datasets]
        return " ".join([course.title, course.summary, course.outcomes, course.audience, *names])


@dataclass(frozen=True)
class Choice:
    """One value of a filter, with the address that turns it on or off."""

    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass(frozen=True)
class Filter:
    """One filter and its values."""

    name: str
    label: str
    choices: Sequence[Choice]


@dataclass(frozen=True)
class Found:
    """The answer to a search."""

    query: str
    entries: Sequence[Entry]
    total: int
    filters: Sequence[Filter] = field(default_factory=tuple)

    @property
    def selected(self) -> list[Choice]:
        """The values that are turned on."""
        return [choice for f in self.filters for choice in f.choices if choice.selected]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.query or self.selected)


def entries(courses: Iterable["CoursePage"], modules: Iterable["ModulePage"]) -> list[Entry]:
    """Return the courses with what their modules offer.

    Args:
        courses: the courses, in the order wanted.
        modules: modules of these and perhaps other courses.
    """
    by_course: dict[str, list[ModulePage]] = {}
    for module in modules:
        by_course.setdefault(module.path[: -module.steplen], []).append(module)
    return [_entry(course, by_course.get(course.path, [])) for course in courses]


def _entry(course: "CoursePage", modules: Sequence["ModulePage"]) -> Entry:
    levels: dict[Competency, int] = {}
    datasets: dict[Dataset, None] = {}
    for module in modules:
        for target in module.competency_targets.all():
            levels[target.competency] = max(target.level, levels.get(target.competency, 0))
        for use in module.dataset_uses.all():
            datasets[use.dataset] = None
    ordered = sorted(levels, key=lambda c: (c.domain.position, c.position))
    return Entry(
        course=course,
        targets=[Target(competency, levels[competency]) for competency in ordered],
        datasets=list(datasets),
        module_count=len(modules),
    )


def search(found: Sequence[Entry], asked: Mapping[str, str]) -> Found:
    """Return the entries that match the words and filters asked for, best first."""
    query = asked.get("q", "").strip()[:100]
    chosen = {name: asked.get(name, "") for name in FILTERS}
    texts = [entry.search_text() for entry in found]
    matching = [found[position] for position in spelling.rank(query, texts)] if query else found
    results = [entry for entry in matching if _matches(entry, chosen)]
    filters = [
        Filter(name, str(label), _choices(name, matching, chosen, query))
        for name, label in FILTERS.items()
    ]
    return Found(
        query=query,
        entries=results,
        total=len(found),
        filters=[f for f in filters if len(f.choices) > 1 or chosen[f.name]],
    )


def _matches(entry: Entry, chosen: Mapping[str, str], *, but: str = "") -> bool:
    return all(
        not value or name == but or value in dict(entry.values(name))
        for name, value in chosen.items()
    )


def _choices(
    name: str, matching: Sequence[Entry], chosen: Mapping[str, str], query: str
) -> list[Choice]:
    pool = [entry for entry in matching if _matches(entry, chosen, but=name)]
    counts = Counter(value for entry in pool for value, _label in entry.values(name))
    labels = {value: label for entry in matching for value, label in entry.values(name)}
    if chosen[name] and chosen[name] not in labels:
        labels[chosen[name]] = chosen[name]
    result = []
    for value, label in labels.items():
        selected = chosen[name] == value
        asked = {**chosen, name: "" if selected else value, "q": query}
        url = "?" + urlencode({key: word for key, word in asked.items() if word})
        result.append(Choice(value, label, counts[value], selected, url))
    return result
