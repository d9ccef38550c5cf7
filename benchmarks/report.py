"""How long the report on many edits takes, how large it gets, and how soon a browser can use it.

    python benchmarks/report.py [EDITS]     # 100,000 edits, made by a seed

It needs the extras [dev,browser] and Chromium.
"""

from __future__ import annotations

import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from cleantext.cli.main import main

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from made_corpus import make_corpus  # the tests' own

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run"]


def run(edits: int, folder: Path) -> None:
    """Makes the corpus, builds its report, opens it, and prints the figures."""
    side, out = make_corpus(folder, edits), folder / "report.html"
    wall, cpu = time.perf_counter(), time.process_time()
    if main(["report", "--quiet", str(side), "-o", str(out)]):
        raise SystemExit(2)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{edits:,} edits, a side file of {side.stat().st_size / 1e6:.1f} MB")
    print(f"built in {wall:.1f} s ({cpu:.1f} s of processor), at most {peak:.0f} MB of memory")
    print(f"page: {out.stat().st_size / 1e6:.1f} MB")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), headless=True, args=FLAGS)
        for _ in range(3):
            page = browser.new_page()
            page.goto(out.as_uri())
            page.wait_for_selector("html[data-ready]")
            ready = page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
            filtered = page.evaluate(
                "() => { const t = performance.now(); filterBy({ text: 'letter 5' }); return performance.now() - t; }"
            )
            print(f"interactive after {ready:.0f} ms, a filter takes {filtered:.0f} ms")
            page.close()
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, Path(made))
