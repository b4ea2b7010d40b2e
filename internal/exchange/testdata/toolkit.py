"""Reads files of translations with the Translate Toolkit and edits them with it, for tests.

toolkit.py OUT FILE…: prints, as JSON, the units of each file; writes to OUT/words the files with every third unit translated in other
letters, codes kept; and to OUT/plain the XLIFF 1.2 files with every third unit given plain text, as tools do that know
no codes.
"""
import copy
import json
import os
import re
import sys

from translate.storage import pypo, tmx, xliff, xliff2
from translate.storage.placeables import StringElem

TAG = re.compile(r"</?[gx][0-9]+/?>")


LETTERS = str.maketrans("deol", "ðëöł")


def swap(text):
    """Puts other letters for some, outside of tags."""
    out, last = [], 0
    for m in TAG.finditer(text):
        out += [text[last : m.start()].translate(LETTERS), m.group()]
        last = m.end()
    return "".join(out) + text[last:].translate(LETTERS)


def swapped(elem):
    elem = copy.deepcopy(elem)

    def walk(e):
        e.sub = [swap(s) if isinstance(s, str) else s for s in e.sub]
        for s in e.sub:
            if isinstance(s, StringElem):
                walk(s)

    walk(elem)
    return elem


def flat(elem):
    """Writes rich text as our flat text."""
    if isinstance(elem, str):
        return elem
    inside = "".join(flat(s) for s in elem.sub)
    kind = type(elem).__name__
    if kind == "G":
        return f"<g{elem.id}>{inside}</g{elem.id}>"
    if kind == "X":
        return f"<x{elem.id}/>"
    return inside


def read(name):
    form = os.path.basename(os.path.dirname(name))
    if form.startswith("xliff2"):
        store = xliff2.Xliff2File.parsefile(name)
    elif form == "xliff1":
        store = xliff.xlifffile.parsefile(name)
    elif form == "tmx":
        store = tmx.tmxfile.parsefile(name)
    else:
        store = pypo.pofile.parsefile(name)
    return form, store


def unit_id(form, u):
    ident = u.getid()
    if form == "xliff1":
        return ident.split("\x04")[1]
    if form.startswith("xliff2"):
        return ident.split("::")[0]
    if form == "po":
        return u.getcontext()
    return ident


out, files = sys.argv[1], sys.argv[2:]
report = {}
for name in files:
    form, store = read(name)
    units = []
    for u in store.units:
        if u.isheader() or not u.istranslatable():
            continue
        rich = form == "xliff1"
        units.append(
            {
                "id": unit_id(form, u),
                "source": "".join(flat(e) for e in u.rich_source) if rich else str(u.source),
                "target": ("".join(flat(e) for e in u.rich_target or []) if rich else str(u.target or "")),
                "state": u.get_state_n() if form.startswith("xliff") else 0,
                "fuzzy": bool(u.isfuzzy()),
                "notes": u.getnotes(),
            }
        )
    report["/".join(name.split(os.sep)[-2:])] = units
    if form not in ("xliff1", "po"):
        continue
    for how in ("words", "plain"):
        if how == "plain" and form != "xliff1":
            continue
        form, store = read(name)
        n = 0
        for u in store.units:
            if u.isheader() or not u.istranslatable():
                continue
            n += 1
            if n % 3:
                continue
            if how == "plain":
                u.target = swap(str(u.source))
            elif form == "xliff1":
                u.rich_target = [swapped(e) for e in u.rich_source]
            else:
                u.target = swap(str(u.source))
                u.markfuzzy(False)
        path = os.path.join(out, how, form)
        os.makedirs(path, exist_ok=True)
        store.savefile(os.path.join(path, os.path.basename(name)))
json.dump(report, sys.stdout)
