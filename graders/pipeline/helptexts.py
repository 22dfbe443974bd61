"""Plain words for the errors that beginners meet most."""

import re

_HELP = {
    "NotImplementedError": (
        "This part is not answered yet: replace the line `raise NotImplementedError()`."
    ),
    "NameError": (
        "Python met a name that it does not know. Check the spelling (capitals count), and that "
        "the cell which makes it stands above and runs without an error."
    ),
    "SyntaxError": (
        "Python cannot read this line. Look for a missing bracket, quotation mark, comma or colon "
        "here or just above."
    ),
    "IndentationError": (
        "The spaces at the beginning of a line do not fit. Lines that belong together begin with "
        "the same number of spaces."
    ),
    "KeyError": (
        "There is no column, label or key of that name. Compare the spelling with "
        "`table.columns`; capitals and spaces count."
    ),
    "AttributeError": (
        "This value has nothing of that name. Check the spelling after the dot, and what kind of "
        "value stands before it (`type(value)` tells)."
    ),
    "TypeError": (
        "A value is of the wrong kind for what is done with it, such as text where a number is "
        "needed, or a function got too many or too few inputs."
    ),
    "ValueError": (
        "The kind of the value is right but its content is not, such as text that is no number, "
        "or columns of different lengths."
    ),
    "IndexError": (
        "A position does not exist. Counting begins at 0, so the last of five rows is number 4."
    ),
    "FileNotFoundError": (
        "There is no file of that name. The data lies in the folder `data/` beside the notebook; "
        "check the spelling."
    ),
    "ModuleNotFoundError": "There is no library of that name here. Check the spelling.",
    "ZeroDivisionError": "Something is divided by zero. Check what the divisor is at this point.",
    "RecursionError": "A function calls itself without end.",
    "MemoryError": "The notebook needs more memory than it may use. Work with fewer rows at once.",
    "PermissionError": (
        "Notebooks may not do this here: no network, no other programs, and only their own files."
    ),
    "KeyboardInterrupt": (
        "The cell ran too long and was stopped. Look for a loop that never ends."
    ),
}
_PARENTS = {
    "UnboundLocalError": "NameError",
    "TabError": "IndentationError",
    "ImportError": "ModuleNotFoundError",
    "LookupError": "KeyError",
    "UndefinedVariableError": "NameError",
    "UnicodeDecodeError": "ValueError",
    "InvalidIndexError": "KeyError",
    "ParserError": "ValueError",
}
_SAFE_NAME = re.compile(r"^[A-Z][A-Za-z]{1,40}(Error|Exception|Warning|Interrupt|Exit)$")


def help_for(kinds: list[str]) -> str | None:
    """Plain words for an exception, by the names of its classes from special to general."""
    for kind in kinds:
        known = _PARENTS.get(kind, kind)
        if known in _HELP:
            return _HELP[known]
    return None


def known_name(kinds: list[str], trust_names: bool) -> str:
    """The name of an exception's class if it can be shown.

    A class of the learner's own could carry anything in its name; where that matters, only names
    that this module knows are shown.
    """
    for kind in kinds:
        if kind in _HELP or kind in _PARENTS:
            return kind
        if trust_names and _SAFE_NAME.match(kind):
            return kind
    return "an error"
