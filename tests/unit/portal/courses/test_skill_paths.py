import pytest

from portal.courses import skill_paths
from portal.courses.models import ModulePage
from portal.people.models import User
from tests.factories import courses
from tests.factories.competencies import CompetencyFactory

pytestmark = pytest.mark.django_db


def test_suggest_names_published_modules_the_fitting_level_first(
    learner: User, module: ModulePage
) -> None:
    competency = CompetencyFactory(code="TST-1")
    courses.target(module, competency, 1)
    other = courses.module(module.course(), slug="deeper", title="Deeper")
    courses.target(other, competency, 2)

    found = list(skill_paths.suggest(learner, {"TST-1": 2}))

    assert [(s.title, s.level) for s in found] == [("Deeper", 2), ("Meet the data", 1)]
    assert found[0].url == "/courses/first-steps/deeper/"


def test_suggest_leaves_hidden_modules_out(learner: User, module: ModulePage) -> None:
    courses.target(module, CompetencyFactory(code="TST-1"), 1)
    module.unpublish()

    assert list(skill_paths.suggest(learner, {"TST-1": 1})) == []
