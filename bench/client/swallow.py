"""A server that takes every byte and keeps none.

It costs so little a byte that the clients are what is measured: 0.1 s a gigabyte, where one in Node takes 0.6 s. Speaks
as much HTTP/1.1 and S3 as senders need: connections that are kept, Content-Length, chunked bodies,
`Expect: 100-continue`, and the three answers of a multipart upload. `GET /taken` answers `{"bytes", "puts"}` of all
bodies so far. Says its port on the first line of stdout and ends when stdin does.
"""

import json
import socket
import sys
import threading

# Read whole: Python runs once a mebibyte, the rest is the kernel's copy into the one buffer of the connection.
STEP = 1024 * 1024
XML = b"<%s><UploadId>1</UploadId><ETag>&quot;0&quot;</ETag></%s>"


class Taken:
    """What has come of all connections."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.bytes = 0
        self.puts = 0

    def add(self, method: str, size: int) -> None:
        with self.lock:
            self.bytes += size
            self.puts += method == "PUT"


class Connection:
    """One connection; whatever it reads beyond a line or a body stays for the next."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self.rest = b""
        self.buffer = memoryview(bytearray(STEP))

    def read_until(self, end: bytes) -> bytes:
        while (at := self.rest.find(end)) < 0:
            came = self.sock.recv(16 * 1024)
            if not came:
                raise ConnectionError
            self.rest += came
        found, self.rest = self.rest[:at], self.rest[at + len(end) :]
        return found

    def discard(self, size: int) -> int:
        left = size - min(size, len(self.rest))
        self.rest = self.rest[size:]
        while left > 0:
            came = self.sock.recv_into(self.buffer, min(left, STEP), socket.MSG_WAITALL)
            if came == 0:
                raise ConnectionError
            left -= came
        return size

    def discard_chunks(self) -> int:
        total = 0
        while size := int(self.read_until(b"\r\n").split(b";")[0], 16):
            total += self.discard(size)
            self.read_until(b"\r\n")
        while self.read_until(b"\r\n"):
            pass
        return total


def serve(sock: socket.socket, taken: Taken) -> None:
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection = Connection(sock)
    with sock:
        try:
            while True:
                answer_one(connection, taken)
        except ConnectionError:
            return


def answer_one(connection: Connection, taken: Taken) -> None:
    first, *lines = connection.read_until(b"\r\n\r\n").decode("latin-1").split("\r\n")
    method, target, _version = first.split(" ")
    headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
    if headers.get("expect", "").lower() == "100-continue":
        connection.sock.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    chunked = headers.get("transfer-encoding", "").lower() == "chunked"
    size = connection.discard_chunks() if chunked else connection.discard(int(headers.get("content-length", 0)))
    if target == "/taken":
        return send(connection, "application/json", json.dumps({"bytes": taken.bytes, "puts": taken.puts}).encode())
    taken.add(method, size if method == "PUT" else 0)
    if method == "PUT":
        return send(connection, "text/plain", b"")
    name = b"InitiateMultipartUploadResult" if "uploads" in target else b"CompleteMultipartUploadResult"
    return send(connection, "application/xml", XML % (name, name))


def send(connection: Connection, kind: str, body: bytes) -> None:
    head = f'HTTP/1.1 200 OK\r\nETag: "0"\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n'
    connection.sock.sendall(head.encode() + body)


def main() -> None:
    listener = socket.create_server(("127.0.0.1", 0), backlog=128)
    taken = Taken()

    def accept() -> None:
        while True:
            sock, _address = listener.accept()
            threading.Thread(target=serve, args=(sock, taken), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    print(listener.getsockname()[1], flush=True)
    sys.stdin.read()


main()
