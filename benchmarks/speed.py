"""Speed: cleantext and others on the same text in one run, growth with size and rules, start-up, memory.

    python benchmarks/speed.py                        the figures, and which goals they meet
    python benchmarks/speed.py --write                and rewrite the table and the plot of docs/performance.md
    python benchmarks/speed.py CORPUS                 text from a corpus as quality.py takes it, not from the fixtures
      --peers PYTHON     another Python that has some of the other tools (repeatable); they need not be in this one
      --seconds N        of processor time for each contender in each round    [default: 1]
      --rounds N         contenders take turns, and medians are told           [default: 3]
      --total N          code points of each text                              [default: 4e6]
      --stream BYTES     length of the streams whose peak memory is measured   [default: 50e6]

`pip install -e '.[speed]'` brings what can live beside cleantext; clean-text, whose module is called cleantext too,
needs an environment of its own, given by --peers. What is not installed is passed over with a word. Processor time is
what is told (of child processes too), wall time for start-up and workers. Needs Linux or macOS.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from shutil import which
from statistics import median
from typing import Any, NamedTuple

from speed_page import write_page
from speed_texts import RESIDUE, documents, paragraphs

from cleantext.packs import builtin_packs

WORK = Path(__file__).with_name("speed_work.py")
COMMAND = [sys.executable, "-m", "cleantext", "--isolated"]
SIZES = {"1 KB": 1_000, "4 KB": 4_000, "16 KB": 16_000, "64 KB": 64_000, "256 KB": 256_000, "1 MB": 1_000_000}
QUARTERS = (1, 2, 4, 8)  # of the text, as files
RULES = ("300", "1000", "3000")


class Row(NamedTuple):
    """Something that is measured: `what` it is called, on which text, and by which contender or command."""

    what: str
    text: str
    contender: str


ROWS = [
    Row("decode and splitlines (reference)", "1 %", "reference"),
    *(Row("cleantext, standard", f"{share} %", "cleantext standard") for share in (0, 1, 10, 50)),
    Row("cleantext, light", "1 %", "cleantext light"),
    Row("cleantext, deep", "1 %", "cleantext deep"),
    Row("datatrove C4 filter", "1 %", "c4"),
    Row("datatrove C4 filter", "10 %", "c4"),
    Row("ftfy", "1 %", "ftfy"),
    Row("clean-text", "1 %", "clean-text"),
    Row("jusText (text in <p>)", "1 %", "justext"),
    Row("trafilatura (text in <p>)", "1 %", "trafilatura"),
    *(Row("documents of", size, "cleantext standard") for size in SIZES),
    Row("documents of", "1 MB on one line", "cleantext standard"),
    *(
        Row("own rules", "1 %", f"cleantext standard {count}-{kind}")
        for kind in ("shared", "varied")
        for count in RULES
    ),
]


def main() -> None:
    """Measures, tells, and with --write writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", nargs="?", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--peers", action="append", default=[])
    parser.add_argument("--seconds", type=float, default=1.0)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--total", type=float, default=4e6)
    parser.add_argument("--stream", type=float, default=50e6)
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # few people compile every module at every start
    with tempfile.TemporaryDirectory() as folder:
        texts = written(Path(folder), paragraphs(options.corpus), int(options.total))
        found: dict[str, Any] = {"text": "corpus" if options.corpus else "fixtures"}
        found |= contest(texts, [sys.executable, *options.peers], options.seconds, options.rounds)
        found["start"] = start_up(texts["5 KB"], 5 * options.rounds)
        found["growth"] = [
            (path.stat().st_size / 1e6, clock([*COMMAND, str(path)])[0])
            for path in (texts[f"{parts} quarters"] for parts in QUARTERS)
        ]
        found["jobs"] = workers(texts["folder"], options.rounds)
        found["memory"] = memory(texts, int(options.stream))
    write_page(found, write=options.write)


