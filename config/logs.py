"""How everything is logged: one JSON object a line on the error stream, for Django, the web server and ourselves.

Each line has `time` (UTC), `level`, `logger`, `message`, and, while a request is served, `request_id`, `person` (the
number of the account, never a name) and `address`. No line holds a path, a query, or what an exception says about
values: tokens, passwords and words of articles stand there. Knows no model; the web server loads it before Django.
"""

import logging
import re
import sys
import traceback
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import Any

from pythonjsonlogger.json import JsonFormatter

NO_ROUTE = "(no such address)"
LONGEST = 2_000  # characters of a message
# What a line may hold besides its message. Anything else that a library attaches to a record is left out.
FIELDS = (
    "request_id", "person", "address", "event", "subject", "details", "method", "route", "status", "bytes", "seconds",
)  # fmt: skip
# Errors whose words name code, files and servers, never values that somebody sent.
_SPEAKS_OF_CODE = ("AttributeError", "ImportError", "ImproperlyConfigured", "ModuleNotFoundError", "NameError")
# The database is away, or a visitor's connection stalled or broke: every request fails alike, so one line is enough.
_PASSES = ("BlockingIOError", "InterfaceError", "OperationalError", "UnreadablePostError")
_TOKEN_IN_PATH = re.compile(r"/(invitations|password)/[^\s\"'<>]+")
_QUERY = re.compile(r"(/[^\s?\"'<>]*)\?[^\s\"'<>]*")

type ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


@dataclass
class AboutRequest:
    """What each line tells of the request that is being served."""

    request_id: str
    address: str
    person: int | None = None
    route: str = NO_ROUTE


# Set by the middleware at the beginning of a request, emptied by the web server when its answer is sent.
about_request: ContextVar[AboutRequest | None] = ContextVar("about_request", default=None)


class RequestFilter(logging.Filter):
    """Gives a record what is known of its request, and takes from it what must not be written down."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps every record."""
        if about := about_request.get():
            for field in ("request_id", "person", "address"):
                if not hasattr(record, field):
                    setattr(record, field, getattr(about, field))
        if record.name == "django.server":
            _hide_request_line(record)
        elif getattr(record, "status_code", None):
            _tell_answer(record)
        if record.exc_info and record.exc_info[1] and type(record.exc_info[1]).__name__ in _PASSES:
            record.msg = f"{record.getMessage()} ({_kind(record.exc_info[1])})"
            record.args, record.exc_info, record.exc_text = (), None, None
        return True


def _tell_answer(record: Any) -> None:
    """Of a request that Django answers with an error: method, route and status in place of its path."""
    status, request = int(record.status_code), getattr(record, "request", None)
    match = getattr(request, "resolver_match", None)
    record.route = f"/{match.route}" if match else NO_ROUTE
    record.method, record.status = getattr(request, "method", None) or "", status
    reason = str(record.args[0]).partition(" - ")[0] if record.name == "django.security.csrf" and record.args else ""
    record.msg = " ".join(filter(None, (record.method, record.route, str(status), reason or HTTPStatus(status).phrase)))
    record.args = ()
    # A stranger's bad request is no fault of the program: one line without the way to it.
    if status < 500:
        if record.exc_info and record.exc_info[0]:
            record.msg += f" ({record.exc_info[0].__name__})"
        record.exc_info = record.exc_text = None


def _hide_request_line(record: logging.LogRecord) -> None:
    """Of what the development server says of a request: the method and the status."""
    if isinstance(record.args, tuple) and len(record.args) == 3 and isinstance(record.args[0], str):
        method = record.args[0].partition(" ")[0]
        record.msg, record.args = "%s %s", (method[:10], record.args[1])


class LineFormatter(JsonFormatter):
    """A record as one line of JSON. Control characters of hostile input are escaped, so nobody can forge a line."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        """The fields of every line, then those of this one that are allowed."""
        moment = datetime.fromtimestamp(record.created, UTC)
        log_data["time"] = moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        log_data["level"] = record.levelname
        log_data["logger"] = record.name
        log_data["message"] = _without_secrets(record.getMessage())[:LONGEST]
        for field in FIELDS:
            value = getattr(record, field, None)
            if value is not None:
                log_data[field] = value
        if exception := message_dict.get("exc_info"):
            log_data["exception"] = exception

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name that logging gives it)
        """The way to the error and its kind; its words only where they cannot hold what somebody sent."""
        return described(ei[1])


def _without_secrets(words: str) -> str:
    return _QUERY.sub(r"\1?…", _TOKEN_IN_PATH.sub(r"/\1/…", words))


def described(error: BaseException | None) -> str:
    """The error and those that led to it, each with its places in the code; one string."""
    told: list[str] = []
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        told.append(f"{_kind(error)}\n{''.join(traceback.format_tb(error.__traceback__))}")
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nafter: ".join(told)


def _kind(error: BaseException) -> str:
    """The name of the error, and what can be said of it without anybody's words."""
    name = type(error).__name__
    if name in _SPEAKS_OF_CODE:
        return f"{name}: {_without_secrets(str(error))[:LONGEST]}"
    if isinstance(error, OSError) and error.strerror:
        return f"{name}: {error.strerror}"
    # Of the database's refusal: its code and the rule; its detail would be the whole row.
    if code := getattr(error, "sqlstate", None):
        rule = getattr(getattr(error, "diag", None), "constraint_name", None)
        return f"{name}: {code}{f' {rule}' if rule else ''}"
    return name


def configuration(level: int | str = logging.INFO) -> dict[str, Any]:
    """What `logging.config.dictConfig` takes. Django and the web server are given the same one."""
    if isinstance(level, str):
        # A name that is none is told by the settings, with a hint; the web server reads it before them.
        level = logging.getLevelNamesMapping().get(level, logging.INFO)
    quiet = max(logging.INFO, level)
    passed_on: dict[str, Any] = {"handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request": {"()": "config.logs.RequestFilter"}},
        "formatters": {"line": {"()": "config.logs.LineFormatter"}},
        "handlers": {
            "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request"]},
        },
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            # Django's own handlers would mail and print a second time.
            "django": {**passed_on, "level": level},
            "django.server": {**passed_on, "level": level},
            # These would write down statements with their values, and values of templates.
            "django.db.backends": {**passed_on, "level": quiet},
            "django.template": {**passed_on, "level": quiet},
            # Scanners ask for any host name all day long; the access line tells of their 400.
            "django.security.DisallowedHost": {"handlers": [], "propagate": False},
            # It would write down each credential.
            "fido2": {"level": "WARNING"},
            "gunicorn.error": passed_on,
            "gunicorn.access": passed_on,
        },
    }


def log_uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """For `sys.excepthook` of a server: what nobody caught is one line as well."""
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
    else:
        logging.getLogger("gainsay").critical("Not caught", exc_info=(kind, error, trace))
