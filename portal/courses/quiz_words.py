"""Questions answered with a word or two, compared without regard to how they are typed. Pure."""

import re
import unicodedata
from collections.abc import Sequence

from portal.datasets.content_file import ContentPart, Line

LONGEST_ANSWER = 120
_ARTICLES = ("a ", "an ", "the ")


class Mistake(ContentPart):
    """A wrong answer that people give, with what to say to them."""

    answer: Line
    feedback: Line


def plain(text: str) -> str:
    """Return the text as it is compared.

    Capitals, accents, punctuation, hyphens, repeated spaces and a leading article make no
    difference. A sign inside a number does: 0.5 is not 05, and -3 is not 3.
    """
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    letters = letters.replace("\u2212", "-")
    letters = re.sub(r"['\u2019]", "", letters)
    letters = re.sub(r"(?<!\d)[.,](?=\D|$)|(?<=\d)[.,](?!\d)|(?<=\D),", " ", letters)
    letters = re.sub(r"(?<=\w)-|-(?!\d)", " ", letters)
    letters = re.sub(r"[^\w\s.,%+-]", " ", letters)
    words = " ".join(letters.replace("_", " ").split())
    for article in _ARTICLES:
        words = words.removeprefix(article)
    return words


def read_words(sent: str) -> str | None:
    """Return the answer to keep, or None when there is none or it is too long."""
    text = " ".join(sent.split())
    return text if plain(text) and len(text) <= LONGEST_ANSWER else None


def is_accepted(accepted: Sequence[str], answer: str) -> bool:
    """Return whether the answer is one of those accepted."""
    return plain(answer) in {plain(text) for text in accepted}


def mistake_feedback(mistakes: Sequence[Mistake], answer: str) -> str:
    """Return what to say to somebody who made a known mistake, or nothing."""
    return next((m.feedback for m in mistakes if plain(m.answer) == plain(answer)), "")


def check_words(accepted: Sequence[str], mistakes: Sequence[Mistake]) -> None:
    """Refuse answers that cannot be marked.

    Raises:
        ValueError: says what is wrong.
    """
    if not accepted:
        raise ValueError("accepted: at least one answer is needed")
    for text in accepted:
        if read_words(text) is None:
            raise ValueError(f"accepted: nobody can type {text!r}")
    for mistake in mistakes:
        if is_accepted(accepted, mistake.answer):
            raise ValueError(f"mistakes: {mistake.answer!r} is accepted as right")
