"""Hostile answers and the score that an honest reading of the work deserves.

The sample exercise: size (1 practice + 2 final), means (3 final), share (1 practice + 3 final).
"""

from dataclasses import dataclass

ANYTHING = """
class Anything(int):
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    def __le__(self, other): return True
    def __gt__(self, other): return True
    def __ge__(self, other): return True
    def __sub__(self, other): return 0
    def __rsub__(self, other): return 0
    def __abs__(self): return 0
    def __hash__(self): return 6
    def __bool__(self): return True
    def __getattr__(self, name): return lambda *a, **k: True
"""

SEARCH = """
import gc, sys, inspect
found = []
def look(text):
    if isinstance(text, str) and "".join(["CANARY", "-1f2e"]) in text: found.append(text[:2000])
for thing in gc.get_objects():
    try:
        if isinstance(thing, dict):
            for value in list(thing.values()): look(value)
        elif isinstance(thing, (list, tuple)):
            for value in list(thing): look(value)
    except Exception: pass
frame = sys._getframe()
while frame:
    for value in list(frame.f_locals.values()): look(value)
    for value in frame.f_code.co_consts: look(value)
    frame = frame.f_back
try:
    for line in get_ipython().user_ns.get("In", []): look(line)
    for entry in __import__("linecache").cache.values(): look("".join(entry[2]))
except Exception: pass
"""


@dataclass(frozen=True)
class Attack:
    """Answers by grade_id, and the points that each task then gets."""

    name: str
    answers: dict[str, str]
    size: float = 3
    means: float = 3
    share: float = 4

    @property
    def score(self) -> float:
        return self.size + self.means + self.share


