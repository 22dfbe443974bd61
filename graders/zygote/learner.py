"""The learner's process: runs the learner's cells and serves values to the tests' process."""

import os
import signal
import socket
from typing import Any

from graders.zygote import execute, pristine, wire
from graders.zygote.output import OUTPUT
from graders.zygote.serve import Server
from graders.zygote.shell import Notebook
from graders.zygote.trace import describe_error


def serve_learner(channel: socket.socket, peer: socket.socket | None, notebook: Notebook) -> None:
    """Answer the grading program until it is done; ends the process.

    Messages: `run` executes a learner's cell; `serve` answers the tests' process until that says
    stop; `test` executes a test cell here, for exercises that cannot be split.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    execute.quiet_streams()
    while True:
        try:
            message = wire.receive(channel)
            answer = _answer(message, peer, notebook)
            wire.send(channel, {"done": message["cell"], **answer})
        except wire.WireError:
            os._exit(0)
        except KeyboardInterrupt:
            continue  # an interrupt that came too late for the cell it was meant for


def _answer(
    message: wire.Message, peer: socket.socket | None, notebook: Notebook
) -> dict[str, Any]:
    if message["op"] == "run":
        try:
            error = notebook.run(message["source"], message["cell"])
        except BaseException as raised:
            error = describe_error(raised)
        finally:
            pristine.restore_builtins()
        return {"error": error, "printed": OUTPUT.printed}
    if message["op"] == "serve" and peer is not None:
        Server(notebook.names).run(peer)
        return {"error": None}
    if message["op"] == "test":
        outcome = execute.run_test(message["source"], message["cell"], notebook.names)
        if outcome["error"] is not None:
            outcome["error"]["values"] = outcome["error"]["remote"] = None
        return {**outcome, "used": True}
    return {"error": None}
