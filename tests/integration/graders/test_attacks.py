"""Hostile answers get what an honest reading deserves, tell nothing, and harm nobody after them."""

import pytest

from graders.contract import ResultStatus
from tests.integration.graders.attacks import ATTACKS, Attack
from tests.integration.graders.submissions import CANARY, Grade


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
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
