"""What can go wrong with reports."""


class DepartmentNotVisibleError(LookupError):
    """There is no such department among those that the viewer may see."""
