import re

from portal.core.context import page_furniture
from portal.core.version import version


def test_version_is_the_projects() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+\S*", version())
    assert page_furniture(None)["academy_version"] == version()
