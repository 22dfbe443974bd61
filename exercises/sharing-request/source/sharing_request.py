# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The sharing request
#
# You measure a joined file, break one kind of code and make a better one, hold uses against an agreement, and write a request. Where a cell
# says `# YOUR CODE HERE` and `raise NotImplementedError()`, delete those two lines and write your own. Practice checks stand below each task;
# final checks run when you submit, and try your functions on tables that you have not seen. A trainer reads the last task.
#
# The file of full-time workers is split here into two, as if two departments held them. `person` is a made-up number.

# %%
import hashlib
import hmac

import pandas as pd

workers = pd.read_csv("data/workers.csv")
workers["person"] = [f"{number:05d}" for number in range(len(workers))]
labour = workers[["person", "sex", "region", "earnings_band"]]
education = workers[["person", "age_band", "education"]]

# %% [markdown]
# ## 1. Measure the joined file
#
# `merge` puts rows with the same key side by side. Who has no partner in the other table drops out:

# %%
one = pd.DataFrame({"person": ["a", "b", "c"], "town": ["X", "X", "Y"]})
other = pd.DataFrame({"person": ["b", "c", "d"], "pet": ["cat", "cat", "dog"]})
one.merge(other, on="person")

# %% [markdown]
# **Your turn.** Write `smallest_after_join(left, right, key, columns)`, which joins two tables on the column `key` and gives back the size of the **smallest group** of `columns` in the joined
# table. If nobody has a partner, give back 0.

# %% nbgrader={"grade": false, "grade_id": "join", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def smallest_after_join(left, right, key, columns):
    joined = left.merge(right, on=key)
    if len(joined) == 0:
        return 0
    return joined.groupby(columns).size().min()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "join_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert smallest_after_join(one, other, "person", ["town"]) is not None, "Nothing came back. Is there a return?"
assert smallest_after_join(one, other, "person", ["pet"]) == 2, "Persons b and c have a partner, and both have a cat"
assert smallest_after_join(one, other, "person", ["town", "pet"]) == 1, "With the town known as well, each stands alone"

# %% nbgrader={"grade": true, "grade_id": "join_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import pandas as pd
from academy_checks import check_frame, check_function

fresh = pd.read_csv("data/workers.csv")
fresh["number"] = range(len(fresh))
first = fresh[["number", "sex", "region", "earnings_band"]]
second = fresh[["number", "age_band", "education"]].sample(frac=1, random_state=4)
purpose = ["sex", "education", "earnings_band"]
left = pd.DataFrame({"id": [1, 2, 3, 4, 5, 6], "a": list("xxyyyy")}, index=[7, 7, 0, 1, 2, 3])
right = pd.DataFrame({"id": [6, 5, 4, 3, 2], "b": list("ppppq")}, index=[0, 0, 1, 2, 2])
before_call = left.copy()
check_function(
    smallest_after_join,
    [
        ((first, second, "number", purpose), int(fresh.groupby(purpose).size().min())),
        ((first, second, "number", list(fresh.columns[:5])), int(fresh.groupby(list(fresh.columns[:5])).size().min())),
        ((left, right, "id", ["b"]), 1),
        ((left.tail(4), right, "id", ["a", "b"]), 4),
        ((left, right.head(1), "id", ["a"]), 1),
        ((left.assign(year=1), right.assign(year=2), "id", ["a"]), 1),
        ((left.head(1), right, "id", ["a"]), 0),
    ],
    message="smallest_after_join measures the file that the join makes.",
)
smallest_after_join(left, right, "id", ["a"])
check_frame(left, before_call, index=True, message="The tables that were handed in are unchanged.")
### END HIDDEN TESTS

# %% [markdown]
# Try it: first all five columns, then those that a study of pay by sex and schooling needs.

# %%
# Take away the sign # from the next two lines and run the cell.
# print(smallest_after_join(labour, education, "person", ["sex", "region", "earnings_band", "age_band", "education"]))
# print(smallest_after_join(labour, education, "person", ["sex", "education", "earnings_band"]))

# %% [markdown]
# ## 2. Break a hash
#
# A hash turns any text into a string of signs. The same text always gives the same signs:

# %%
def plain_hash(text):
    return hashlib.sha256(text.encode()).hexdigest()


plain_hash("1970-05-17")[:12]

