"""Builds one report with rapporteur and with Typst and prints how long each takes; .ci/bench/typst calls it.

Cold: a new process each time, from its start to its end, the PDF written to a file; the runs of both take turns, so that other work on the
machine slows both. For Typst also the time without the start of Python and the loading of the module, which its own command line would not
need. Warm: again and again in one process that stays, with words changed throughout, with one word of the first section changed, and with
nothing changed. Typst keeps what it has laid out and takes it up again; rapporteur keeps nothing, so that all three are one to it: it reads,
compiles and sets the whole report.
"""

import argparse
import importlib.metadata
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import totypst

TAGGED = ["ua-1", "a-2a"]  # what rapporteur always makes


def fonts():
    """The folders of the very font files that rapporteur has in it."""
    module = subprocess.run(["go", "list", "-m", "-f", "{{.Dir}}", "codeberg.org/go-fonts/liberation"], check=True, capture_output=True, text=True).stdout.strip()
    return [f"{module}/liberationserif{face}" for face in ("regular", "bold", "italic", "bolditalic")]


def compiler(source, faces):
    import typst

    return typst.Compiler(source, root=os.path.dirname(source), font_paths=faces, ignore_system_fonts=True)


def compile_pdf(c, tagged):
    return c.compile(format="pdf", pdf_standards=TAGGED if tagged else [], pdf_tags=tagged)


def cold_child(source, out, tagged, faces):
    """What a new process does for Typst: compiles once and prints the milliseconds since the module was loaded."""
    import typst  # noqa: F401

    began = time.perf_counter()
    pdf = compile_pdf(compiler(source, faces), tagged)
    pathlib.Path(out).write_bytes(pdf)
    print((time.perf_counter() - began) * 1e3)


def warm_child(source, tagged, faces):
    """What a process does for Typst that stays: compiles once, and then again for every line that it reads: a number, and how many times to
    put it into the text, from the first paragraph on; prints the milliseconds."""
    front, first, text = pathlib.Path(source).read_text().partition("#no(")  # the number of the first paragraph
    c = compiler(source, faces)
    compile_pdf(c, tagged)
    for line in sys.stdin:
        number, places = line.split()
        pathlib.Path(source).write_text(front + first + text.replace(" the ", f" the{number} ", int(places)))
        print(timed(lambda: compile_pdf(c, tagged)), flush=True)


class Warm:
    """A process that compiles again whenever it is asked."""

    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def again(self, line=""):
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def timed(work):
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1e3


