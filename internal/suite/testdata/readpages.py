"""Reads PDFs back with pdfminer.six and prints what is drawn where: one JSON object a line for each file that is named.

    pages: width, height
        runs: text of one font on one base line: m the number of its marked content (-1 for none), a the kind of artifact ("" for none),
            f the name of the font, s the size of type, y the base line, n the width of a space, t the words, x the left and right edge of
            each, b the numbers of the words that a space stands before (past the last for a space at the end), h of those whose space
            does not break. A word ends after a sign after which a web address may break, too.
        boxes: rules and images: k which, l t r b the edges, m and a as for runs
    tree: the structure: r the role, i the id, c the columns and o the rows that a cell spans, k the kids: elements, or p the page and m the number
        of marked content

All measures are points and count from the upper left corner of the paper; pages count from 0.
"""

import json
import sys

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import apply_matrix_pt

SPACES = (" ", "\u00a0", "\u202f")
BREAKS = "/?&=-_.–"


def name(value):
    value = resolve1(value)
    return value.name if isinstance(value, PSLiteral) else ""


class Device(PDFTextDevice):
    """Notes what is drawn on the pages of a file."""

    def __init__(self, manager):
        super().__init__(manager)
        self.spaces = {}  # glyph of the ordinary space, by font

    def begin_page(self, page, ctm):
        left, low, right, high = page.mediabox
        self.height = high
        self.tags = []
        self.page = {"width": right - left, "height": high - low, "runs": [], "boxes": []}
        self.run = None

    # marked content

    def begin_tag(self, tag, props=None):
        props = resolve1(props) if props is not None else {}
        if not isinstance(props, dict):
            props = {}
        artifact = ""
        if tag.name == "Artifact":
            artifact = name(props.get("Subtype")) or name(props.get("Type")) or "Artifact"
        self.tags.append((props.get("MCID", -1), artifact))

    def end_tag(self):
        self.tags.pop()

    def mark(self):
        for mcid, artifact in reversed(self.tags):
            if mcid >= 0 or artifact:
                return mcid, artifact
        return -1, ""

    # text

    def render_string(self, textstate, seq, ncs, graphicstate):
        mcid, artifact = self.mark()
        self.run = {"m": mcid, "a": artifact, "f": textstate.font.fontname, "s": 0, "y": 0, "n": 0, "t": [], "x": [], "b": [], "h": []}
        self.inside = False
        super().render_string(textstate, seq, ncs, graphicstate)
        if self.run["s"]:
            self.run["x"] = [round(x, 3) for x in self.run["x"]]
            self.page["runs"].append(self.run)

    def render_char(self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate):
        try:
            text = font.to_unichr(cid)
        except Exception:
            text = "\ufffd"
        advance = font.char_width(cid) * fontsize * scaling
        x, y = apply_matrix_pt(matrix, (0, rise))
        run = self.run
        if not run["s"]:
            run["s"] = round(fontsize * matrix[3], 3)
            run["y"] = round(self.height - y, 3)
        if text in SPACES:
            run["n"] = round(advance, 3)
            if not run["b"] or run["b"][-1] != len(run["t"]):
                run["b"].append(len(run["t"]))
            if cid != self.breaking(font, cid):
                run["h"].append(len(run["t"]))
            self.inside = False
        elif self.inside:
            run["x"][-1] = x + advance
            run["t"][-1] += text
            self.inside = text not in BREAKS
        else:
            run["x"] += [x, x + advance]
            run["t"].append(text)
            self.inside = text not in BREAKS
        return advance

    def breaking(self, font, cid):
        """The glyph of the ordinary space: where a font has several that read as a space, those of no-break spaces come later."""
        if id(font) not in self.spaces:
            texts = getattr(font, "unicode_map", None)
            texts = getattr(texts, "cid2unichr", {})
            self.spaces[id(font)] = min((c for c, text in texts.items() if text == " "), default=cid)
        return self.spaces[id(font)]

    # rules and images

    def box(self, kind, points):
        points = [apply_matrix_pt(self.ctm, p) for p in points]
        xs, ys = [p[0] for p in points], [self.height - p[1] for p in points]
        left, top, right, bottom = (round(v, 3) for v in (min(xs), min(ys), max(xs), max(ys)))
        mcid, artifact = self.mark()
        self.page["boxes"].append({"k": kind, "l": left, "t": top, "r": right, "b": bottom, "m": mcid, "a": artifact})

    def paint_path(self, graphicstate, stroke, fill, evenodd, path):
        points = [tuple(p[-2:]) for p in path if len(p) > 2]
        if points:
            self.box("rule", points)

    def render_image(self, name, stream):
        self.box("image", [(0, 0), (1, 1)])


class Tree:
    """Reads the structure tree."""

    def __init__(self, document, pages):
        self.pages = pages
        root = resolve1(document.catalog.get("StructTreeRoot")) or {}
        kids = []
        self.kids(root.get("K"), None, kids)
        self.root = {"r": "Root", "k": kids}

    def page(self, ref, default):
        return self.pages.get(ref.objid, default) if isinstance(ref, PDFObjRef) else default

    def kids(self, value, page, out):
        value = resolve1(value)
        if isinstance(value, list):
            for v in value:
                self.kids(v, page, out)
        elif isinstance(value, int):
            out.append({"p": page, "m": value})
        elif isinstance(value, dict):
            kind = name(value.get("Type"))
            if kind == "MCR":
                out.append({"p": self.page(value.get("Pg"), page), "m": value["MCID"]})
            elif kind != "OBJR":
                out.append(self.element(value, page))

    def element(self, value, page):
        page = self.page(value.get("Pg"), page)
        attributes = {}
        given = resolve1(value.get("A"))
        for a in given if isinstance(given, list) else [given]:
            attributes.update(resolve1(a) or {})
        out = {"r": name(value.get("S")), "k": []}
        if "ID" in value:
            out["i"] = resolve1(value["ID"]).decode("latin-1")
        if "ColSpan" in attributes:
            out["c"] = attributes["ColSpan"]
        if "RowSpan" in attributes:
            out["o"] = attributes["RowSpan"]
        self.kids(value.get("K"), page, out["k"])
        return out


def read(file):
    with open(file, "rb") as stream:
        document = PDFDocument(PDFParser(stream))
        manager = PDFResourceManager()
        device = Device(manager)
        interpreter = PDFPageInterpreter(manager, device)
        pages, numbers = [], {}
        for page in PDFPage.create_pages(document):
            numbers[page.pageid] = len(pages)
            interpreter.process_page(page)
            pages.append(device.page)
        return {"pages": pages, "tree": Tree(document, numbers).root}


for path in sys.argv[1:]:
    json.dump(read(path), sys.stdout, separators=(",", ":"), ensure_ascii=False)
    print()