# %% [markdown]
# A supplier delivers "anonymous" data: the dates of birth have been hashed. You know that they must be days of the twentieth century, so you have a list of candidates.
#
# **Your turn.** Write `find_again(codes, candidates)`. It takes a list of plain hashes and a list of texts, and gives back a dictionary with **the code as key and the text as value** for
# every code that is the plain hash of a candidate. Codes without a candidate are left out.

# %% nbgrader={"grade": false, "grade_id": "find", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def find_again(codes, candidates):
    wanted = set(codes)
    found = {}
    for text in candidates:
        code = plain_hash(text)
        if code in wanted:
            found[code] = text
    return found
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "find_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
three_days = ["1970-05-16", "1970-05-17", "1970-05-18"]
secret_codes = [plain_hash("1970-05-17"), plain_hash("2001-01-01")]
assert find_again(secret_codes, three_days) is not None, "Nothing came back. Is there a return?"
assert list(find_again(secret_codes, three_days).values()) == ["1970-05-17"], (
    "One of the two codes belongs to one of the three days"
)
assert find_again([], three_days) == {}, "Without codes there is nothing to find"

# %% nbgrader={"grade": true, "grade_id": "find_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import hashlib

import pandas as pd
from academy_checks import check_function

days = [str(day.date()) for day in pd.date_range("1961-01-01", "1964-12-31")]


def code_of(text):
    return hashlib.sha256(text.encode()).hexdigest()


