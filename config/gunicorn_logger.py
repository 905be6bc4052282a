"""What the web server says: the same lines as everything else, and one for each request without its path."""

import logging
import logging.config
import sys
import threading
from datetime import timedelta
from typing import Any

from gunicorn import glogging

from config.logs import NO_ROUTE, about_request, configuration, log_uncaught


class Logger(glogging.Logger):  # type: ignore[misc]  # gunicorn has no types
    """Gunicorn's logger, bound to `config.logs`. Named by `logger_class` in `config.gunicorn`."""

    def setup(self, cfg: Any) -> None:
        """Our one configuration, in place of gunicorn's handlers and formats."""
        self.cfg = cfg
        self.loglevel = self.LOG_LEVELS.get(cfg.loglevel.lower(), logging.INFO)
        logging.config.dictConfig(cfg.logconfig_dict or configuration())
        self.error_log.setLevel(self.loglevel)
        self.access_log.setLevel(logging.INFO)
        # Warnings, and what nobody caught, are lines like all others.
        logging.captureWarnings(True)
        sys.excepthook = log_uncaught
        threading.excepthook = _log_uncaught_of_thread

    def warning(self, msg: object, *args: object, **kwargs: Any) -> None:
        """As gunicorn has it; of an invalid request only its kind and where it came from."""
        if str(msg).startswith("Invalid request from ip="):
            error = sys.exc_info()[0]
            address = str(msg).removeprefix("Invalid request from ip=").partition(": ")[0]
            msg, args = "Invalid request: %s", (error.__name__ if error else "",)
            kwargs["extra"] = {"address": address}
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: object, **kwargs: Any) -> None:
        """As gunicorn has it, without the address that was asked for."""
        if str(msg).startswith("Error handling request"):
            msg, args = "Error handling request", ()
        super().exception(msg, *args, **kwargs)

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        """One line a request: its route, never its path or query. With another `accesslog` than `-` there is none."""
        if self.cfg.accesslog != "-":
            return
        about = about_request.get()
        route = about.route if about else NO_ROUTE
        status = int(str(resp.status).split(None, 1)[0])
        method = environ.get("REQUEST_METHOD", "")
        extra = {
            "method": method,
            "route": route,
            "status": status,
            "bytes": getattr(resp, "sent", None),
            "seconds": round(request_time.total_seconds(), 4),
        }
        if not about:
            extra["address"] = environ.get("REMOTE_ADDR")
        self.access_log.info("%s %s %s", method, route, status, extra=extra)


def _log_uncaught_of_thread(told: threading.ExceptHookArgs) -> None:
    log_uncaught(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)
