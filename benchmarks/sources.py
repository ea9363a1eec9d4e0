"""What reading archives and watching feeds costs: time, and memory that must not grow.

    python benchmarks/sources.py [MEGABYTES]

An archive of that size (400 by default, unpacked) is written with warcio: pages among pictures that
cannot be compressed, as in a crawl. It is read in a new process, whose peak memory is given beside
that of one that reads a tenth of it. The watch is one that waits, after a visit to a feed on the
loopback whose pages it has added to a store.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

IDLE_LIMIT = 300
"""Megabytes that a watch may hold while it waits."""

_READ = """
import resource, sys, time
from collections import Counter
from ondit.sources import files
skipped, began = Counter(), time.process_time()
pages = sum(len(page.body) > 0 for page in files.pages([sys.argv[1]], skipped=skipped))
print(pages, sum(skipped.values()), time.process_time() - began,
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
"""


def archive(path: Path, megabytes: int) -> None:
    """Write an archive of so many megabytes, unpacked: nine tenths pictures, one tenth pages."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    chance = random.Random(7)
    words = [f"word{number}" for number in range(5000)]
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        written = number = 0
        while written < megabytes * 1_000_000:
            number += 1
            is_page = number % 4 == 0
            if is_page:
                text = " ".join(chance.choices(words, k=6000))
                body = f"<html><body><p>{text}</p></body></html>".encode()
            else:
                body = chance.randbytes(150_000)
            kind = "text/html; charset=utf-8" if is_page else "image/jpeg"
            head = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                f"https://a.example/{number}",
                "response",
                payload=io.BytesIO(body),
                http_headers=head,
            )
            writer.write_record(record)
            record.raw_stream.close()
            written += len(body)


def reading(megabytes: int) -> bool:
    """Print what reading costs; tell whether memory stays where it is."""
    peaks = []
    with tempfile.TemporaryDirectory() as folder:
        for size in (megabytes // 10, megabytes):
            path = Path(folder) / f"{size}.warc.gz"
            archive(path, size)
            done = subprocess.run(
                [sys.executable, "-c", _READ, str(path)], capture_output=True, check=True, text=True
            )
            pages, skipped, seconds, peak = done.stdout.split()
            peaks.append(int(peak))
            print(
                f"WARC of {size} MB ({path.stat().st_size / 1e6:.0f} MB in gzip): {pages} pages,"
                f" {skipped} other records, {float(seconds):.2f} s of CPU,"
                f" {size / float(seconds):.0f} MB/s, peak {peak} MB"
            )
    return peaks[1] < peaks[0] + 16


class _Feed(BaseHTTPRequestHandler):
    """A feed of ten pages."""

    def do_GET(self) -> None:
        """Answer."""
        number = self.path.strip("/")
        status = 200
        if self.path == "/rss":
            items = "".join(f"<item><link>/{one}</link></item>" for one in range(10))
            body = f"<rss><channel>{items}</channel></rss>"
        elif number.isdigit():
            said = f"<p>The minister of transport said on day {number} that the bridge is closed."
            body = f"<html lang=en><h1>Bridge {number}</h1>{said * 9}</html>"
        else:
            status, body = 404, "no"
        self.send_response(status)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def idling() -> bool:
    """Print what a watch holds while it waits; tell whether that is within its limit."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        rules = Path(folder) / "rules.toml"
        rules.write_text('[[rule]]\nname = "copies"\nwhen = ["copy"]\nundirected = true\n')
        address = f"http://127.0.0.1:{server.server_address[1]}/rss"
        store = Path(folder) / "case.ondit"
        arguments = ["watch", address, "--rules", str(rules), "--store", str(store), "--yes"]
        command = [sys.executable, "-m", "ondit", *arguments]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as watch:
            assert watch.stderr is not None
            for line in watch.stderr:
                if b"/rss:" in line or b"/rss\xc2\xa0:" in line:
                    break
            time.sleep(2)
            held = _resident(watch.pid)
            busy = _cpu(watch.pid)
            time.sleep(5)
            spent = _cpu(watch.pid) - busy
            watch.send_signal(signal.SIGTERM)
    server.shutdown()
    print(f"A watch that waits holds {held} MB and spends {spent * 1000:.0f} ms of CPU in 5 s.")
    return held < IDLE_LIMIT


def _resident(process: int) -> int:
    """Give the megabytes that a process and those it began hold (Linux)."""
    total = 0
    for one in (process, *_children(process)):
        status = Path(f"/proc/{one}/status").read_text(encoding="ascii")
        total += sum(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)
    return total // 1024


def _children(process: int) -> list[int]:
    path = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in path.read_text(encoding="ascii").split()] if path.exists() else []


def _cpu(process: int) -> float:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """Print the figures; fail when a limit is passed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("megabytes", nargs="?", type=int, default=400)
    within = reading(parser.parse_args().megabytes)
    if Path("/proc/self/status").exists():
        within = idling() and within
    print(f"This process held {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB.")
    sys.exit(not within)


if __name__ == "__main__":
    main()
