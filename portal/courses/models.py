"""Courses as pages of the CMS. Every page keeps a uuid through renames and moves."""

import uuid
from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.url_routing import RouteResult

from portal.competencies.models import Competency, Level
from portal.courses import catalogue, figures, gone, home, lesson_view, outline, quiz_storage, serving
from portal.courses.blocks import LessonBody
from portal.courses.outline import ItemKind
from portal.courses.charts import ChartSpec
from portal.courses.quiz_blocks import QuestionsBlock
from portal.courses.quiz_items import Question
from portal.courses.records import DeletedPage, Figure, LoadedSource
from portal.datasets.models import Dataset

__all__ = [
    "CatalogueIndexPage",
    "CoursePage",
    "DeletedPage",
    "Figure",
    "HomePage",
    "LessonPage",
    "LoadedSource",
    "ModuleCompetency",
    "ModuleDataset",
    "ModulePage",
    "QuizPage",
]
TEACHING_LEVELS = [choice for choice in Level.choices if choice[0]]


def lines(text: str) -> list[str]:
    """Return the lines of a field that holds one entry a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class AcademyPage(Page):
    """What all our pages share: an identity that survives renames and moves, and no site menu."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One to three sentences, shown in lists.")
    )

    exclude_fields_in_copy = ["uuid"]
    search_fields = [*Page.search_fields, index.SearchField("summary")]
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("Address and search"),
        )
    ]

    class Meta:
        abstract = True


