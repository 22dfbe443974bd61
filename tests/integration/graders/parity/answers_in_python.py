"""Plain Python with plain `assert`: values of every kind, functions, classes, partial credit."""

from tests.integration.graders import sources as make
from tests.integration.graders.parity.cases import Assignment, Case, delete, insert, rewrite

COUNTING_RIGHT = {
    "total": "total = sum(VISITS)",
    "busiest": "busiest = max(VISITS)",
    "names": "names = [name.title() for name in OFFICES]",
    "by_office": "by_office = dict(zip(OFFICES, VISITS))",
    "copy": "cleaned = list(VISITS)\ncleaned.remove(0)",
    "rate": "rate = total / len(VISITS)",
}
COUNTING = make.source(
    make.given("import math"),
    make.locked("data", "OFFICES = ['north', 'south', 'east']\nVISITS = [12, 0, 30]"),
    make.answer("total", COUNTING_RIGHT["total"]),
    make.check("total_kind", "assert isinstance(total, int), 'a whole number'"),
    make.check(
        "total_value",
        "assert total > 0\n### BEGIN HIDDEN TESTS\nassert total == 42\n### END HIDDEN TESTS",
        2,
    ),
    make.answer("busiest", COUNTING_RIGHT["busiest"]),
    make.hidden("busiest_hidden", "assert busiest == 30", 2),
    make.answer("names", COUNTING_RIGHT["names"]),
    make.check("names_check", "assert sorted(names) == ['East', 'North', 'South']", 2),
    make.answer("by_office", COUNTING_RIGHT["by_office"]),
    make.check(
        "by_office_check",
        "assert by_office['east'] == 30\nassert len(by_office) == 3\n"
        "assert 'west' not in by_office",
        2,
    ),
    make.answer("copy", COUNTING_RIGHT["copy"]),
    make.check("copy_check", "assert cleaned is not VISITS\nassert cleaned == [12, 30]", 2),
    make.check("copy_again", "assert len(cleaned) == 2"),
    make.answer("rate", COUNTING_RIGHT["rate"]),
    make.check(
        "rate_check",
        "points = 0\nif isinstance(rate, float):\n    points += 1\n"
        "if math.isclose(rate, 14):\n    points += 1.5\npoints",
        2.5,
    ),
)


def counting(name: str, kind: str, **answers: str) -> Case:
    """Right answers except for these."""
    return Case(name, kind, {**COUNTING_RIGHT, **answers})


