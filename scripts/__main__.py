"""The command line: python -m scripts COMMAND."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.problems import Problem, Problems
from scripts.query import FORMATS, QueryError, Result, ask, connect, draw, examples, find, write
from scripts.render import FORMATS as REPORTS

QUOTED = 20  # characters of an article in a cell of a publication without text

# The commands import what they need when they run: the checks of publish take a second to load.

ABOUT = """\
An open record of defence diplomacy: articles to tables, each value traceable to an exact span of text.

  publish    articles to a data package: datapackage.json, data/*.csv, data/*.parquet
  validate   check a package of any version, down to the words of the articles
  query      ask the published tables in SQL
  explain    show a record and the words behind it
  evaluate   compare the published tables with hand-coded articles
  review     show what is new or uncertain, worst first, and how to decide it
  rules      list the rules of the extractor: what each finds, how often, how often rightly
  readme     write the generated parts of README.md and docs/cookbook.md, and CITATION.cff, anew
  diff       compare two versions of the package
  release    write a version for others: a zip, a DuckDB file, metadata, checksums
  site       make pages of the package: to read, search and ask in a browser, without a server
  bench      measure what publishing costs"""
START = """\
examples:
  python -m scripts publish
  python -m scripts query who-met-whom
  python -m scripts query "SELECT kind, count(*) FROM actors GROUP BY kind"
  python -m scripts explain meetings 2023-01-23-ali-mahmoud-abbas-mohammad-baqeri
  python -m scripts COMMAND --help"""
PUBLISH = """\
DOCUMENTS is a folder with text files and a sources.csv about them, or one .parquet, .jsonl or .ndjson file with the
columns source_id and text. All problems of a folder are reported at once, and nothing is published until it has none.
Single documents of a file that cannot be read, and those on which extraction fails, are set aside: rejects.csv in DIR
says why, the rest is published, and the exit code is 1. What has been extracted is kept for the next run.
A curator's decisions about our articles are in seeds/decisions; for others name the folder with --decisions.

examples:
  python -m scripts publish
  python -m scripts publish --documents my-articles/ --out my-record/
  python -m scripts publish --documents articles.parquet --out my-record/
  python -m scripts publish --documents articles.parquet --out my-record/ --staged /shared/staged --scheduler tcp://host:8786
  python -m scripts publish --documents licensed/ --out facts/ --no-text"""
VALIDATE = """\
PACKAGE is a folder, a zip, or a revision of this repository as git names it. Its tables, types, keys and hashes are
those of its own descriptor. Where limits.toml lies beside that, its limits are asked too. Ends with code 1 if there is
any problem. Text goes to standard error, a line for each problem; the other formats go to standard output.

examples:
  python -m scripts validate
  python -m scripts validate my-record/ --documents articles.parquet
  python -m scripts validate old-record.zip --format sarif > problems.sarif
  python -m scripts validate --format github"""
QUERY = """\
ASK is SQL in the dialect of DuckDB, the name of an example query, or the name of a table. The tables can be read but
not changed, and no other file can be reached. END is a word of SQL: write the column as "end", in quotation marks.

examples:
  python -m scripts query --list
  python -m scripts query who-met-whom
  python -m scripts query meetings
  python -m scripts query "DESCRIBE evidence"
  python -m scripts query "SELECT name FROM actors WHERE country = 'SYR'" --format csv > syrians.csv"""
BENCH = """\
Generates corpora of growing size, publishes each in a process of its own, and shows what every stage costs, beside two
floors, how much memory was held, and how good the result is. The figures take their place in docs/bench.csv, and the
plot of them in docs/bench.svg; python -m scripts readme brings them into the README.
With DOCUMENTS, shows the speed of the whole extraction of these and of each stage, in millions of bytes a second of one
core. Then doubles texts that are made to cost as much as they can; ends with code 1 if the cost of one grows faster
than the text.
With --validate, times that instead: a made-up package of so many statements, and frictionless on the same."""
EXPLAIN = """\
TABLE is one of meetings, agreements, proposals, statements, incidents, positions, conflicts, source_overlaps, actors,
places, mentions, date_expressions, evidence; a row of date_expressions has the id SOURCE.START-END. Offsets count
Unicode code points from 0, the end is exclusive.
The articles are recognised by their SHA-256; where one is not at hand, its quotes are shown alone.

examples:
  python -m scripts explain meetings 2023-01-23-ali-mahmoud-abbas-mohammad-baqeri
  python -m scripts explain actors mohammad-baqeri
  python -m scripts explain --dir my-record/ --documents articles.parquet statements SOMETHING.s1042"""
EVALUATE = """\
Prints precision, recall and F1 with the counts behind them. What the coders marked optional neither helps nor harms.
With --errors, what is missed or wrong stands before them, in its words, by what seems to have caused it; the largest
group first, differences that no figure counts last.

examples:
  python -m scripts evaluate
  python -m scripts evaluate --gold my-gold/ --dir my-record/
  python -m scripts evaluate --gold my-gold/ --dir my-record/ --documents my-articles/ --errors"""

REVIEW = """\
Compares with an earlier package: a folder, or a git revision of this one (as committed, unless told otherwise). Then
shows what is new, changed, gone or uncertain, the worst first, in its words, with the lines that would decide it in
seeds/decisions: choose one, and put in reason, name and day.

examples:
  python -m scripts review
  python -m scripts review --since HEAD~3 --limit 5
  python -m scripts review --dir my-record/ --documents my-articles/ --since my-record-of-may/ --json"""

RULES = """\
Fired counts mentions, dates, and records that a rule bears out in a document. Right and judged compare with hand-coded
articles as evaluate does; what they do not code is not judged. With a NAME, shows the rule at work on its example and
its counter-example.

examples:
  python -m scripts rules
  python -m scripts rules indirect-that
  python -m scripts rules --gold my-gold/ --dir my-record/"""
DIFF = """\
OLD and NEW are each a folder, a zip, or a revision of this repository as git names it. Compares what the descriptors
say of tables and columns, and rows by primary key, cell by cell. Text and Markdown list the first 20 of each kind, JSON
all. The lowest number that the next version may have: MAJOR (MINOR while MAJOR is 0) if queries may break, MINOR if
something is new or rows come or go, PATCH if only values differ.

examples:
  python -m scripts diff HEAD .
  python -m scripts diff HEAD~1 HEAD --format markdown
  python -m scripts diff old-record.zip my-record/ --format json"""
RELEASE = """\
Writes the package of this repository to dist/ as that version. Nothing is written if the package has a problem, is not
what publish makes of the articles, or has changed too much for the number since the last release (the highest tag
vMAJOR.MINOR.PATCH in git). The day of the release is that of the last commit, or SOURCE_DATE_EPOCH.

examples:
  python -m scripts release 0.2.0
  python -m scripts release 0.2.0 --since last-release.zip"""

SITE = """\
Makes static pages, which work from any web host, in any folder of it, and as far as a browser lets them, as files. The
articles are shown with their spans marked where their texts are at hand (known by their SHA-256) and the package has
not been published with --no-text. The changes are those since the last release (the highest tag vMAJOR.MINOR.PATCH in
git). A site that is in DIR already is replaced.

examples:
  python -m scripts site
  python -m scripts site --dir my-record/ --documents my-articles/ --out my-site/
  python -m scripts site --since last-release.zip"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. Gives the exit code: 0, 1 for problems in the data or the question, 130 when interrupted."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except (Problems, QueryError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # the reader, as head, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"{error.filename or 'files'}: {error.strerror or error}", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m scripts",
        description=ABOUT,
        epilog=START,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="%(prog)s COMMAND ...",
    )
    commands = parser.add_subparsers(prog="python -m scripts", required=True, metavar="COMMAND", help=argparse.SUPPRESS)

    def command(name: str, about: str, more: str | None = None) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name, description=about, epilog=more, formatter_class=argparse.RawDescriptionHelpFormatter
        )
        added.set_defaults(run=globals()[f"_{name}"])
        return added

    here, documents = Path(), Path("seeds/documents")
    publish = command("publish", "Publish articles as a data package.", PUBLISH)
    publish.add_argument("--documents", type=Path, default=documents, metavar="PATH", help="default: %(default)s")
    publish.add_argument("--out", type=Path, default=here, metavar="DIR", help="where to; default: this folder")
    ours = "what a curator has decided; default: seeds/decisions for our own articles, nothing for others"
    publish.add_argument("--decisions", type=Path, metavar="DIR", help=ours)
    publish.add_argument(
        "--no-text",
        type=_characters,
        nargs="?",
        const=QUOTED,
        metavar="N",
        help="cut the words of the articles to N characters, and give the SHA-256 of each whole span; N: %(const)s",
    )

    engine = "processes to extract in; default: as many as there are cores; the result is the same"
    publish.add_argument("--workers", type=_characters, default=0, metavar="N", help=engine)
    cluster = "extract on the Dask cluster at this address, as tcp://host:8786"
    publish.add_argument("--scheduler", metavar="ADDRESS", help=cluster)
    kept = "where the records of each article are kept for the next run; default: build/staged"
    publish.add_argument("--staged", type=Path, metavar="DIR", help=kept)

    validate = command("validate", "Check a package.", VALIDATE)
    validate.add_argument("package", default=".", nargs="?", metavar="PACKAGE", help="default: this folder")
    validate.add_argument(
        "--documents", type=Path, metavar="PATH", help="texts of the spans; default: seeds/documents in the package"
    )
    validate.add_argument("--format", choices=REPORTS, default="text", help="default: %(default)s")

    query = command("query", "Ask the published tables in SQL.", QUERY)
    query.add_argument("ask", nargs="?", metavar="ASK", help="SQL, or the name of an example query or a table")
    query.add_argument("--list", action="store_true", help="list the example queries")
    query.add_argument("--format", choices=FORMATS, default="table", help="default: %(default)s")

    explain = command("explain", "Show a record and the words behind it.", EXPLAIN)
    explain.add_argument("table", metavar="TABLE")
    explain.add_argument("id", metavar="ID")
    explain.add_argument("--documents", type=Path, default=documents, metavar="PATH", help="default: %(default)s")

    evaluate = command("evaluate", "Compare the published tables with hand-coded articles.", EVALUATE)
    evaluate.add_argument("--gold", type=Path, default=Path("tests/gold"), metavar="DIR", help="default: %(default)s")
    evaluate.add_argument("--errors", action="store_true", help="show each error in its sentence, grouped by cause")
    evaluate.add_argument("--documents", type=Path, default=documents, metavar="PATH", help="default: %(default)s")

    review = command("review", "Show what a curator should look at.", REVIEW)
    review.add_argument("--since", metavar="WHEN", help="folder or git revision; default: the last commit")
    review.add_argument("--limit", type=_count, default=20, metavar="N", help="items to show; default: %(default)s")
    review.add_argument("--json", action="store_true", help="one JSON object")
    review.add_argument("--gold", type=Path, default=Path("tests/gold"), metavar="DIR", help="to judge rules by")
    review.add_argument("--documents", type=Path, default=documents, metavar="PATH", help="default: %(default)s")

    rules = command("rules", "List the rules of the extractor, or show one.", RULES)
    rules.add_argument("name", nargs="?", metavar="NAME", help="the rule to show")
    rules.add_argument("--gold", type=Path, default=Path("tests/gold"), metavar="DIR", help="default: %(default)s")

    site = command("site", "Make pages of the package.", SITE)
    site.add_argument("--out", type=Path, default=Path("site"), metavar="DIR", help="where to; default: %(default)s")
    site.add_argument("--documents", type=Path, default=documents, metavar="PATH", help="default: %(default)s")
    site.add_argument("--since", metavar="OLD", help="what to tell the changes since, as of diff")

    for asking in (query, explain, evaluate, review, rules, site):
        asking.add_argument("--dir", type=Path, default=here, metavar="DIR", help="the package; default: this folder")

    diff = command("diff", "Compare two versions of the package.", DIFF)
    diff.add_argument("old", metavar="OLD")
    diff.add_argument("new", metavar="NEW")
    diff.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="default: %(default)s")

    release = command("release", "Write a version for others to dist/.", RELEASE)
    release.add_argument("version", metavar="VERSION", help="as 0.2.0")
    release.add_argument("--since", metavar="OLD", help="what to compare with, as of diff; default: the last release")

    readme = command("readme", "Write CITATION.cff and the generated parts of README.md and docs/cookbook.md anew.")
    readme.add_argument("--check", action="store_true", help="change nothing; end with code 1 if a part is out of date")

    bench = command("bench", "Measure what publishing costs, at growing sizes.", BENCH)
    bench.add_argument("documents", type=Path, nargs="?", metavar="DOCUMENTS", help="as of publish")
    bench.add_argument("--articles", type=_count, nargs="+", metavar="N", help="sizes; default: 1000 10000")
    bench.add_argument("--validate", type=int, nargs="?", const=1_000_000, metavar="N", help="N: %(const)s")
    return parser


def _count(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("must be a whole number, 0 or more")
    return int(text)


def _publish(options: argparse.Namespace) -> int:
    from scripts.publish import STORE, Engine, publish
    from scripts.rejects import REJECTS

    console = Console()
    engine = Engine(options.staged or STORE, options.workers, options.scheduler)
    done = publish(options.documents, options.out, console, options.decisions, options.no_text, engine)
    table = Table("table", box=box.SIMPLE, show_edge=False, pad_edge=False)
    table.add_column("rows", justify="right")
    for name, count in done.rows.items():
        table.add_row(name, f"{count:,}")
    console.print(table)
    said = f"{done.spans:,} spans checked against {done.rows['sources']:,} articles, {done.extracted:,} extracted anew"
    console.print(f"\n{said}; {done.seconds:.1f} seconds.", highlight=False)
    there = "" if options.out == Path() else f" --dir {options.out}"
    console.print(Text(f"Try: {_python()} -m scripts query who-met-whom{there}"), soft_wrap=True)
    if not done.rejects:
        return 0
    for reject in done.first:
        place = [str(options.documents), *filter(None, (reject.where, reject.source_id))]
        print(Problem(", ".join(place), None, reject.column, reject.value, reject.what, reject.todo), file=sys.stderr)
    there = options.out / REJECTS
    print(f"{done.rejects:,} documents are set aside, with the reason of each in {there}.", file=sys.stderr)
    return 1


def _python() -> str:
    """This Python as one would type it here."""
    path = Path(sys.executable)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else "python"


def _characters(value: str) -> int:
    count = int(value)
    if count < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return count


def _validate(options: argparse.Namespace) -> int:
    from scripts.check import check

    problems = check(options.package, options.documents)
    stream = sys.stderr if problems and options.format == "text" else sys.stdout
    print(REPORTS[options.format](problems), file=stream)
    return 1 if problems else 0


def _query(options: argparse.Namespace) -> int:
    if options.list or options.ask is None:
        rows = tuple((example.name, example.question) for example in examples().values())
        draw(Result(("query", "question"), rows), sys.stdout)
        return 0
    sql = find(options.ask)
    with connect(options.dir) as db:
        write(ask(db, sql), options.format, sys.stdout)
    return 0


def _explain(options: argparse.Namespace) -> int:
    from scripts.explain import explain, record, texts

    with connect(options.dir) as db:
        found = record(db, options.table, options.id)
        sources = {passage.source_id for passage in found.passages}
        explain(found, texts(db, sources, options.documents), Console())
    return 0


def _evaluate(options: argparse.Namespace) -> int:
    from scripts.errors import errors, show
    from scripts.evaluate import evaluate
    from scripts.explain import texts
    from scripts.links import every_figure
    from scripts.scores import COLUMNS, lines

    report = evaluate(options.gold, options.dir)
    if options.errors:
        with connect(options.dir) as db:
            read = texts(db, (article.source_id for article in report.articles), options.documents)
        show(errors(report, read), read, Console())
    draw(Result(COLUMNS, tuple(lines(every_figure(report, options.gold)))), sys.stdout)
    return 0


def _review(options: argparse.Namespace) -> int:
    from scripts.evaluate import evaluate
    from scripts.review import review, show, write_json
    from scripts.rules import judged

    tallies = judged(evaluate(options.gold, options.dir)) if options.gold.is_dir() else {}
    found = review(options.dir, options.since, options.documents, tallies, options.limit)
    write_json(found, sys.stdout) if options.json else show(found, Console())
    return 0


def _rules(options: argparse.Namespace) -> int:
    from scripts.evaluate import evaluate
    from scripts.extract.cascade import Cascade
    from scripts.publish import REFERENCE
    from scripts.rules import find, overview, show

    if options.name:
        cascade = Cascade.load(REFERENCE)
        show(cascade, find(cascade.reference.rules, options.name), Console())
        return 0
    with connect(options.dir) as db:
        draw(overview(db, evaluate(options.gold, options.dir)), sys.stdout)
    return 0


def _readme(options: argparse.Namespace) -> int:
    from scripts.drift import generated

    stale = [(path, text) for path, text in generated() if path.read_text(encoding="utf-8") != text]
    for path, text in stale:
        if options.check:
            print(f"{path.name} is out of date: run python -m scripts readme.", file=sys.stderr)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
    return 1 if stale and options.check else 0


def _diff(options: argparse.Namespace) -> int:
    from scripts.changes import write as write_changes
    from scripts.copies import opened
    from scripts.diff import diff

    with opened(options.old) as old, opened(options.new) as new:
        write_changes(diff(old, new), options.format, sys.stdout)
    return 0


def _release(options: argparse.Namespace) -> int:
    from scripts import drift
    from scripts.release import release

    if problems := drift.problems():
        raise Problems(problems)
    done = release(Path(), options.version, Path("dist"), options.since)
    draw(Result(("file", "bytes"), tuple((str(path), path.stat().st_size) for path in done.files)), sys.stdout)
    print(f"\nCompared with {done.since}." if done.since else "\nThe first release: there was none to compare with.")
    print(f"make release-check has it all read by its validators; then: git tag v{options.version}")
    return 0


def _site(options: argparse.Namespace) -> int:
    from scripts.release import releases
    from scripts.site.build import build

    own = options.dir.resolve() == Path.cwd()
    released = [f"v{version}" for version in sorted(releases(options.dir))] if own else []
    done = build(options.dir, options.documents, options.out, released, options.since)
    print(
        f"{done.pages:,} pages, {done.bytes / 1_000_000:,.1f} MB; {done.texts:,} of {done.articles:,} articles in full."
    )
    print(f"Begin at {options.out / 'index.html'}.")
    return 0


def _bench(options: argparse.Namespace) -> int:
    if options.validate is not None:
        from scripts.bench_validate import compared

        draw(compared(options.validate), sys.stdout)
        return 0
    if options.documents is None:
        return _bench_scale(options.articles)
    from scripts.bench import growths, rates, shown

    draw(rates(options.documents), sys.stdout)
    print()
    found = list(growths())
    draw(shown(found), sys.stdout)
    if steep := [growth.name for growth in found if growth.steep]:
        print(f"The cost of these grows faster than the text: {', '.join(steep)}.", file=sys.stderr)
    return 1 if steep else 0


def _bench_scale(sizes: Sequence[int] | None) -> int:
    from scripts import bench_figures, bench_plot, bench_scale

    for articles in sizes or bench_scale.SIZES:
        found = list(bench_scale.figures(articles))
        bench_figures.record(found)
        draw(bench_figures.shown(found), sys.stdout)
    bench_plot.write(bench_figures.recorded())
    return 0


if __name__ == "__main__":
    sys.exit(main())