def written(folder: Path, prose: Sequence[str], total: int) -> dict[str, Path]:
    """The texts as files, by what they are called."""
    paths: dict[str, Path] = {}

    def put(name: str, data: str) -> None:
        paths[name] = folder / f"{len(paths)}.txt"
        paths[name].write_text(data, encoding="utf-8")

    for share in (0, 1, 10, 50):
        put(f"{share} %", _records(documents(prose, share / 100, total)))
    for name, size in SIZES.items():
        put(name, _records(documents(prose, 0.01, max(total // 4, size), (size, size))))
    flat = [" ".join(text.split()) for text in documents(prose, 0.01, 1_000_000, (1_000_000, 1_000_000))]
    put("1 MB on one line", _records(flat))
    put("5 KB", documents(prose, 0.01, 1, (5_000, 5_000))[0])
    one = "\n".join(documents(prose, 0.01, 2 * total))
    for parts in QUARTERS:
        put(f"{parts} quarters", one[: parts * total // 4])
    put("lines", one * (64_000_000 // len(one)))
    anchors = sorted({anchor for pack in builtin_packs() for phrase in pack.phrases for anchor in phrase.anchors})
    put("anchors", "\n".join(anchors))
    paths["folder"] = folder / "folder"
    paths["folder"].mkdir()
    for number, text in enumerate(documents(prose, 0.01, total)):
        (paths["folder"] / f"{number}.txt").write_text(text, encoding="utf-8")
    return paths


def _records(texts: Sequence[str]) -> str:
    return "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)


def contest(texts: Mapping[str, Path], pythons: Sequence[str], seconds: float, rounds: int) -> dict[str, Any]:
    """MB/s of each row in each round (`rates`), versions, and who is missing and why."""
    rates: defaultdict[Row, list[float]] = defaultdict(list)
    versions, missing = dict[str, str](), dict[str, str]()
    with ExitStack() as stack:
        errors = stack.enter_context(tempfile.TemporaryFile())
        started: dict[Row, subprocess.Popen[str]] = {}
        for row in ROWS:
            process, hello = _started(row, texts[row.text], pythons, errors)
            if process:
                started[row] = stack.enter_context(process)
                versions[row.contender.split()[0]] = hello
            else:
                missing[row.what] = hello
        shell = dict(_commands(texts, missing))
        for _ in range(rounds):
            for row, process in started.items():
                said = json.loads(_ask(process, f"{seconds}\n"))
                rates[row].append(said["bytes"] / said["seconds"] / 1e6)
            for row, (command, size) in shell.items():
                rates[row].append(size / clock(command)[0] / 1e6)
        for process in started.values():
            process.stdin.close()  # type: ignore[union-attr]
    return {"rates": dict(rates), "versions": versions, "missing": missing}


def _started(row: Row, path: Path, pythons: Sequence[str], errors: Any) -> tuple[subprocess.Popen[str] | None, str]:
    """The worker for a row by the first Python that has it, and its version; or None, and what is missing."""
    hello: dict[str, str] = {}
    for python in pythons[:1] if row.contender.startswith("cleantext ") else pythons:
        command = [python, str(WORK), row.contender, str(path)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True)
        hello = json.loads(process.stdout.readline() or '{"missing": "it does not start"}')  # type: ignore[union-attr]
        if "version" in hello:
            return process, hello["version"]
        process.communicate()
    return None, hello["missing"]


def _ask(process: subprocess.Popen[str], question: str) -> str:
    process.stdin.write(question)  # type: ignore[union-attr]
    process.stdin.flush()  # type: ignore[union-attr]
    return process.stdout.readline()  # type: ignore[union-attr]


def _commands(texts: Mapping[str, Path], missing: dict[str, str]) -> Iterator[tuple[Row, tuple[list[str], int]]]:
    """Rows that are whole commands, each with the command and the bytes that it reads."""
    for share in ("1 %", "10 %"):
        yield Row("cleantext --jsonl, in and out", share, ""), _on([*COMMAND, "--jsonl"], texts[share])
    yield Row("cleantext on one text file", "1 %", ""), _on(COMMAND, texts["4 quarters"])
    wordings = sorted({re.sub(r"\W+", " ", line).strip()[:length] for line in RESIDUE for length in (20, 40)})
    fifty = [part for wording in wordings[:50] for part in ("-e", f"s/[^.!?]*{wording}[^.!?]*[.!?]?//g")]
    if which("sed"):
        yield Row("sed -E, 50 expressions", "1 %", ""), _on(["sed", "-E", *fifty], texts["4 quarters"])
    else:
        missing["sed"] = "not installed"
    if which("rg"):
        # Without -i: with as many literals, in any case, it needs minutes for what it does here in a second.
        yield (
            Row("rg -c -F, all anchors", "1 %", ""),
            _on(["rg", "-c", "-F", "-f", str(texts["anchors"])], texts["lines"]),
        )
    else:
        missing["rg"] = "not installed (apt-get install ripgrep)"


def _on(command: Sequence[str], path: Path) -> tuple[list[str], int]:
    return [*command, str(path)], path.stat().st_size


def clock(command: Sequence[str], fine: Sequence[int] = (0,)) -> tuple[float, float]:
    """Processor and wall seconds of a command whose output nobody sees; it must exit with a code that is `fine`."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in fine:
        raise SystemExit(f"{' '.join(command)} failed")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - started


def start_up(article: Path, times: int) -> dict[str, float]:
    """Wall milliseconds of starts, each the median of runs that take turns."""
    script = Path(sys.executable).with_name("cleantext")
    commands = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "cleantext --version": [str(script), "--version"],
        "cleantext on 5 KB": [str(script), "--isolated", str(article)],
    }
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            found[name].append(clock(command)[1] * 1000)
    return {name: median(values) for name, values in found.items()}


def workers(folder: Path, rounds: int) -> dict[str, float]:
    """Wall seconds for a folder with one and two workers."""
    command = [*COMMAND, "--check", str(folder)]
    both = [[clock([*command, "-j", jobs], (0, 1))[1] for jobs in ("1", "2")] for _ in range(rounds)]
    return {"-j 1": median(one for one, _ in both), "-j 2": median(two for _, two in both)}


_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


def memory(texts: Mapping[str, Path], length: int) -> dict[str, float]:
    """Peak MB, by what is cleaned; streams of `length` bytes are made on the way."""
    text, records = texts["4 quarters"].read_bytes(), texts["1 %"].read_bytes()
    size = f"{length / 1e6:,.0f} MB"
    return {
        "a file of 5 KB": _peak([*COMMAND, str(texts["5 KB"])], b"", 0),
        f"a stream of {size}": _peak(COMMAND, text, length),
        f"a stream of {size}, --line-buffered": _peak([*COMMAND, "--line-buffered"], text, length),
        f"a stream of {size}, --jsonl": _peak([*COMMAND, "--jsonl"], records, length),
    }


def _peak(command: Sequence[str], data: bytes, length: int) -> float:
    # A process begins with the peak of the one that it was forked from, which therefore must be a small one.
    with subprocess.Popen([sys.executable, "-c", _PEAK, *command], stdin=-1, stdout=-1) as process:
        for _ in range(0, length, max(1, len(data))):
            process.stdin.write(data)  # type: ignore[union-attr]
        process.stdin.close()  # type: ignore[union-attr]
        said = process.stdout.read()  # type: ignore[union-attr]
    return int(said) * (1 if sys.platform == "darwin" else 1024) / 1e6


if __name__ == "__main__":
    main()
