#!/usr/bin/env python3
"""Finds links in the documents that lead nowhere, names of files that do not exist, and versions that
are not that of the headers."""
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {"build", "out", ".git", ".cache", ".pytest_cache"}
# The folders, besides its own, from which a document may name a path.
FOLDERS = [ROOT, ROOT / "include", ROOT / "include" / "batt", ROOT / "tests", ROOT / "examples"]
ENDINGS = r"hpp|cpp|cuh?|py|pyi|sh|cmake|def|md|in|svg|cff|ya?ml"
# Files of the reader and of builds that documents name.
READERS = {"more.py", "answers.md", "0abc.py", "my_programs.py", "my.py", "mine.hpp"}
PLACEHOLDERS = re.compile(r"FAMILY|NAME|TARGET|FILE")


def documents():
    """All Markdown files of the tree."""
    for path in sorted(ROOT.rglob("*.md")):
        parts = path.relative_to(ROOT).parts
        if not any(part in NOT_OURS or part.startswith("build-") for part in parts):
            yield path


def without_blocks(text):
    """The text with the lines of its fenced and indented blocks emptied."""
    out, fence, blank = [], None, True
    for line in text.splitlines():
        mark = re.match(r" {0,3}(```+|~~~+)", line)
        if fence:
            if mark and mark[1].startswith(fence):
                fence = None
            out.append("")
        elif mark:
            fence = mark[1]
            out.append("")
        elif line.startswith("    ") and blank:
            out.append("")
            continue  # the block goes on
        else:
            out.append(line)
        blank = not line.strip()
    return out


def anchors(path):
    """The anchors that GitHub gives to the headings of a document."""
    seen, found = {}, set()
    for line in without_blocks(path.read_text(encoding="utf-8")):
        heading = re.match(r"#+\s+(.*?)\s*#*$", line)
        if heading:
            words = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading[1]).replace("`", "").lower()
            slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
            count = seen.get(slug, 0)
            seen[slug] = count + 1
            found.add(f"{slug}-{count}" if count else slug)
        found.update(re.findall(r'<a (?:id|name)="([^"]+)"', line))
    return found


def broken_links(path, line):
    """The links of a line that lead nowhere."""
    for target in re.findall(r"\]\(\s*<?([^)\s>]+)>?[^)]*\)|(?:href|src)=\"([^\"]+)\"", line):
        target = target[0] or target[1]
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        file = (path.parent / name).resolve() if name else path
        if not file.exists():
            yield f"{target}: there is no such file"
        elif anchor and file.suffix == ".md" and anchor not in anchors(file):
            yield f"{target}: there is no such heading"


def absent_files(path, line, known):
    """The names in a line that look like files but are not."""
    line = re.sub(r"\]\([^)]*\)|https?://\S+", "]", line)
    for token in re.findall(r"(?<![\w/.{$*<-])((?:[\w.-]+/)*[\w.-]+\.(?:" + ENDINGS + r"))(?![\w/(*>])",
                            line):
        parts = Path(token).parts
        if token in READERS or PLACEHOLDERS.search(token) or parts[0] == "build":
            continue
        if len(parts) == 1 and token in known:
            continue
        if any((folder / token).exists() for folder in [path.parent, *FOLDERS]):
            continue
        yield f"{token}: there is no such file"


def other_versions():
    """Documents whose version is not that of the headers."""
    config = (ROOT / "include/batt/config.hpp").read_text(encoding="utf-8")
    version = ".".join(re.findall(r"#define BATT_VERSION_(?:MAJOR|MINOR|PATCH) (\d+)", config))
    for name, pattern in {".github/CITATION.cff": r"^version: (\S+)$",
                          ".github/CHANGELOG.md": r"^## ([\d.]+)",
                          "README.md": r"\bVersion ([\d.]+\d)"}.items():
        named = re.search(pattern, (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
        if not named or named[1] != version:
            yield f"{name}: names version {named and named[1]}, but the headers say {version}"


def main():
    """Prints what is wrong; the exit code says whether anything is."""
    known = {p.name for p in ROOT.rglob("*") if not set(p.relative_to(ROOT).parts) & NOT_OURS}
    wrong = looked_at = 0
    for path in documents():
        for number, line in enumerate(without_blocks(path.read_text(encoding="utf-8")), 1):
            looked_at += line.count("](")
            for fault in [*broken_links(path, line), *absent_files(path, line, known)]:
                print(f"{path.relative_to(ROOT)}:{number}: {fault}")
                wrong += 1
    for fault in other_versions():
        print(fault)
        wrong += 1
    print(f"{looked_at} links, {wrong} faults")
    # the reference page alone has a link per operation, so with fewer this script misses some
    sys.exit(bool(wrong) or looked_at < 160)


if __name__ == "__main__":
    main()