ATTACKS = (
    # --- claims to be equal to anything
    Attack("equal_int", {"size": ANYTHING + "rows = Anything(5)"}, size=1),
    Attack(
        "equal_object",
        {"size": "class E:\n    def __eq__(self, o): return True\nrows = E()"},
        size=0,
    ),
    Attack(
        "lying_class",
        {"size": "class E:\n    __class__ = int\n    def __eq__(self, o): return True\nrows = E()"},
        size=0,
    ),
    Attack("equal_series", {"means": ANYTHING + "means = Anything(3)"}, means=0),
    Attack(
        "series_subclass",
        {
            "means": "class S(pd.Series):\n"
            "    def tolist(self): return [8.0, 53 / 3, 29.0]\n"
            "    def equals(self, o): return True\n"
            "    def __len__(self): return 3\n"
            "means = S([1.0, 2.0, 3.0], index=[1968, 1969, 1970])"
        },
        means=0,
    ),
    Attack(
        "function_returns_anything",
        {"share": ANYTHING + "def share_longer(table, limit):\n    return Anything(0)"},
        share=1,
    ),
    Attack(
        "callable_object",
        {
            "share": "class F:\n    def __call__(self, *a): return 0.5\n"
            "    def __eq__(self, o): return True\nshare_longer = F()"
        },
        share=1,
    ),
    # --- patches libraries and Python itself
    Attack(
        "patched_checks",
        {
            "size": "import academy_checks, graders.checks, graders.checks.tables, builtins\n"
            "for module in (academy_checks, graders.checks, graders.checks.tables):\n"
            "    for name in dir(module):\n"
            "        if name.startswith('check') or name == 'fail':\n"
            "            setattr(module, name, lambda *a, **k: None)\n"
            "rows = 5",
            "means": "means = None",
            "share": "share_longer = lambda t, l: 0.25",
        },
        size=1,
        means=0,
        share=1,
    ),
    Attack(
        "patched_pandas",
        {
            "size": "import numpy as np\n"
            "pd.Series.tolist = lambda self: [8.0, 53 / 3, 29.0]\n"
            "pd.DataFrame.__len__ = lambda self: 6\n"
            "np.isclose = np.allclose = lambda *a, **k: True\nrows = 4",
            "means": "means = pd.Series([1, 2, 3])",
        },
        size=1,
        means=0,
    ),
    Attack(
        "patched_builtins",
        {
            "size": "import builtins\n"
            "builtins.isinstance = lambda *a: True\nbuiltins.AssertionError = ValueError\n"
            "builtins.abs = lambda x: 0\nbuiltins.len = lambda x: 3\nrows = 'six'"
        },
        size=0,
    ),
    Attack(
        "patched_modules",
        {"size": "import sys\nsys.modules['pandas'] = sys.modules['numpy'] = None\nrows = 5"},
        size=1,
        share=4,
    ),
    Attack(
        "shadowed_names", {"size": "rows = 5\npd = None\ncheck_series = print"}, size=1, means=3
    ),
    Attack(
        "input_transformer",
        {
            "size": "shell = get_ipython()\n"
            "shell.input_transformers_post.append(lambda lines: ['pass\\n'])\nrows = 5"
        },
        size=1,
        means=0,
        share=0,
    ),
    Attack(
        "ast_transformer",
        {
            "size": "import ast\n"
            "class Drop(ast.NodeTransformer):\n"
            "    def visit_Assert(self, node): return ast.Pass()\n"
            "get_ipython().ast_transformers.append(Drop())\nrows = 5"
        },
        size=1,
    ),
    Attack(
        "shell_hooks",
        {
            "size": "shell = get_ipython()\n"
            "shell.set_custom_exc((Exception,), lambda *a: None)\n"
            "shell.events.register('pre_run_cell', lambda *a: None)\n"
            "shell.run_cell = lambda *a, **k: None\nrows = 5"
        },
        size=1,
        means=0,
        share=0,
    ),
    Attack("trace", {"size": "import sys\nsys.settrace(lambda *a: None)\nrows = 5"}, size=1),
    # --- attacks on the line between the processes
    Attack(
        "patched_codec",
        {
            "size": "import graders.zygote.plain as plain, graders.zygote.serve as serve\n"
            "plain.encode = lambda *a, **k: ['proxy', 0, 'object', ['pandas', 'Series'], 'x']\n"
            "rows = 5",
            "means": "means = None",
        },
        size=0,
        means=0,
        share=0,
    ),
    Attack(
        "garbage_on_the_line",
        {
            "size": "import os\nrows = 6\n"
            "for fd in range(3, 64):\n"
            "    try: os.write(fd, b'\\xff' * 4096)\n"
            "    except OSError: pass"
        },
        size=0,
        means=0,
        share=0,
    ),
    Attack(
        "forged_verdict",
        {
            "size": "import os, struct, msgpack\n"
            "rows = 5\n"
            "for i in range(40):\n"
            "    data = msgpack.packb({'done': i, 'ok': True, 'value': None, 'error': None})\n"
            "    for fd in range(3, 64):\n"
            "        try: os.write(fd, struct.pack('<I', len(data)) + data)\n"
            "        except OSError: pass"
        },
        size=1,
    ),
    Attack(
        "closed_line",
        {"means": "import os\nos.closerange(3, 256)\nmeans = None"},
        means=0,
        share=0,
    ),
    Attack(
        "pickle_bomb",
        {
            "size": "class P:\n    def __reduce__(self):\n        import os\n"
            "        return (os._exit, (0,))\nrows = P()"
        },
        size=0,
    ),
    Attack("huge_int", {"size": "rows = 10 ** 20000"}, size=1),
    Attack("deep_list", {"size": "rows = []\nfor _ in range(100000): rows = [rows]"}, size=0),
    Attack("self_containing", {"size": "rows = []\nrows.append(rows)"}, size=0),
    Attack("nan", {"size": "rows = float('nan')"}, size=0),
    Attack(
        "hostile_name_and_repr",
        {
            "size": "class __X(Exception):\n    def __str__(self): raise SystemExit\n"
            "    def __repr__(self): raise SystemExit\nraise __X()"
        },
        size=0,
    ),
    # --- ends, hangs, floods
    Attack("endless_loop", {"size": "while True: pass"}, size=0),
    Attack(
        "stubborn_loop",
        {"means": "import signal\nsignal.signal(2, signal.SIG_IGN)\nwhile True: pass"},
        means=0,
        share=0,
    ),
    Attack(
        "endless_function",
        {"share": "def share_longer(table, limit):\n    while True: pass"},
        share=0,
    ),
    Attack("exit_status_0", {"means": "import os\nos._exit(0)"}, means=0, share=0),
    Attack("system_exit", {"means": "raise SystemExit(0)"}, means=0),
    Attack("exit_function", {"means": "exit()"}, means=0),
    Attack("kills_everything", {"means": "import os\nos.kill(-1, 9)\nos.kill(1, 9)"}, means=0),
    Attack("segfault", {"means": "import ctypes\nctypes.string_at(0)"}, means=0, share=0),
    Attack("memory_at_once", {"means": "hoard = bytearray(10 ** 11)"}, means=0),
    Attack(
        "memory_bit_by_bit",
        {"means": "hoard = []\nwhile True: hoard.append(bytearray(8 * 1024 * 1024))"},
        means=0,
    ),
    Attack("fork_bomb", {"means": "import os\nwhile True: os.fork()"}, means=0),
    Attack(
        "thread_bomb",
        {
            "means": "import threading, time\n"
            "for _ in range(5000): threading.Thread(target=time.sleep, args=(60,)).start()"
        },
        means=0,
    ),
    Attack(
        "disk_flood",
        {"means": "with open('big', 'wb') as f:\n    while True: f.write(bytes(1024 * 1024))"},
        means=0,
    ),
    Attack(
        "output_flood",
        {"means": "import os\nfor _ in range(20000): print('x' * 10000)\nmeans = None"},
        means=0,
    ),
    Attack("recursion", {"means": "def f(): return f()\nf()"}, means=0),
    # --- reaches outside
    Attack(
        "socket", {"means": "import socket\nsocket.create_connection(('1.1.1.1', 53))"}, means=0
    ),
    Attack("subprocess", {"means": "import subprocess\nsubprocess.run(['id'])"}, means=0),
    Attack(
        "host_files",
        {
            "size": "import os, pathlib\n"
            "rows = 6\n"
            f"for place in ({__file__!r}, '/root', '/home', '/etc/passwd', '/etc/shadow', '/var',\n"
            "              '/run', '/sys', '/work/main'):\n"
            "    if os.path.exists(place): rows = place\n"
            "for name in os.listdir('/proc'):\n"
            "    if name.isdigit() and int(name) > 3: rows = name\n"
        },
    ),
    Attack(
        "writes_outside",
        {
            "size": "rows = 6\n"
            "for place in ('/usr/x', '/opt/x', '/opt/academy/code/x', '/x', '/proc/sys/vm/x'):\n"
            "    try:\n"
            "        open(place, 'w')\n"
            "        rows = place\n"
            "    except OSError: pass\n"
        },
    ),
    Attack(
        "environment",
        {
            "size": "import os\n"
            "rows = [n for n in os.environ if 'ACADEMY' in n or 'TOKEN' in n or 'SECRET' in n] or 6"
        },
    ),
    Attack(
        "privileges",
        {
            "size": "import ctypes, os\nlibc = ctypes.CDLL(None, use_errno=True)\nrows = 6\n"
            "if libc.unshare(0x10000000) == 0: rows = 'namespace'\n"
            "if libc.mount(b'none', b'/work', b'tmpfs', 0, None) == 0: rows = 'mount'\n"
            "if libc.ptrace(0, 0, 0, 0) == 0: rows = 'ptrace'\n"
            "caps = [l for l in open('/proc/self/status') if l.startswith('Cap')]\n"
            "if any(l.split()[1].strip('0') for l in caps): rows = caps\n"
        },
    ),
    # --- looks for the hidden tests
    Attack("search_memory", {"size": SEARCH + "rows = found or 6"}),
    Attack("search_memory_later", {"share": SEARCH + "raise ValueError(found)"}, share=0),
    Attack(
        "carries_arguments_out",
        {
            "share": "seen = []\ndef share_longer(table, limit):\n"
            "    seen.append(repr(table) + repr(limit))\n"
            "    raise type('X' + 'Error', (Exception,), {})(repr(seen))"
        },
        share=0,
    ),
    Attack(
        "search_inside_call",
        {
            "share": "def share_longer(table, limit):\n"
            + "".join(f"    {line}\n" for line in SEARCH.strip().split("\n"))
            + "    raise ValueError(repr(found) + repr(sys._getframe().f_back.f_locals)[:500])"
        },
        share=0,
    ),
)
