"""Fixtures for every suite: a migrated database made once, and factories."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

REPOSITORY = Path(__file__).resolve().parents[1]


# Everything that decides what a migrated database holds: the tables of every app that is installed,
# and the roles and their rights, which are set up after each migration.
_FILLED_BY = (
    "requirements.lock",
    "portal/config/settings/base.py",
    "portal/*/migrations/*.py",
    "portal/people/apps.py",
    "portal/people/policies.py",
    "portal/people/roles.py",
)


def _template_fingerprint() -> str:
    digest = hashlib.sha256()
    for pattern in _FILLED_BY:
        paths = sorted(REPOSITORY.glob(pattern))
        assert paths, f"{pattern} names no file"
        for path in paths:
            digest.update(path.relative_to(REPOSITORY).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _template_database() -> Path:
    """Return a migrated SQLite file, made once for each fingerprint (it takes 20 seconds)."""
    folder = Path(tempfile.gettempdir()) / f"academy-tests-{os.getuid()}"
    template = folder / f"template-{_template_fingerprint()}.sqlite3"
    if not template.exists():
        part = folder / f"{template.name}.{os.getpid()}.part"
        database = settings.DATABASES["default"]
        before = database["NAME"]
        from django.db import connections

        connections["default"].close()
        database["NAME"] = connections["default"].settings_dict["NAME"] = str(part)
        call_command("migrate", verbosity=0, interactive=False)
        with connections["default"].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connections["default"].close()
        database["NAME"] = connections["default"].settings_dict["NAME"] = before
        os.replace(part, template)
    return template


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_modify_db_settings: None,
    django_db_blocker: "pytest_django.DjangoDbBlocker",  # type: ignore[name-defined]  # noqa: F821
) -> Iterator[None]:
    """Give each worker a copy of the migrated file; on PostgreSQL, Django's own test database."""
    from django.db import connections

    connection = connections["default"]
    if connection.vendor != "sqlite":
        from django.test.utils import setup_databases, teardown_databases

        with django_db_blocker.unblock():
            made = setup_databases(verbosity=0, interactive=False)
        yield
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)
        return
    with django_db_blocker.unblock():
        template = _template_database()
        mine = Path(tempfile.mkdtemp(prefix="academy-db-")) / "test.sqlite3"
        shutil.copyfile(template, mine)
        connection.close()
        connection.settings_dict["NAME"] = settings.DATABASES["default"]["NAME"] = str(mine)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
    shutil.rmtree(mine.parent, ignore_errors=True)
