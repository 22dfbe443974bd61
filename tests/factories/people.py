"""People and departments for tests."""

# factory_boy's declarations carry no types.
# mypy: disable-error-code="no-untyped-call"

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import Group
from factory.declarations import Sequence as Counter
from factory.declarations import Trait
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from portal.people import policies
from portal.people.models import Department, User

PASSWORD = "a long enough password"


class DepartmentFactory(DjangoModelFactory[Department]):
    class Meta:
        model = Department

    code = Counter(lambda n: f"department-{n}")
    name = Counter(lambda n: f"Department {n}")

    @classmethod
    def _create(cls, model_class: type[Department], *args: Any, **kwargs: Any) -> Department:
        """Add at the top of the tree, or below ``parent``."""
        parent = kwargs.pop("parent", None)
        if parent is None:
            made: Department = model_class.add_root(**kwargs)
        else:
            made = parent.add_child(**kwargs)
        return made


class UserFactory(DjangoModelFactory[User]):
    """A learner; traits give roles, ``roles=[…]`` gives any set of them."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        ended = Trait(is_active=False, deactivated_at=datetime(2026, 11, 1, tzinfo=UTC))
        trainer = Trait(roles=[policies.TRAINERS])
        course_editor = Trait(roles=[policies.COURSE_EDITORS])
        hr_viewer = Trait(roles=[policies.HR_VIEWERS])
        administrator = Trait(roles=[policies.ADMINISTRATORS])

    roles = ()
    username = Counter(lambda n: f"person{n}")
    first_name = "Pat"
    last_name = Counter(lambda n: f"Person {n}")
    email = Counter(lambda n: f"person{n}@example.org")

    @post_generation
    def password(self: User, create: bool, extracted: str | None, **kwargs: Any) -> None:
        """Set a password that works; ``PASSWORD`` unless told."""
        self.set_password(extracted or PASSWORD)
        if create:
            self.save(update_fields=["password"])

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        """Make the person, and put them into the groups of these names."""
        roles: Sequence[str] = kwargs.pop("roles", ())
        user = model_class(**kwargs)
        user.save()
        user.groups.set([Group.objects.get_or_create(name=name)[0] for name in roles])
        return user