def call(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    return done.stdout


def repeated(project, into, times):
    """The project with its sections so many times over, as internal/suite/bench_growth_test.go has it."""
    into.mkdir()
    for part in ("content", "citations", "templates"):
        if (project / part / "templates.go").exists() or not (project / part).is_dir():
            continue  # nothing of the project's own
        shutil.copytree(project / part, into / part)
    config = (project / "report.toml").read_text()
    listed = re.search(r"\nsections = \[(.*?)\n\]", config, re.S)
    names = []
    for n in range(1, times + 1):
        suffix = f"-{n}" if n > 1 else ""
        names += [name + suffix for name in re.findall(r'"([^"]+)"', listed[1])]
        for page in sorted((project / "content").glob("*/*.md")):
            text = re.sub(r"([#@](?:sec|para|tbl|fig)-[a-z0-9-]+)", rf"\1{suffix}", page.read_text())
            (into / page.relative_to(project).with_stem(page.stem + suffix)).write_text(text)
    sections = "\nsections = [\n" + "".join(f'"{name}",\n' for name in names) + "]"
    (into / "report.toml").write_text(config[: listed.start()] + sections + config[listed.end() :])


def words_and_pages(pdf):
    words = len(call("pdftotext", str(pdf), "-").split())
    return words, int(re.search(r"Pages: +(\d+)", call("pdfinfo", str(pdf)))[1])


def compare(project, scratch, programs, times, runs, faces):
    folder = scratch / f"x{times}"
    repeated(project, folder, times)
    out = scratch / f"ours{times}"
    build = [programs["rapporteur"], "build", "-C", str(folder), "--out", str(out), "--format"]
    call(*build, "html,pdf")
    ours = next(out.glob("*.pdf"))
    document = totypst.Document(next(out.glob("*.html")).read_text())
    source = scratch / f"typst{times}" / "report.typ"
    source.parent.mkdir()
    source.write_text(document.typst())
    theirs = source.with_suffix(".pdf")

    def typst(kind, tagged):
        return [sys.executable, __file__, kind, str(int(tagged)), str(source), str(theirs), *faces]

    call(*typst("--cold", True))
    (our_words, our_pages), (their_words, their_pages) = words_and_pages(ours), words_and_pages(theirs)
    notes, their_notes = len(document.notes), len(document.called)
    print(f"\nx{times}: rapporteur {our_words} words, {notes} notes, {our_pages} pages, {ours.stat().st_size} bytes;"
          f" Typst {their_words} words, {their_notes} notes, {their_pages} pages, {theirs.stat().st_size} bytes")
    if abs(our_words - their_words) > 0.02 * our_words or notes != their_notes:
        sys.exit("the two documents do not have the same text")

    cold, whole, inside = [], {True: [], False: []}, {True: [], False: []}
    for _ in range(runs):
        cold.append(timed(lambda: call(*build, "pdf")))
        for tagged in (True, False):
            whole[tagged].append(timed(lambda: inside[tagged].append(float(call(*typst("--cold", tagged))))))

    again, other, changed, same = [], {True: [], False: []}, {True: [], False: []}, {True: [], False: []}
    our = Warm(programs["warm"], str(folder))
    their = {tagged: Warm(*typst("--warm", tagged)) for tagged in (True, False)}
    for n in range(runs):
        again.append(our.again())
        for tagged in (True, False):
            other[tagged].append(their[tagged].again(f"{n} -1"))
            their[tagged].again("0 0")  # the report as it was
            changed[tagged].append(their[tagged].again(f"{n} 1"))
            same[tagged].append(their[tagged].again(f"{n} 1"))
    for process in (our, *their.values()):
        process.close()

    row("median (fastest), ms", "rapporteur", "Typst", "ratio", "without tags", "ratio")
    for name, a, b in (
        ("cold, whole process", cold, whole),
        ("cold, without start of Python", cold, inside),
        ("warm, words changed throughout", again, other),
        ("warm, one word changed", again, changed),
        ("warm, nothing changed", again, same),
    ):
        row(name, figures(a), figures(b[True]), ratio(a, b[True]), figures(b[False]), ratio(a, b[False]))


def figures(runs):
    return f"{statistics.median(runs):.0f} ({min(runs):.0f})"


def ratio(ours, theirs):
    return f"{statistics.median(theirs) / statistics.median(ours):.2f} ({min(theirs) / min(ours):.2f})"


def row(*cells):
    print(f"{cells[0]:32}" + "".join(f"{c:>16}" for c in cells[1:]))


def main():
    if sys.argv[1:2] in (["--cold"], ["--warm"]):
        tagged, source, out, *faces = sys.argv[2:]
        if sys.argv[1] == "--cold":
            cold_child(source, out, tagged == "1", faces)
        else:
            warm_child(source, tagged == "1", faces)
        return
    p = argparse.ArgumentParser(description="Compares the speed of rapporteur and Typst. A ratio above 1: rapporteur is faster.")
    p.add_argument("project", nargs="?", type=pathlib.Path, help="folder of a report (default: the published report, or else the worked example)")
    p.add_argument("--runs", type=int, default=15)
    p.add_argument("--times", default="1,10", help="how many times over the text is taken (default 1,10)")
    args = p.parse_args()
    corpus = os.environ.get("RAPPORTEUR_CORPUS")
    project = (args.project or (pathlib.Path(corpus) / "cmw-c-hnd-2" if corpus else pathlib.Path("."))).resolve()
    faces = fonts()
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        programs = {}
        for name, source in (("rapporteur", "./cmd/rapporteur"), ("warm", ".ci/bench/warm.go")):
            programs[name] = str(scratch / name)
            call("go", "build", "-o", programs[name], source)
        print(f"Typst {importlib.metadata.version('typst')}, {args.runs} runs on {os.cpu_count()} processors; both make PDF/UA-1 and PDF/A-2a")
        for times in map(int, args.times.split(",")):
            compare(project, scratch, programs, times, args.runs, faces)


if __name__ == "__main__":
    main()
