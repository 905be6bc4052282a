"""How the web server runs: `gunicorn --config python:config.gunicorn config.wsgi`.

Threads, because a download holds one for as long as its reader takes; they wait more than they work.
"""

import gc
import os
import socket
import struct
from pathlib import Path
from typing import Any

from config import logs

wsgi_app = "config.wsgi"
bind = os.environ.get("BIND", f"127.0.0.1:{os.environ.get('PORT', '8000')}")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "16"))
# Settings are checked once, and a mistake ends the start instead of one worker after the other.
preload_app = True
# An idle browser's connection costs no thread, so it may stay.
keepalive = 60
# So long may a reader read nothing, or a sender send nothing in the middle of a request. It ends an unread download;
# who sends a byte a second is the proxy's to stop: a server on the internet needs one.
stall_seconds = int(os.environ.get("WEB_STALL_SECONDS", "60"))
# A worker's sign of life is a file that must not wait for a disk.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
# Lines of JSON on the error stream, one for each request (without its path): see `config.logs`.
accesslog = "-"
logger_class = "config.gunicorn_logger.Logger"
logconfig_dict = logs.configuration(os.environ.get("LOG_LEVEL", "INFO").upper())
# Nobody steers it from outside: signals do.
control_socket_disable = True


def post_request(worker: object, request: object, environ: object, response: object) -> None:
    """The answer is sent, or failed on the way: what the thread logs from now on is not about this request."""
    logs.about_request.set(None)


def when_ready(server: object) -> None:
    """Before workers are made: what is loaded by now stays, so that no worker looks through it for garbage again."""
    gc.collect()
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Give each connection its time limit: on Linux an accepted socket takes it over from the one that listens."""
    limit = struct.pack("ll", stall_seconds, 0)
    for listener in worker.sockets:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, limit)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, limit)
