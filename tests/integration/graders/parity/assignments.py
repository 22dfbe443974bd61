"""Every assignment of the parity suite."""

from tests.integration.graders.parity.answers_in_python import (
    counting_assignment,
    functions_assignment,
    partial_assignment,
)
from tests.integration.graders.parity.answers_in_tables import (
    charts_assignment,
    checked_assignment,
    tables_assignment,
)
from tests.integration.graders.parity.answers_in_words import (
    several_assignment,
    written_assignment,
)

ASSIGNMENTS = (
    charts_assignment,
    counting_assignment,
    tables_assignment,
    functions_assignment,
    written_assignment,
    several_assignment,
    checked_assignment,
    partial_assignment,
)
