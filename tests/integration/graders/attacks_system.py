"""Attacks on processes, descriptors, the kernel, and on IPython's many hooks."""

from tests.integration.graders.attacks import Attack

WRONG = "rows = 5\n"

SYSTEM_ATTACKS = (
    Attack("kills_its_group", {"means": "import os\nos.kill(0, 9)"}, means=0),
    Attack("kills_group_zero", {"means": "import os\nos.killpg(0, 9)"}, means=0),
    Attack(
        "stops_parent_and_neighbours",
        {
            "size": "import os, signal\nrows = 6\n"
            "for pid in (os.getppid(), 2, 3, 4, -1):\n"
            "    for number in (signal.SIGSTOP, signal.SIGKILL):\n"
            "        try:\n"
            "            if pid != 0: os.kill(pid, number)\n"
            "        except OSError: pass"
        },
    ),
    Attack(
        "memory_outside_the_limit",
        {
            "means": "import os, ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
            "for i in range(200):\n    fd = os.memfd_create('x')\n    os.write(fd, bytes(10 ** 7))"
        },
        means=0,
    ),
    Attack(
        "shared_memory_segments",
        {
            "size": "import ctypes\nlibc = ctypes.CDLL(None, use_errno=True)\n"
            "made = [libc.shmget(0, 10 ** 6, 0o1600) for _ in range(50)]\n"
            "rows = 6 if max(made) < 0 else 'memory'"
        },
    ),
    Attack(
        "leaves_files_for_the_next",
        {
            "size": "import os\nrows = 6\n"
            "for place in ('/dev/shm', '/dev', '/tmp', '/work', '/var/tmp', '/run'):\n"
            "    found = os.path.join(place, 'left-for-you')\n"
            "    if os.path.exists(found): rows = found\n"
            "    try: open(found, 'w').write('x')\n"
            "    except OSError: pass"
        },
    ),
    Attack(
        "drips_bytes_to_the_grader",
        {
            "means": "import os, struct, threading, time\n"
            "def drip():\n"
            "    for fd in range(3, 16):\n"
            "        try: os.write(fd, struct.pack('<I', 500_000))\n"
            "        except OSError: pass\n"
            "    while True:\n"
            "        for fd in range(3, 16):\n"
            "            try: os.write(fd, b'x')\n"
            "            except OSError: pass\n"
            "        time.sleep(0.2)\n"
            "threading.Thread(target=drip, daemon=True).start()\ntime.sleep(100)"
        },
        means=0,
        share=0,
    ),
    Attack(
        "forged_errors_of_odd_kinds",
        {
            "size": "import os, struct, msgpack\n" + WRONG + "for i in range(20):\n"
            "    for error in (7, [], {'lines': 5, 'kinds': {}, 'text': []}, {'lines': [[1]]}):\n"
            "        data = msgpack.packb({'done': i, 'error': error})\n"
            "        for fd in range(3, 16):\n"
            "            try: os.write(fd, struct.pack('<I', len(data)) + data)\n"
            "            except OSError: pass"
        },
        size=1,
    ),
    Attack(
        "descriptors_given_away",
        {
            "means": "import os\nfor fd in range(3, 64):\n    try: os.dup2(0, fd)\n"
            "    except OSError: pass"
        },
        means=0,
        share=0,
    ),
    Attack(
        "descriptor_flood",
        {"means": "import os\nkept = [os.open('/', 0) for _ in range(9999)]"},
        means=0,
        share=4,
    ),
    Attack(
        "inode_flood",
        {"means": "import os\nfor i in range(10 ** 6): open(str(i), 'w').close()"},
        means=0,
    ),
    Attack(
        "deep_folders",
        {"means": "import os\nfor _ in range(10 ** 6):\n    os.mkdir('d')\n    os.chdir('d')"},
        means=0,
    ),
    Attack(
        "removes_its_data",
        {"size": "import shutil, os\nrows = 6\nshutil.rmtree('/work/home', ignore_errors=True)"},
    ),
    Attack(
        "thread_that_goes_on",
        {
            "size": "import threading, time\ndef later():\n    global rows\n"
            "    while True:\n        rows = 6\n        time.sleep(0.001)\n"
            "threading.Thread(target=later, daemon=True).start()\nrows = 6",
            "means": "means = None",
        },
        means=0,
    ),
    Attack(
        "at_exit", {"size": "import atexit, os\natexit.register(os._exit, 0)\n" + WRONG}, size=1
    ),
    Attack(
        "dies_when_collected",
        {
            "size": "class D:\n    def __del__(self): raise SystemExit\n"
            "D()\nd = D()\ndel d\n" + WRONG
        },
        size=1,
    ),
    Attack("alarm", {"means": "import signal, time\nsignal.alarm(1)\ntime.sleep(5)"}, means=0),
    Attack(
        "faults_ignored",
        {
            "means": "import signal, os\nfor n in range(1, 32):\n"
            "    try: signal.signal(n, signal.SIG_IGN)\n    except OSError: pass\nmeans = None"
        },
        means=0,
    ),
    Attack(
        "broken_json",
        {
            "size": "import json, msgpack\n"
            "json.dumps = json.loads = None\n"
            "msgpack.packb = msgpack.unpackb = lambda *a, **k: {}\n" + WRONG
        },
        size=0,
        means=0,
        share=0,
    ),
    Attack(
        "emptied_modules",
        {
            "size": "import sys\n" + WRONG + "for n in list(sys.modules):\n"
            "    if n not in ('sys', 'builtins'): del sys.modules[n]"
        },
        size=1,
        means=0,
        share=0,
    ),
    Attack(
        "changed_import",
        {"size": "import builtins\nbuiltins.__import__ = lambda *a, **k: None\n" + WRONG},
        size=0,
    ),
    # --- IPython
    Attack("bash_cell", {"means": "%%bash\necho hello"}, means=0),
    Attack("shell_command", {"size": "found = !id\nrows = found"}, size=0),
    Attack("script_magic", {"means": "%%script python3\nprint(1)"}, means=0),
    Attack(
        "loads_an_extension",
        {"means": "%load_ext autoreload\n%load_ext /tmp/x\nmeans = None"},
        means=0,
    ),
    Attack("runs_a_file", {"size": "open('x.py', 'w').write('rows = 5')\n%run x.py"}, size=1),
    Attack("empties_the_namespace", {"means": "%reset -f"}, means=0),
    Attack("reaches_for_the_kernel", {"means": "get_ipython().kernel.do_shutdown(False)"}, means=0),
    Attack(
        "own_display_hook",
        {"size": "import sys\nsys.displayhook = lambda v: None\nsys.excepthook = print\n" + WRONG},
        size=1,
    ),
    Attack(
        "display_formatters",
        {
            "size": "formatter = get_ipython().display_formatter.formatters['text/plain']\n"
            "formatter.for_type(int, lambda v, p, c: p.text('6'))\n" + WRONG
        },
        size=1,
    ),
    Attack(
        "patched_compile",
        {
            "size": "import builtins, ast\nbuiltins.exec = builtins.eval = lambda *a: None\n"
            "builtins.compile = lambda *a, **k: None\nast.parse = lambda *a, **k: None\n" + WRONG
        },
        size=0,
    ),
    Attack(
        "output_of_every_kind",
        {
            "size": "from IPython.display import HTML, SVG, Javascript, display\n"
            "display(HTML('<script>alert(1)</script>'), Javascript('alert(1)'))\n"
            'display(SVG(\'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>\'))\n'
            "display({'application/json': {'score': 10}}, raw=True)\n" + WRONG
        },
        size=1,
    ),
    Attack(
        "replaces_the_server_of_values",
        {
            "size": "import graders.zygote.serve as s\n"
            "s.Server._named = lambda self, names, *_: {n: ['int', '0x6'] for n in names}\n"
            "rows = 6",
            "means": "means = None",
        },
        means=0,
        share=0,
    ),
    Attack(
        "offers_itself_as_a_library_class",
        {
            "size": "import graders.zygote.references as r\n"
            "r.class_of = lambda v: ['numpy', 'int64']\nrows = object()"
        },
        size=0,
        share=4,
    ),
    Attack(
        "recursion_limit",
        {"means": "import sys\nsys.setrecursionlimit(10 ** 9)\ndef f(): f()\nf()"},
        means=0,
        share=0,
    ),
    Attack("deep_source", {"means": "means = " + "(" * 5000 + "1" + ")" * 5000}, means=0),
    Attack("null_byte_and_bom", {"means": "\ufeffmeans = '\\0'\x00"}, means=0),
)
