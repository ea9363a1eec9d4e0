"""What the first minute costs: help, a cold one-page trace, and the size of an installation.

    python benchmarks/startup.py [PAGE]          times
    python benchmarks/startup.py --install       size of a clean installation (downloads packages)

Times are CPU seconds of a new process (user and system, children included), since wall time says
more about the machine's other work. The best and the median of a few runs are given; the limits are
those that users feel: 150 ms for help, 1 s for a page, 110 MB for everything (before Python writes
its bytecode, which adds a tenth).
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 7
LIMITS = {"help": 0.150, "trace": 1.0, "compare": 1.0}
INSTALLED_LIMIT = 110  # megabytes


def cpu(*command: str) -> float:
    """Give the CPU seconds that ``command`` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def times(page: Path, other: Path) -> bool:
    """Print the cost of each command; tell whether all are within their limits."""
    commands = {
        "python": ("-c", "pass"),
        "help": ("-m", "ondit", "--help"),
        "trace": ("-m", "ondit", "trace", str(page)),
        "compare": ("-m", "ondit", "compare", str(page), str(other)),
    }
    within = True
    print(f"{'':10}{'best':>8}{'median':>8}{'limit':>8}   CPU ms, {RUNS} runs, new process each")
    for name, arguments in commands.items():
        cpu(sys.executable, *arguments)  # so that the bytecode is compiled and the disk is warm
        taken = sorted(cpu(sys.executable, *arguments) for _ in range(RUNS))
        limit = LIMITS.get(name)
        within = within and (limit is None or taken[0] < limit)
        shown = f"{limit * 1000:8.0f}" if limit else ""
        print(f"{name:10}{taken[0] * 1000:8.0f}{statistics.median(taken) * 1000:8.0f}{shown}")
    return within


def installed() -> bool:
    """Install the project into an empty environment and print what each package weighs."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        site = next(Path(folder).glob("lib/python*/site-packages"))
        before = weights(site)
        python = Path(folder) / "bin" / "python"
        quiet = ["-q", "--disable-pip-version-check", "--no-compile"]  # as uv does
        subprocess.run([python, "-m", "pip", "install", *quiet, str(ROOT)], check=True)
        after = weights(site)
        added = {name: size for name, size in after.items() if name not in before}
    for name, size in sorted(added.items(), key=lambda item: -item[1])[:12]:
        print(f"{name:24}{size:8.1f} MB")
    total = sum(added.values())
    print(f"{'total':24}{total:8.1f} MB   (limit {INSTALLED_LIMIT})")
    return total < INSTALLED_LIMIT


def weights(site: Path) -> dict[str, float]:
    """Give the megabytes of each entry of a folder of packages."""
    return {
        entry.name: sum(
            file.stat().st_size for file in [entry, *entry.rglob("*")] if file.is_file()
        )
        / 1e6
        for entry in site.iterdir()
    }


def main() -> int:
    """Run what was asked; the exit code says whether the limits hold."""
    example = ROOT / "examples" / "nato"
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("page", nargs="?", type=Path, default=example / "blogue.html")
    parser.add_argument("other", nargs="?", type=Path, default=example / "agency.html")
    parser.add_argument("--install", action="store_true")
    given = parser.parse_args()
    return 0 if (installed() if given.install else times(given.page, given.other)) else 1


if __name__ == "__main__":
    sys.exit(main())