check_function(
    find_again,
    [
        (([code_of(days[700])], days), {code_of(days[700]): days[700]}),
        (([code_of(days[0]), code_of("rain"), code_of(days[-1])], days), {code_of(d): d for d in (days[0], days[-1])}),
        (([code_of("x"), code_of("x")], ["w", "x", "y"]), {code_of("x"): "x"}),
        ((["x", "y"], ["x", "y"]), {}),
        (([code_of("x")], []), {}),
    ],
    message="find_again hashes each candidate and looks whether it is one of the codes.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. Codes that hold
#
# `hmac` mixes a secret **key** into the text before it is hashed. It wants bytes, which is why both texts have `.encode()`. With a fixed text and a fixed key:

# %%
hmac.new("our secret".encode(), "1970-05-17".encode(), "sha256").hexdigest()[:12]

# %% [markdown]
# **Your turn.** Write `pseudonym(value, key)`, which gives back the whole code of a text `value` with the secret text `key`.

# %% nbgrader={"grade": false, "grade_id": "codes", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def pseudonym(value, key):
    return hmac.new(key.encode(), value.encode(), "sha256").hexdigest()
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "codes_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
assert pseudonym("00042", "moss") is not None, "Nothing came back. Is there a return?"
assert pseudonym("00042", "moss") == pseudonym("00042", "moss"), "The same person and key give the same code"
assert pseudonym("00042", "moss") != pseudonym("00042", "fern"), "Another key should give another code"
assert pseudonym("00042", "moss") != pseudonym("00043", "moss"), "Another person should get another code"

# %% nbgrader={"grade": true, "grade_id": "codes_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
import hashlib

from academy_checks import tell

values = [f"{number:05d}" for number in range(60)]
keys = ["k", "a longer key with spaces"]
codes = {(value, key): pseudonym(value, key) for value in values for key in keys}
assert all(isinstance(code, str) and len(code) >= 32 for code in codes.values()), tell(
    "A code should be a text of 32 signs or more, so that no two people share one."
)
assert len(set(codes.values())) == len(codes), tell("Two people, or two keys, gave the same code.")
assert all(pseudonym(value, key) == code for (value, key), code in list(codes.items())[:40]), tell(
    "The same person and key gave another code the second time, so nothing can be joined."
)
for (value, key), code in codes.items():
    assert value not in code, tell("The value can be read in its code.")
    guesses = {hashlib.new(kind, value.encode()).hexdigest() for kind in ("md5", "sha1", "sha256", "sha512")}
    assert code not in guesses, tell("This is a plain hash; anybody can try out candidates.")
    assert code[: len(code) // 2] not in " ".join(guesses), tell("A plain hash is a part of the code.")
### END HIDDEN TESTS

# %% [markdown]
# Try it: can the codes still be broken by trying out candidates?

# %%
# Take away the sign # from the next two lines and run the cell.
# print(find_again([plain_hash("00042")], list(workers["person"])))
# print(find_again([pseudonym("00042", "moss")], list(workers["person"])))

# %% [markdown]
# ## 4. Covered, or a new purpose?
#
# An agreement as a dictionary. A part of it is read with square brackets, and `in` asks whether a list holds something:

# %%
agreement = {
    "purposes": ["pay by sex and schooling"],
    "people": ["Imani", "Jonas"],
    "first_day": "2025-03-01",
    "last_day": "2025-08-31",
}
"Imani" in agreement["people"]

# %% [markdown]
# **Your turn.** Write `may_use(agreement, person, purpose, day)`, which gives back `True` if the agreement covers this use, and `False` if it does not: the person is named, the purpose is
# named, and the day lies from `first_day` to `last_day`, both included.

# %% nbgrader={"grade": false, "grade_id": "uses", "locked": false, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
def may_use(agreement, person, purpose, day):
    named = person in agreement["people"] and purpose in agreement["purposes"]
    return named and agreement["first_day"] <= day <= agreement["last_day"]
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "uses_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
study = "pay by sex and schooling"
assert may_use(agreement, "Imani", study, "2025-04-01") is not None, "Nothing came back. Is there a return?"
assert may_use(agreement, "Imani", study, "2025-04-01"), "Person, purpose and day are covered"
assert not may_use(agreement, "Lena", study, "2025-04-01"), "Lena is not named"
assert not may_use(agreement, "Imani", "advice for people with low pay", "2025-04-01"), "That is a new purpose"

# %% nbgrader={"grade": true, "grade_id": "uses_final", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
### BEGIN HIDDEN TESTS
from academy_checks import check_function

second = {
    "purposes": ["bus times", "bus stops"],
    "people": ["Ada", "Bo", "Cy"],
    "first_day": "2024-11-15",
    "last_day": "2025-01-10",
}
check_function(
    may_use,
    [
        ((second, "Ada", "bus stops", "2024-12-31"), True),
        ((second, "Cy", "bus times", "2024-11-15"), True),
        ((second, "Bo", "bus times", "2025-01-10"), True),
        ((second, "Bo", "bus times", "2025-01-11"), False),
        ((second, "Bo", "bus times", "2024-11-14"), False),
        ((second, "Bo", "bus", "2024-12-31"), False),
        ((second, "B", "bus stops", "2024-12-31"), False),
        ((second, "bus times", "Bo", "2024-12-31"), False),
        (({**second, "people": []}, "Bo", "bus times", "2024-12-31"), False),
    ],
    message="may_use asks for person, purpose and both ends of the period.",
)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. Write the request
#
# You work in the education ministry. A new law on reports about equality, section 12, lets the two departments join data to report **how pay differs between women and men with the same schooling**. The labour department holds
# person, name, sex, region, employer, exact hourly earnings and band of earnings. You have schooling.
#
# **Your turn.** Write, between the three quotation marks, the request to the labour department: 80 to 250 words. Make up names of people and rooms as you like.
#
# **A trainer reads it and gives up to three points:** one for ground and purpose, the purpose in one sentence; one for the least that will do, columns with their fineness, and what may leave the place; one for
# people and place, no further use, the last day, and the proof of deletion.

# %% nbgrader={"grade": true, "grade_id": "request", "locked": false, "points": 3, "schema_version": 3, "solution": true, "task": false}
### BEGIN SOLUTION
request = """
Under section 12 of the law on reports about equality we ask you to join data with us once. Purpose: to report how the band of hourly earnings differs between women and men with the same schooling.

From you we need, for each person: sex and band of earnings. We do not need name, region, employer or exact earnings. We add schooling in three levels. Persons carry a code
that the statistics office makes from the personal number with a key for this project alone; neither of us holds the key.

Imani Okoro and Jonas Weber will work with the joined file, in the secured room 114 of the statistics office. No copy is made and nothing is joined to it. Only tables leave, after your
officer has checked that no count is below ten. The file is not passed on, and it is not used to decide about any person; another question needs a new request.

The last day is 2025-08-31. The file and the key are then deleted, and you receive the record of it. A breach is told to you within 24 hours. We answer to the public.
"""
### END SOLUTION

# %% nbgrader={"grade": true, "grade_id": "request_practice", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
# Practice checks
import re

assert 80 <= len(request.split()) <= 250, "The request should have 80 to 250 words"
assert "sex" in request.lower(), "Name the columns that the purpose needs: sex is one of them"
assert "earnings" in request.lower(), "Name the columns that the purpose needs: earnings is one of them"
assert re.search(r"20\d\d-\d\d-\d\d", request), "Name the last day as year-month-day, such as 2026-03-31"

# %% [markdown]
# **Well done.** Which file that your office once received should have been deleted by now? Save the notebook and submit it.
