"""Hostile values: subclasses, strange numbers, tables and functions that lie about themselves."""

from tests.integration.graders.attacks import ANYTHING, Attack

WRONG_MEANS = "means = pd.Series([1.0, 2.0, 3.0], index=[1968, 1969, 1970])\n"

VALUE_ATTACKS = (
    Attack(
        "equal_str",
        {
            "size": "class T(str):\n    def __eq__(self, o): return True\n"
            "    def __hash__(self): return 6\nrows = T('5')"
        },
        size=0,
    ),
    Attack(
        "equal_float",
        {"size": "class F(float):\n    def __eq__(self, o): return True\nrows = F(5)"},
        size=0,
    ),
    Attack(
        "int_with_another_index",
        {
            "size": "class I(int):\n    def __int__(self): return 6\n"
            "    def __index__(self): return 6\n"
            "    def __float__(self): return 6.0\n    def __repr__(self): return '6'\n"
            "    def __format__(self, s): return '6'\n"
            "    def __reduce__(self): return (int, (6,))\n"
            "rows = I(5)"
        },
        size=1,
    ),
    Attack(
        "array_that_equals",
        {
            "means": "import numpy as np\nclass A(np.ndarray):\n"
            "    def __eq__(self, o): return np.array(True)\n"
            "    def __array_ufunc__(self, *a, **k): return np.array(True)\n"
            "    def __array_function__(self, *a, **k): return True\n"
            "means = np.zeros(3).view(A)"
        },
        means=0,
    ),
    Attack(
        "frame_instead_of_series",
        {
            "means": "class D(pd.DataFrame):\n    @property\n"
            "    def __class__(self): return pd.Series\n"
            "    def tolist(self): return [8.0, 53 / 3, 29.0]\nmeans = D({'a': [1, 2, 3]})"
        },
        means=0,
    ),
    Attack(
        "series_with_a_lying_accessor",
        {
            "means": "@pd.api.extensions.register_series_accessor('tolist')\n"
            "class A:\n    def __init__(self, s): pass\n"
            "    def __call__(self): return [8.0, 53 / 3, 29.0]\n" + WRONG_MEANS
        },
        means=0,
    ),
    Attack(
        "extension_array_that_equals",
        {
            "means": "from pandas.api.extensions import ExtensionArray, ExtensionDtype\n"
            "class K(ExtensionDtype):\n    name = 'k'\n    type = float\n"
            "class E(ExtensionArray):\n    dtype = K()\n    def __len__(self): return 3\n"
            "    def __eq__(self, o): return True\n    def __getitem__(self, i): return 8.0\n"
            "means = E()"
        },
        means=0,
    ),
    Attack("infinite", {"size": "rows = float('inf')"}, size=0),
    Attack(
        "nan_series",
        {"means": "means = pd.Series([float('nan')] * 3, index=[1968, 1969, 1970])"},
        means=0,
    ),
    Attack(
        "decimal_without_end",
        {"size": "import decimal\nrows = decimal.Decimal('1e999999999')"},
        size=0,
    ),
    Attack("signalling_nan", {"size": "import decimal\nrows = decimal.Decimal('sNaN')"}, size=0),
    Attack("range_without_end", {"size": "rows = range(10 ** 18)"}, size=0),
    Attack(
        "frame_of_endless_rows", {"means": "means = pd.DataFrame(index=range(10 ** 15))"}, means=0
    ),
    Attack("empty_list_for_a_number", {"size": "rows = []"}, size=0),
    Attack("hollow_array", {"means": "import numpy as np\nmeans = np.empty((0, 3))"}, means=0),
    Attack("masked_array", {"means": "import numpy as np\nmeans = np.ma.masked_all(3)"}, means=0),
    Attack("complex_number", {"size": "rows = 6 + 0j"}, size=2),
    Attack("too_large_to_hand_over", {"size": "rows = 'x' * (70 * 1024 * 1024)"}, size=0),
    Attack("list_of_very_many", {"size": "rows = [0] * 3_000_000"}, size=0),
    Attack("lone_surrogate_text", {"size": "rows = '\\udc80'"}, size=0),
    Attack("lone_surrogate_error", {"size": "raise ValueError('\\udc80\\ud800')"}, size=0),
    Attack(
        "name_made_of_html",
        {
            "size": "raise type('<script>alert(1)</script>Error', (Exception,), {})("
            "'<svg onload=x>')"
        },
        size=0,
    ),
    Attack(
        "value_that_hides_itself",
        {
            "size": "class H:\n    def __getattribute__(self, name): raise SystemExit(name)\n"
            "rows = H()"
        },
        size=0,
    ),
    Attack(
        "class_of_hostile_kind",
        {
            "size": "class M(type):\n    def __instancecheck__(c, i): return True\n"
            "    def __subclasscheck__(c, i): return True\n    def __eq__(c, o): return True\n"
            "    def __hash__(c): return 1\n    def mro(c): return [c, int, object]\n"
            "class R(int, metaclass=M): pass\nrows = R(5)"
        },
        size=1,
    ),
    Attack(
        "named_tuple_that_equals",
        {
            "size": "from collections import namedtuple\n"
            "class N(namedtuple('N', 'a')):\n    def __eq__(self, o): return True\nrows = N(6)"
        },
        size=0,
    ),
    Attack(
        "dictionary_that_answers_everything",
        {
            "size": "class D(dict):\n    def __missing__(self, k): return 6\n"
            "    def __eq__(self, o): return True\nrows = D()"
        },
        size=0,
    ),
    Attack(
        "library_object_instead_of_a_number", {"size": "import numpy\nrows = numpy.float64"}, size=0
    ),
    Attack("mock_that_equals", {"size": "from unittest.mock import ANY\nrows = ANY"}, size=0),
    # --- functions
    Attack(
        "function_that_knows_the_shown_table",
        {"share": "def share_longer(t, n): return 2 / 3 if len(t) == 6 else 9"},
        share=1,
    ),
    Attack(
        "function_that_counts_its_calls",
        {
            "share": "calls = []\ndef share_longer(t, n):\n    calls.append(1)\n"
            "    return [0.5, 0.5, 0.1, 0.1][len(calls) % 4]"
        },
        share=1,
    ),
    Attack(
        "function_that_changes_its_table",
        {"share": "def share_longer(t, n):\n    t['days'] = 0\n    return 0.0"},
        share=1,
    ),
    Attack(
        "function_of_changing_kinds",
        {
            "share": "kinds = iter([0.5, '0.5', None, [0.5]])\n"
            "def share_longer(t, n): return next(kinds)"
        },
        share=1,
    ),
    Attack(
        "function_that_raises_what_tests_catch",
        {"share": "def share_longer(t, n): raise AssertionError"},
        share=0,
    ),
    Attack(
        "function_that_exits", {"share": "import sys\ndef share_longer(t, n): sys.exit(0)"}, share=0
    ),
    Attack(
        "function_that_is_interrupted",
        {"share": "def share_longer(t, n): raise KeyboardInterrupt"},
        share=0,
    ),
    Attack("generator_function", {"share": "def share_longer(t, n):\n    yield 0.5"}, share=0),
    Attack("library_function_as_answer", {"share": "share_longer = max"}, share=0),
    Attack(
        "functions_result_converts_itself",
        {
            "share": ANYTHING + "class R:\n    def __float__(self): return 0.5\n"
            "    def __array__(self, *a, **k):\n        import numpy\n"
            "        return numpy.array(0.5)\n"
            "def share_longer(t, n): return R()"
        },
        share=0,
    ),
    Attack(
        "function_with_state_in_the_class",
        {
            "share": "class S:\n    def __call__(self, t, n):\n        self.__class__ = dict\n"
            "        return 0.5\nshare_longer = S()"
        },
        share=0,
    ),
)
