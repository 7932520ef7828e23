"""Serves the application by gunicorn: threads for waiting, processes for work, no request body on disk."""

from collections.abc import Callable
from typing import Any

from gunicorn.app.base import BaseApplication


class Gunicorn(BaseApplication):  # type: ignore[misc] # gunicorn has no types
    """gunicorn as a part of this program, with no configuration file of its own.

    Args:
        make_app: called once in each serving process, so that nothing opened is shared over a fork.
        threads: at least as many as downloads that should go on at once.
    """

    def __init__(
        self, make_app: Callable[[], Any], *, host: str, port: int, threads: int, processes: int
    ) -> None:
        self._make_app = make_app
        self._settings = {
            "bind": f"{host}:{port}",
            "workers": processes,
            "threads": threads,
            "worker_class": "gthread",
            "timeout": 120,
            "graceful_timeout": 15,
            "keepalive": 5,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "proc_name": "exchange",
            "limit_request_line": 4094,
        }
        super().__init__()

    def load_config(self) -> None:
        for key, value in self._settings.items():
            self.cfg.set(key, value)

    def load(self) -> Any:
        return self._make_app()