class HomePage(AcademyPage):
    """The front door: what this is, or what to do next."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CatalogueIndexPage"]
    max_count = 1
    template = "courses/home_page.html"

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the reader can do next."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["home"] = home.summary_for(getattr(request, "user", None))
        context["catalogue"] = CatalogueIndexPage.objects.live().first()
        context["courses"] = catalogue.entries(CoursePage.objects.live(), offering_modules())
        return context


class CatalogueIndexPage(AcademyPage):
    """All courses, to search and filter."""

    parent_page_types = ["courses.HomePage"]
    subpage_types = ["courses.CoursePage"]
    max_count = 1
    template = "courses/catalogue_index_page.html"

    class Meta:
        verbose_name = _("catalogue")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page with one query instead of one for each level of the tree.

        For a page that was taken out, answer in words instead of "not found".
        """
        if not path_components:
            return super().route(request, path_components)
        url_path = "/".join([self.url_path.rstrip("/"), *path_components]) + "/"
        page = Page.objects.live().filter(url_path=url_path).first()
        if page is not None:
            return RouteResult(page.specific)
        notice = gone.find(url_path)
        if notice is None:
            raise Http404
        return RouteResult(self, kwargs={"notice": notice})

    def serve(
        self, request: HttpRequest, *args: Any, notice: gone.Notice | None = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Show the catalogue, or say what became of a page that was below it."""
        if notice is not None:
            return gone.response(request, notice)
        return super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the courses that match what was asked for."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        courses = CoursePage.objects.live().descendant_of(self).order_by("path")
        entries = catalogue.entries(courses, offering_modules())
        context["found"] = catalogue.search(entries, request.GET)
        return context


class CoursePage(AcademyPage):
    """A course: what one will be able to do, and the modules that lead there."""

    outcomes = models.TextField(
        _("what learners will be able to do"), help_text=_("Three to five, one a line.")
    )
    audience = models.TextField(_("who it is for"))
    level = models.CharField(
        _("level"), max_length=100, help_text=_("In words, for instance: Awareness to Working.")
    )
    hours = models.DecimalField(_("hours of study"), max_digits=5, decimal_places=1)
    language = models.CharField(_("language"), max_length=10, default="en")
    authors = models.TextField(_("authors"), help_text=_("One a line."))
    checked_by = models.CharField(_("checked by"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    credits = models.TextField(_("credits"), blank=True)

    parent_page_types = ["courses.CatalogueIndexPage"]
    subpage_types = ["courses.ModulePage"]
    template = "courses/course_page.html"
    search_fields = [*AcademyPage.search_fields, index.SearchField("outcomes")]
    content_panels = [
        *AcademyPage.content_panels,
        FieldPanel("outcomes"),
        FieldPanel("audience"),
        MultiFieldPanel(
            [FieldPanel("level"), FieldPanel("hours"), FieldPanel("language")],
            heading=_("Level, time and language"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("authors"),
                FieldPanel("checked_by"),
                FieldPanel("checked_on"),
                FieldPanel("credits"),
            ],
            heading=_("Who wrote and checked it"),
        ),
    ]

    class Meta:
        verbose_name = _("course")

    @property
    def outcome_list(self) -> list[str]:
        """The outcomes, one by one."""
        return lines(self.outcomes)

    @property
    def author_list(self) -> list[str]:
        """The authors, one by one."""
        return lines(self.authors)

    def modules(self) -> "Sequence[tuple[ModulePage, Sequence[LessonPage | QuizPage]]]":
        """Return the published modules in order, each with its lessons and quizzes in order."""
        lessons = LessonPage.objects.live().descendant_of(self).defer("body")
        quizzes = QuizPage.objects.live().descendant_of(self).defer("questions")
        steps = sorted([*lessons, *quizzes], key=lambda page: page.path)
        return [
            (module, [step for step in steps if step.path.startswith(module.path)])
            for module in ModulePage.objects.live().child_of(self).order_by("path")
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add modules with states, competencies and datasets."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["outline"] = outline.course_outline(self, getattr(request, "user", None))
        context["entry"] = catalogue.entries([self], offering_modules().child_of(self))[0]
        return context


class ModulePage(AcademyPage):
    """A part of a course: lessons, quizzes and exercises on one subject."""

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=30)
    objectives = models.TextField(_("objectives"), blank=True, help_text=_("One a line."))
    exercise_list = models.TextField(
        _("exercises"), blank=True, help_text=_("Short names of exercises, one a line, in order.")
    )

    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage", "courses.QuizPage"]
    template = "courses/module_page.html"
    content_panels = [
        *AcademyPage.content_panels,
        FieldPanel("minutes"),
        FieldPanel("objectives"),
        FieldPanel("exercise_list"),
        InlinePanel("competency_targets", label=_("Competency"), heading=_("Competencies")),
        InlinePanel("dataset_uses", label=_("Dataset"), heading=_("Datasets")),
    ]

    class Meta:
        verbose_name = _("module")

    @property
    def objective_list(self) -> list[str]:
        """The objectives, one by one."""
        return lines(self.objectives)

    @property
    def exercise_slugs(self) -> list[str]:
        """Slugs of the module's exercises in order."""
        return lines(self.exercise_list)

    def course(self) -> CoursePage:
        """Return the course above."""
        return CoursePage.objects.get(pk=self.get_parent().pk)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the steps with states."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        course = self.course()
        context["course"] = course
        context["outline"] = outline.course_outline(course, getattr(request, "user", None))
        context["module"] = next(
            (m for m in context["outline"].modules if m.uuid == self.uuid), None
        )
        return context


class ModuleCompetency(Orderable):
    """A competency that a module can give evidence for, and up to which level."""

    module = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="competency_targets")
    competency = models.ForeignKey(
        Competency, verbose_name=_("competency"), on_delete=models.PROTECT, related_name="+"
    )
    level = models.PositiveSmallIntegerField(_("level"), choices=TEACHING_LEVELS, default=1)

    panels: ClassVar = [FieldPanel("competency"), FieldPanel("level")]

    class Meta(Orderable.Meta):
        verbose_name = _("competency of a module")
        constraints = [
            models.UniqueConstraint(
                fields=["module", "competency"], name="competency_once_per_module"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.competency} ({self.get_level_display()})"


class ModuleDataset(Orderable):
    """A dataset that a module works with."""

    module = ParentalKey(ModulePage, on_delete=models.CASCADE, related_name="dataset_uses")
    dataset = models.ForeignKey(
        Dataset, verbose_name=_("dataset"), on_delete=models.PROTECT, related_name="+"
    )

    panels: ClassVar = [FieldPanel("dataset")]

    class Meta(Orderable.Meta):
        verbose_name = _("dataset of a module")
        constraints = [
            models.UniqueConstraint(fields=["module", "dataset"], name="dataset_once_per_module"),
        ]

    def __str__(self) -> str:
        return str(self.dataset)


def offering_modules() -> PageQuerySet:
    """Return the published modules with what they offer at hand."""
    return (
        ModulePage.objects.live()
        .order_by("path")
        .prefetch_related("competency_targets__competency__domain", "dataset_uses__dataset")
    )


def course_above(page: Page) -> CoursePage:
    """Return the course that a lesson or quiz belongs to."""
    return CoursePage.objects.ancestor_of(page).get()


class LessonPage(AcademyPage):
    """Something to read, with figures."""

    kind = ItemKind.LESSON
    body = StreamField(LessonBody(), verbose_name=_("text"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes to read"), default=1, editable=False)

    parent_page_types = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/lesson_page.html"
    search_fields = [*AcademyPage.search_fields, index.SearchField("body")]
    content_panels = [*AcademyPage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("lesson")

    def course(self) -> CoursePage:
        """Return the course above."""
        return course_above(self)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, with the reading time measured again."""
        self.minutes = lesson_view.minutes_of(self)
        return super().save(*args, **kwargs)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the lesson to whoever may read it; send everybody else to sign in."""
        refusal = serving.refuse_or_none(request)
        return refusal if refusal is not None else super().serve(request, *args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the text with anchors, and the way to and from it."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context.update(lesson_view.context(self, request))
        return context


class QuizPage(AcademyPage):
    """Questions on a module. Learners answer them at ``learning:quiz``."""

    kind = ItemKind.QUIZ
    questions = StreamField(QuestionsBlock(), verbose_name=_("questions"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes to answer"), default=1, editable=False)

    parent_page_types = ["courses.ModulePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "courses/quiz_page.html"
    content_panels = [*AcademyPage.content_panels, FieldPanel("questions")]

    class Meta:
        verbose_name = _("quiz")

    def course(self) -> CoursePage:
        """Return the course above."""
        return course_above(self)

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Save, with the time at one and a half minutes a question."""
        self.minutes = max(1, round(1.5 * len(self.questions)))
        return super().save(*args, **kwargs)

    def question_list(self) -> list[Question]:
        """Return the questions in order."""
        return [quiz_storage.from_block(c.block_type, c.value) for c in self.questions]

    def charts(self) -> list[ChartSpec]:
        """Return the charts that questions ask to read."""
        return [q.chart for q in self.question_list() if isinstance(q.chart, ChartSpec)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the drawings; only authors see this page, so what is missing is drawn now."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["figures"] = figures.ensure(self.charts())
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Send learners to where they can answer."""
        return serving.to_quiz(self.uuid)