counting_assignment = Assignment(
    "counting",
    {"counting": COUNTING},
    (
        counting("all_right", "right"),
        Case("untouched", "nothing answered"),
        Case("first_two_only", "partly answered", dict(list(COUNTING_RIGHT.items())[:2])),
        Case("last_only", "partly answered", {"rate": "rate = 14.0"}),
        counting("wrong_total", "wrong", total="total = 41"),
        counting("total_as_text", "wrong", total="total = '42'"),
        counting(
            "total_as_numpy", "right another way", total="import numpy\ntotal = numpy.int64(42)"
        ),
        counting(
            "total_as_decimal",
            "right another way",
            total="from decimal import Decimal\ntotal = Decimal(42)",
        ),
        counting("total_true", "wrong", total="total = True"),
        counting("total_missing", "wrong", total="summe = sum(VISITS)"),
        counting("names_tuple", "right another way", names="names = ('North', 'South', 'East')"),
        counting("names_map", "right another way", names="names = map(str.title, OFFICES)"),
        counting(
            "names_generator", "right another way", names="names = (n.title() for n in OFFICES)"
        ),
        counting("names_set", "right another way", names="names = {n.title() for n in OFFICES}"),
        counting(
            "names_dict_keys",
            "right another way",
            names="names = {n.title(): 1 for n in OFFICES}.keys()",
        ),
        counting(
            "names_dict_values",
            "right another way",
            names="names = {n: n.title() for n in OFFICES}.values()",
        ),
        counting(
            "names_deque",
            "right another way",
            names="from collections import deque\nnames = deque(n.title() for n in OFFICES)",
        ),
        counting(
            "names_array",
            "right another way",
            names="import numpy as np\nnames = np.array([n.title() for n in OFFICES])",
        ),
        counting(
            "names_series",
            "right another way",
            names="import pandas as pd\nnames = pd.Series(OFFICES).str.title()",
        ),
        counting(
            "names_used_up",
            "wrong",
            names="names = (n.title() for n in OFFICES)\nprint(list(names))",
        ),
        counting(
            "office_counter",
            "right another way",
            by_office="from collections import Counter\n"
            "by_office = Counter(dict(zip(OFFICES, VISITS)))",
        ),
        counting(
            "office_default",
            "right another way",
            by_office="from collections import defaultdict\nby_office = defaultdict(int)\n"
            "for o, v in zip(OFFICES, VISITS):\n    by_office[o] += v",
        ),
        counting(
            "office_series",
            "right another way",
            by_office="import pandas as pd\nby_office = pd.Series(VISITS, index=OFFICES)",
        ),
        counting(
            "office_mapping",
            "right another way",
            by_office="from types import MappingProxyType\n"
            "by_office = MappingProxyType(dict(zip(OFFICES, VISITS)))",
        ),
        counting("office_pairs", "wrong", by_office="by_office = list(zip(OFFICES, VISITS))"),
        counting("copy_alias", "wrong", copy="cleaned = VISITS\ncleaned.remove(0)"),
        counting("copy_filter", "wrong", copy="cleaned = filter(None, VISITS)"),
        counting(
            "copy_comprehension", "right another way", copy="cleaned = [v for v in VISITS if v]"
        ),
        counting("rate_rounded", "partial credit", rate="rate = 14"),
        counting("rate_wrong", "partial credit", rate="rate = 13.0"),
        counting("rate_nothing", "partial credit", rate="rate = None"),
        counting("raises_halfway", "raising", total="total = sum(VISITS)\n1 / 0"),
        counting("raises_before", "raising", busiest="max([])\nbusiest = 30"),
        counting("syntax_error", "raising", names="names = [n.title( for n in OFFICES]"),
        counting("uses_unknown_name", "raising", rate="rate = totl / 3"),
        counting(
            "prints_much",
            "output",
            total="for i in range(500):\n    print(i)\ntotal = sum(VISITS)\ntotal",
        ),
        counting("magics", "magics", busiest="%time busiest = max(VISITS)\n%precision 3"),
        counting("cell_magic", "magics", busiest="%%time\nbusiest = max(VISITS)"),
        counting(
            "shadows_builtin",
            "right another way",
            total="sum_ = sum\ntotal = sum_(VISITS)\nlist_ = list",
        ),
        counting(
            "redefines_sum",
            "right another way",
            busiest="def sum(values):\n    return 0\nbusiest = max(VISITS)",
        ),
        Case(
            "extra_cell",
            "extra cells",
            {**COUNTING_RIGHT, "total": "total = together(VISITS)"},
            insert("total", "def together(values):\n    return sum(values)"),
        ),
        Case(
            "extra_after_test",
            "extra cells",
            {**COUNTING_RIGHT, "total": "total = 0"},
            insert("busiest", "total = 42"),
        ),
        Case(
            "extra_before_test",
            "extra cells",
            {**COUNTING_RIGHT, "total": "total = 0"},
            insert("total_value", "total = 42"),
        ),
        Case("extra_raises", "extra cells", COUNTING_RIGHT, insert("names", "total.nothing()")),
        Case(
            "extra_words",
            "extra cells",
            COUNTING_RIGHT,
            insert("names", "I was not sure about *title*.", "markdown"),
        ),
        Case("answer_deleted", "deleted cells", COUNTING_RIGHT, delete("busiest")),
        Case(
            "answer_elsewhere",
            "deleted cells",
            {**COUNTING_RIGHT, "total": "total = 42\nbusiest = 30"},
            delete("busiest"),
        ),
        Case(
            "test_deleted",
            "deleted cells",
            {**COUNTING_RIGHT, "total": "total = 41"},
            delete("total_value"),
        ),
        Case(
            "test_edited",
            "read-only cells",
            {**COUNTING_RIGHT, "total": "total = 41"},
            rewrite("total_value", "assert True"),
        ),
        Case(
            "data_edited",
            "read-only cells",
            COUNTING_RIGHT,
            rewrite("data", "OFFICES = ['one']\nVISITS = [1]"),
        ),
    ),
)

FUNCTIONS_RIGHT = {
    "grade": "def band(score):\n    if not 0 <= score <= 100:\n"
    "        raise ValueError('out of range')\n"
    "    return 'high' if score >= 50 else 'low'",
    "firsts": "def firsts(words):\n    return [word[0] for word in words]",
    "apply": "def twice(change, value):\n    return change(change(value))",
    "account": "class Budget:\n    def __init__(self, total):\n        self.total = total\n"
    "        self.spent = 0\n"
    "    def spend(self, amount):\n        self.spent += amount\n"
    "        return self.total - self.spent",
    "sort": "def ordered(rows):\n    rows.sort()\n    return rows",
    "says": "def greet(name):\n    print('Good morning,', name)",
}
FUNCTIONS = make.source(
    make.answer("grade", FUNCTIONS_RIGHT["grade"]),
    make.check("grade_high", "assert band(50) == 'high'\nassert band(49.5) == 'low'", 2),
    make.hidden(
        "grade_raises",
        "try:\n    band(101)\n    failed = True\nexcept ValueError:\n    failed = False\n"
        "assert not failed",
        2,
    ),
    make.answer("firsts", FUNCTIONS_RIGHT["firsts"]),
    make.check("firsts_check", "assert list(firsts(['tax', 'road'])) == ['t', 'r']", 2),
    make.hidden("firsts_empty", "assert len(list(firsts([]))) == 0"),
    make.answer("account", FUNCTIONS_RIGHT["account"]),
    make.check(
        "account_check",
        "mine = Budget(100)\nassert mine.spend(30) == 70\nassert mine.spent == 30\n"
        "assert isinstance(mine, Budget)\nassert Budget(5).spent == 0",
        3,
    ),
    make.answer("sort", FUNCTIONS_RIGHT["sort"]),
    make.check("sort_check", "given = [3, 1, 2]\nout = ordered(given)\nassert out == [1, 2, 3]", 1),
    make.hidden("sort_in_place", "given = [3, 1]\nordered(given)\nassert given == [1, 3]"),
)


