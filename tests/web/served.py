"""The command `seocheck serve` as a process, and requests to it exactly as written, good ones and others."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

CHECKOUT = Path(__file__).resolve().parents[2]
BOUNDARY = "x-boundary-x"
SEED = (CHECKOUT / "examples/seed.html").read_bytes()
SEED_URL = "https://www.harbourledger.example/business/north-korean-troops-in-russia/"


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")

    @property
    def location(self) -> str:
        return self.headers["location"]


class Served:
    """Serves while entered. folder: where it runs and keeps its store."""

    def __init__(self, folder: Path, *args: str) -> None:
        self.store = folder / "audits.sqlite"
        self._command = [sys.executable, "-m", "seocheck", "serve", "--store", str(self.store), *args]
        self._folder = folder

    def __enter__(self) -> Self:
        env = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
        self.process = subprocess.Popen(
            self._command, cwd=self._folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        self.said = self.process.stdout.readline()
        found = re.search(r"http://(\S+?):(\d+)/(\S*)", self.said)
        if found is None:
            self.process.wait(10)
            raise AssertionError(self.process.communicate())
        self.address, self.port = found[0], int(found[2])
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> tuple[int, str]:
        """End it as Ctrl-C does: its exit code, and what it said on standard error."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None, method: str | None = None
    ) -> Answer:
        """One request as our own pages make it, but for what `headers` say otherwise (an empty one is left out)."""
        own = {"Sec-Fetch-Site": "same-origin", "Origin": self.root} if body is not None else {}
        sent = {"Host": f"127.0.0.1:{self.port}", **own, **(headers or {})}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.putrequest(
                method or ("GET" if body is None else "POST"), path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in sent.items():
                if value:
                    connection.putheader(name, value)
            if body is not None and "Content-Length" not in sent:
                connection.putheader("Content-Length", str(len(body)))
            connection.endheaders(body)
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, found, answer.read())
        finally:
            connection.close()

    def post(self, fields: dict[str, str | tuple[str, bytes]], headers: dict[str, str] | None = None) -> Answer:
        """A form, sent."""
        return self.ask("/audits", form(fields), {**FORM, **(headers or {})})

    def audit(self, fields: dict[str, str | tuple[str, bytes]]) -> str:
        """An audit, made: the path of its page."""
        answer = self.post(fields)
        assert answer.status == 303, answer.text
        self.done(answer.location)
        return answer.location

    def done(self, path: str) -> Answer:
        """The page of an audit once it has ended."""
        for _ in range(600):
            answer = self.ask(path)
            if "<h1>Checking</h1>" not in answer.text:
                return answer
            time.sleep(0.03)
        raise AssertionError("the audit does not end")


FORM = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def form(fields: dict[str, str | tuple[str, bytes]]) -> bytes:
    """The body of a form; a tuple is a file."""
    body = b""
    for name, value in fields.items():
        text, content = value if isinstance(value, tuple) else ("", value.encode())
        file = f'; filename="{text}"' if isinstance(value, tuple) else ""
        body += f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'.encode()
        body += content + b"\r\n"
    return body + f"--{BOUNDARY}--\r\n".encode()


def raw(port: int, request: bytes) -> bytes:
    """The head of what is answered to these very bytes."""
    with socket.create_connection(("127.0.0.1", port), 20) as connection:
        connection.sendall(request)
        found = b""
        while b"\r\n\r\n" not in found and (piece := connection.recv(65536)):
            found += piece
        return found
