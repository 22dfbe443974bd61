"""Which modules lead to a competency: what the skill profile points to."""

from collections.abc import Iterator, Mapping

from portal.competencies.suggestions import Suggestion
from portal.courses.models import ModuleCompetency
from portal.people.models import User


def suggest(learner: User, wanted: Mapping[str, int]) -> Iterator[Suggestion]:
    """Yield published modules with evidence for a competency wanted, the fitting level first.

    Args:
        learner: for whom; every learner may take every module.
        wanted: level by competency code.
    """
    targets = (
        ModuleCompetency.objects.filter(competency__code__in=wanted, module__live=True)
        .select_related("competency", "module")
        .order_by("module__path")
    )
    fitting = sorted(targets, key=lambda t: abs(t.level - wanted[t.competency.code]))
    for target in fitting:
        yield Suggestion(
            competency_code=target.competency.code,
            level=target.level,
            title=target.module.title,
            url=target.module.url or "",
            minutes=target.module.minutes,
        )
