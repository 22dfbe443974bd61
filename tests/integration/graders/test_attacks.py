"""Hostile answers get what an honest reading deserves, tell nothing, and harm nobody after them."""

import pytest

from graders.contract import ResultStatus
from tests.integration.graders.attacks import ATTACKS, Attack
from tests.integration.graders.attacks_system import SYSTEM_ATTACKS
from tests.integration.graders.attacks_values import VALUE_ATTACKS
from tests.integration.graders.submissions import CANARY, Grade

EVERY_ATTACK = (*ATTACKS, *VALUE_ATTACKS, *SYSTEM_ATTACKS)


@pytest.mark.parametrize("attack", EVERY_ATTACK, ids=lambda attack: attack.name)
def test_attack_gets_the_deserved_score(grade: Grade, attack: Attack) -> None:
    result = grade(attack.answers)

    assert result.status is ResultStatus.GRADED
    points = {name: cell.score for name, cell in result.cells.items()}
    told = {name: (cell.message, cell.got, cell.traceback) for name, cell in result.cells.items()}
    assert (points["size_check"] or 0) + (points["size_final"] or 0) == attack.size, told
    assert points["means_final"] == attack.means, told
    assert (points["share_check"] or 0) + (points["share_final"] or 0) == attack.share, told
    assert result.score == attack.score
    assert CANARY not in result.model_dump_json()
    assert grade().score == 10, "the next submission is unaffected"


def test_nothing_is_left_behind_for_the_next_notebook(grade: Grade) -> None:
    attack = next(one for one in EVERY_ATTACK if one.name == "leaves_files_for_the_next")

    assert [grade(attack.answers).score for _ in range(2)] == [10, 10]
