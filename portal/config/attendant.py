"""What `python -m portal run` becomes once the academy answers: it waits for the end, and ends it.

Run as a program of its own, in place of the one that started everything, because that one has
loaded some 20 MB which nobody needs from then on. It therefore imports nothing but these three
modules. It starts with the signals below blocked, so that none is lost meanwhile.
"""

import os
import signal
import sys

ENDING = frozenset({signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
WAITED_FOR = ENDING | {signal.SIGCHLD}
STOPPING = "\nStopping …"
STOPPED = "Stopped. Your data are kept."


def attend(supervisor: int) -> int:
    """Wait until the process manager ends, or end it when asked to; return the exit status."""
    while True:
        ended, status = os.waitpid(supervisor, os.WNOHANG)
        if ended:
            print(STOPPED, flush=True)
            return os.waitstatus_to_exitcode(status)
        asked = signal.sigwait(WAITED_FOR)
        if asked == signal.SIGINT and signal.getsignal(asked) == signal.SIG_IGN:
            continue  # a script started us in the background: Ctrl-C is meant for the script
        if asked in ENDING:
            print(STOPPING, flush=True)
            os.kill(supervisor, signal.SIGTERM)
            os.waitpid(supervisor, 0)
            print(STOPPED, flush=True)
            return 0


if __name__ == "__main__":
    sys.exit(attend(int(sys.argv[1])))
