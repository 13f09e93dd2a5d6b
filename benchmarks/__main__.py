"""`python -m benchmarks [NAME…]`: every benchmark in a process of its own, or those named."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def main(names: list[str]) -> int:
    """Run the benchmarks; the number that missed their limit."""
    folder = Path(__file__).parent
    found = sorted(path.stem for path in folder.glob("bench_*.py"))
    wanted = [name for name in found if not names or name.removeprefix("bench_") in names]
    missed = 0
    for name in wanted:
        print(f"== {name}", flush=True)
        done = subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False)
        missed += done.returncode != 0
    print(f"{len(wanted) - missed} of {len(wanted)} benchmarks within their limits")
    return missed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
