"""A line between client and server that can break when a COMMIT was done and its answer is due."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress

SOCKET = ".s.PGSQL.5432"


class LossyLine:
    """Carries bytes both ways; ``lose_next_answer`` lets an act's next COMMIT arrive and its answer not."""

    def __init__(self, folder, server_folder):
        self.folder = folder
        self.lost = 0
        self._server = str(server_folder / SOCKET)
        self._armed = threading.Event()
        self._ear = socket.socket(socket.AF_UNIX)
        self._ear.bind(str(folder / SOCKET))
        self._ear.listen()
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def url(self, url):
        """Return an address by which the server is reached over this line."""
        return url.replace(self._server.removesuffix(f"/{SOCKET}"), str(self.folder))

    def lose_next_answer(self):
        self._armed.set()

    def close(self):
        self._ear.shutdown(socket.SHUT_RDWR)
        self._serving.join()
        self._ear.close()

    def _serve(self):
        with suppress(OSError):
            while True:
                client, _ = self._ear.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                cut = threading.Event()
                for one, other, up in ((client, server, True), (server, client, False)):
                    threading.Thread(target=self._carry, args=(one, other, cut, up), daemon=True).start()

    def _carry(self, one, other, cut, up):
        reading = False
        with suppress(OSError):
            while some := one.recv(65536):
                if b"BEGIN" in some:
                    reading = b"READ ONLY" in some
                if up and not reading and b"COMMIT\0" in some and self._armed.is_set():
                    self._armed.clear()
                    cut.set()
                elif not up and cut.is_set():  # the server has answered: it is done
                    self.lost += 1
                    break
                other.sendall(some)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def lossy_line(folder, server_folder):
    """Lend a line to a server."""
    line = LossyLine(folder, server_folder)
    try:
        yield line
    finally:
        line.close()