def functions(name: str, kind: str, **answers: str) -> Case:
    """Right answers except for these."""
    return Case(name, kind, {**FUNCTIONS_RIGHT, **answers})


functions_assignment = Assignment(
    "functions",
    {"functions": FUNCTIONS},
    (
        functions("all_right", "right"),
        Case("untouched", "nothing answered"),
        functions(
            "lambda", "right another way", firsts="firsts = lambda words: [w[0] for w in words]"
        ),
        functions(
            "yields",
            "right another way",
            firsts="def firsts(words):\n    for word in words:\n        yield word[0]",
        ),
        functions(
            "returns_map",
            "right another way",
            firsts="def firsts(words):\n    return map(lambda word: word[0], words)",
        ),
        functions(
            "callable_object",
            "right another way",
            grade="class Band:\n    def __call__(self, score):\n        if score > 100:\n"
            "            raise ValueError\n        return 'high' if score >= 50 else 'low'\n"
            "band = Band()",
        ),
        functions(
            "partial",
            "right another way",
            grade="from functools import partial\ndef cut(limit, score):\n    if score > 100:\n"
            "        raise ValueError('too much')\n    return 'high' if score >= limit else 'low'\n"
            "band = partial(cut, 50)",
        ),
        functions(
            "cached",
            "right another way",
            grade="from functools import lru_cache\n@lru_cache\ndef band(score):\n"
            "    if score > 100:\n"
            "        raise ValueError('too much')\n    return 'high' if score >= 50 else 'low'",
        ),
        functions(
            "own_error",
            "right another way",
            grade="class TooMuch(ValueError):\n    pass\ndef band(score):\n    if score > 100:\n"
            "        raise TooMuch('x')\n    return 'high' if score >= 50 else 'low'",
        ),
        functions(
            "other_error",
            "wrong",
            grade="def band(score):\n    assert score <= 100\n"
            "    return 'high' if score >= 50 else 'low'",
        ),
        functions(
            "prints_instead", "wrong", firsts="def firsts(words):\n    print([w[0] for w in words])"
        ),
        functions(
            "global_state",
            "right another way",
            account="spent_so_far = []\nclass Budget:\n    spent = 0\n"
            "    def __init__(self, total):\n"
            "        self.total = total\n    def spend(self, amount):\n"
            "        self.spent += amount\n"
            "        return self.total - self.spent",
        ),
        functions(
            "dataclass",
            "right another way",
            account="from dataclasses import dataclass\n@dataclass\nclass Budget:\n"
            "    total: float\n"
            "    spent: float = 0\n    def spend(self, amount):\n        self.spent += amount\n"
            "        return self.total - self.spent",
        ),
        functions(
            "shared_list",
            "wrong",
            account="class Budget:\n    all = []\n    def __init__(self, total):\n"
            "        self.total = total\n"
            "    @property\n    def spent(self):\n        return sum(self.all)\n"
            "    def spend(self, amount):\n        self.all.append(amount)\n"
            "        return self.total - self.spent",
        ),
        functions("not_in_place", "wrong", sort="def ordered(rows):\n    return sorted(rows)"),
        functions("recursion", "raising", sort="def ordered(rows):\n    return ordered(rows)"),
        functions("missing_argument", "raising", grade="def band():\n    return 'high'"),
    ),
)

PARTIAL = make.source(
    make.answer("words", "words = ['tax', 'road', 'school']"),
    make.check("share", "sum(w in words for w in ('tax', 'road', 'school')) / 3 * 2", 2),
    make.check("quiet", "sum(w in words for w in ('tax', 'road'));", 2),
    make.check("quiet_noted", "len(words) * 0.1;  # not shown", 2),
    make.check("compared", "len(words) == 3"),
    make.check("text", "f'{len(words)} words'"),
    make.check("negative", "-len(words)", 3),
    make.check("numpy", "import numpy as np\nnp.float64(len(words) / 6)"),
    make.check("assigned", "half = 0.5", 1),
    make.check("printed", "print(0.25)", 1),
    make.check("number", "0.5 if len(words) else 0", 1),
    make.check("nothing", "None", 1),
    make.check("zero_points", "assert len(words) == 3", 0),
)
partial_assignment = Assignment(
    "partial",
    {"partial": PARTIAL},
    (
        Case("all_right", "partial credit", {"words": "words = ['tax', 'road', 'school']"}),
        Case("two_of_three", "partial credit", {"words": "words = ['tax', 'road']"}),
        Case("none", "partial credit", {"words": "words = []"}),
        Case("untouched", "nothing answered"),
        Case("no_list", "raising", {"words": "words = 7"}),
    ),
)
