"""Search that forgives typing errors: words are compared by the runs of letters they share."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"[^\W_]+")
LEAST_LIKENESS = 0.75


def words(text: str) -> list[str]:
    """Return the words of a text in small letters without accents."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return _WORD.findall("".join(c for c in plain if not unicodedata.combining(c)))


def likeness(one: str, other: str) -> float:
    """Return how alike two words are: 1 for the same, 0 for no letter in the same order."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _best(word: str, vocabulary: set[str]) -> float:
    if word in vocabulary:
        return 1.0
    if any(known.startswith(word) for known in vocabulary):
        return 0.9
    return max((likeness(word, known) for known in vocabulary), default=0.0)


def rank(query: str, texts: Sequence[str]) -> list[int]:
    """Return positions of the texts in which every word of the query is found, best first."""
    asked = words(query)
    if not asked:
        return list(range(len(texts)))
    scored = []
    for position, text in enumerate(texts):
        vocabulary = set(words(text))
        scores = [_best(word, vocabulary) for word in asked]
        if min(scores) >= LEAST_LIKENESS:
            scored.append((-sum(scores), position))
    return [position for _score, position in sorted(scored)]
