"""Turns a report as our HTML shows it into a Typst document of the same text in the same form, for the comparison of speed.

What is in the HTML is in the document: masthead, title and its notes, headings with their markers, numbered paragraphs, lists, quotations,
footnotes where they are called, tables with spans, repeated heads and captions, the lines under tables, links and references. Paper, text
frame, fonts, sizes and distances are those of templates/styles/un-geneva.toml. Anything unknown raises an error rather than be lost.
"""

import re
import sys
import xml.etree.ElementTree as ET

PREAMBLE = r"""
#set document(title: {title}, author: {author}, description: {subject}, date: datetime(year: 2024, month: 2, day: 9))
#set text(font: "Liberation Serif", size: 10pt, lang: {language}, region: {region}, hyphenate: false, top-edge: 0.8em, bottom-edge: -0.2em)
#set page(
  paper: "a4",
  margin: (top: 25mm, bottom: 20mm, left: 40mm, right: 40mm),
  header: context if counter(page).get().first() > 1 {{
    set text(size: 9pt, weight: "bold")
    pad(x: -20mm, block(width: 100%, stroke: (bottom: 0.5pt), inset: (bottom: 4pt),
      align(if calc.even(counter(page).get().first()) {{ left }} else {{ right }}, {symbol})))
  }},
  footer: context if counter(page).get().first() > 1 {{
    set text(size: 9pt, weight: "bold")
    pad(x: -20mm, align(if calc.even(counter(page).get().first()) {{ left }} else {{ right }}, counter(page).display()))
  }},
)
#set par(justify: true, leading: 2pt, spacing: 8pt)
#set footnote.entry(separator: line(length: 50mm, stroke: 0.5pt), clearance: 8pt, gap: 2pt, indent: 0pt)
#show footnote.entry: set text(size: 9pt)
#show heading: it => block(
  above: if it.level < 3 {{ 18pt }} else {{ 12pt }}, below: if it.level < 3 {{ 12pt }} else {{ 6pt }}, sticky: true,
  text(size: (14pt, 12pt, 10pt, 10pt, 10pt, 10pt).at(it.level - 1), weight: if it.level < 5 {{ "bold" }} else {{ "regular" }}, par(justify: false, it.body)))
#set figure(supplement: none, numbering: none, gap: 6pt)
#set figure.caption(position: top)
#show figure: set block(breakable: true)
#show figure.caption: it => align(left, it.body)
#show table: set text(size: 9pt)
#show table: set par(justify: false)
#set table(align: left + bottom, stroke: none, inset: (x: 2pt, y: 2pt))
#let no(width, body) = box(width: width, body)
#let marker(body) = box(width: 0pt, move(dx: -8mm, body))
"""

SPECIAL = re.compile(r"""[\\#*_`$<>@=~\[\]"'/+-]""")


def escape(text):
    return SPECIAL.sub(r"\\\g<0>", re.sub(r"[ \t\n]+", " ", text))


def quoted(text):
    return '"' + re.sub(r"[ \t\n]+", " ", text).replace("\\", "\\\\").replace('"', '\\"') + '"'


class Document:
    def __init__(self, html):
        root = ET.fromstring(html.split("\n", 1)[1])  # our HTML is XML but for its first line
        self.html = root
        self.body = root.find("body")
        self.notes = {}
        for e in root.iter():
            if e.get("role") == "doc-footnote" or e.tag == "li" and (e.get("id") or "").startswith("note-"):
                self.notes[e.get("id")] = e
        self.called = set()
        self.labels = {a.get("href")[1:] for a in root.iter("a") if (a.get("href") or "").startswith("#") and not a.get("role") and a.get("class") != "no"}
        self.out = []

    # Inlines

    def inlines(self, e, skip=()):
        out = [escape(e.text or "")]
        for k in e:
            if k not in skip:
                out.append(self.inline(k))
            out.append(escape(k.tail or ""))
        return "".join(out)

    def inline(self, e):
        kind = e.get("class")
        if e.tag == "sup" and kind == "call":
            return "".join(self.call(a) if a.tag == "a" else self.inline(a) for a in e)
        if e.tag == "br":
            return " \\\n"
        if e.tag == "a":
            href = e.get("href")
            target = quoted(href) if not href.startswith("#") else "<fn-" + href[1:] + ">" if href[1:] in self.notes else "<" + href[1:] + ">"
            return f"#link({target})[{self.inlines(e)}]"
        if e.tag in ("em", "i"):
            return f"#emph[{self.inlines(e)}]"
        if e.tag in ("strong", "b"):
            return f"#strong[{self.inlines(e)}]"
        if e.tag == "sup":
            return f"#super[{self.inlines(e)}]"
        if e.tag == "sub":
            return f"#sub[{self.inlines(e)}]"
        if e.tag == "span":
            language = e.get("lang")
            if language:
                return f"#text(lang: {quoted(language.split('-')[0])})[{self.inlines(e)}]"
            return self.inlines(e)
        raise ValueError(f"unknown inline <{e.tag} class={kind}>")

    def call(self, a):
        name = a.get("href")[1:]
        note = self.notes[name]
        mark = "".join(a.itertext()).strip()
        if name in self.called:
            return f"#footnote(<fn-{name}>)"
        self.called.add(name)
        text = self.inlines(note, skip=[k for k in note if k.get("role") == "doc-backlink"]).strip()
        if mark.isdigit():
            return f"#footnote[{text}]<fn-{name}>"
        return f"#footnote(numbering: _ => {quoted(mark)})[{text}]#counter(footnote).update(0)"  # the numbers begin with the text

    def label(self, e):
        name = e.get("id")
        return f"#metadata(none)<{name}>" if name in self.labels else ""

    # Blocks

    def number(self, e):
        """The marker at the beginning of an element, and the element without it."""
        for k in e:
            if k.get("class") == "no":
                tail, k.tail = k.tail, None
                text = "".join(k.itertext()).strip()
                k.tail = tail
                return text, k
        return "", None

    def paragraph(self, e):
        marker, k = self.number(e)
        text = self.inlines(e, skip=[k]).strip()
        if e.get("class") == "numbered":
            return f"#no(10mm)[{escape(marker)}]{self.label(e)}{text}\n"
        return (escape(marker) + " " + self.label(e) + text).strip() + "\n"

    def heading(self, e, level):
        marker, k = self.number(e)
        text = self.inlines(e, skip=[k]).strip()
        if marker:
            text = f"#marker[{escape(marker)}]{text}"
        name = e.get("id")
        return f"#heading(level: {level})[{text}]" + (f"<{name}>" if name in self.labels else "") + "\n"

    def blocks(self, e):
        for k in e:
            self.block(k)

    def block(self, e):
        kind = e.get("class") or ""
        if e.tag in ("section", "div") and kind in ("", "text"):
            self.blocks(e)
        elif e.tag in ("h2", "h3", "h4", "h5", "h6") or kind.startswith("level-"):
            self.out.append(self.heading(e, int(kind.split("-")[1].split()[0])))
        elif e.tag == "p":
            self.out.append(self.paragraph(e))
        elif e.tag in ("ol", "ul"):
            self.out.append(self.list(e))
        elif e.tag == "blockquote":
            self.out.append(f"#quote(block: true)[\n{self.within(e)}]\n")
        elif e.tag == "div" and kind == "table":
            self.table(e)
        elif e.tag == "hr":
            pass
        else:
            raise ValueError(f"unknown block <{e.tag} class={kind}>")

    def within(self, e):
        outer, self.out = self.out, []
        self.blocks(e)
        inner, self.out = "\n".join(self.out), outer
        return inner

    def list(self, e):
        markers, items = [], []
        for li in e:
            first = li[0] if len(li) and li[0].tag == "p" else li
            marker, k = self.number(first)
            markers.append(quoted(marker))
            if first is li:
                items.append(self.inlines(li, skip=[k]).strip())
                continue
            text = self.inlines(first, skip=[k]).strip() + "\n\n"
            li.remove(first)
            items.append(text + self.within(li))
        items = "".join(f"[{i}]" for i in items)
        return f"#enum(numbering: n => ({', '.join(markers)},).at(n - 1), body-indent: 3mm, indent: 5mm){items}\n"

    def table(self, div):
        table = next(div.iter("table"))
        caption = table.find("caption")
        columns = 0
        for row in table.find("tbody").findall("tr")[:1]:
            columns = sum(int(c.get("colspan") or 1) for c in row)
        head, body = [], []
        for part in table:
            if part.tag in ("thead", "tbody"):
                for row in part:
                    into = head if part.tag == "thead" else body
                    if row.get("class") == "total":
                        into.append("table.hline(stroke: 0.5pt)")
                    into.extend(self.cell(c) for c in row)
        lines = ["#figure(kind: table, caption: [" + self.label(div) + (" ".join(self.inlines(k).strip() for k in caption) if caption is not None else "") + "],"]
        widths = "(1.6fr" + ", 1fr" * (columns - 1) + ")"
        lines.append(f"table(columns: {widths}, table.hline(stroke: 0.5pt), table.header({', '.join(head)}, table.hline(stroke: 1.25pt)),")
        lines.append(",\n".join(body) + ", table.hline(stroke: 1.25pt)))\n")
        self.out.append("\n".join(lines))
        for under in div.findall("div"):
            if under.get("class") == "under":
                self.out.append("#{\nset text(size: 9pt)\nset par(justify: false)\n[" + "\n\n".join(self.inlines(p).strip() for p in under) + "]\n}\n")

    def cell(self, c):
        options = [f"{k}: {int(c.get(k))}" for k in ("colspan", "rowspan") if int(c.get(k) or 1) > 1]
        if "right" in (c.get("class") or ""):
            options.append("align: right + bottom")
        elif (c.get("class") or "") in ("spanner", "cut-in"):
            options.append("align: center, stroke: (bottom: 0.5pt)")
        text = self.inlines(c)
        if c.tag == "th" and c.get("scope", "").startswith("col"):
            text = f"#text(size: 8pt, style: \"italic\")[{text}]"
        return f"table.cell({', '.join(options)})[{text}]" if options else f"[{text}]"

    # The whole

    def front(self):
        header = self.body.find("header")
        mast = next(d for d in header if d.get("class") == "masthead")
        by = {k.get("class"): k for k in mast}
        distribution = " \\\n \\\n".join(self.inlines(p) for p in by["distribution"])
        out = [
            f"#pad(x: -20mm)[#set par(justify: false)\n#grid(columns: (40mm, 1fr, 50mm), row-gutter: 4pt, text(size: 14pt)[{self.inlines(by['organization'])}], [], text(size: 20pt)[{self.inlines(by['symbol'])}], grid.hline(stroke: 0.5pt), "
            f"[], text(size: 17pt, weight: \"bold\")[{self.inlines(by['treaty'])}], [{distribution}], grid.hline(stroke: 1.25pt))]\n"
        ]
        for e in header:
            kind = e.get("class")
            if e.tag == "h1":
                out.append(f"#heading(level: 1)[{self.inlines(e)}]\n")
            elif kind == "committee":
                out.append(f"#pad(left: -20mm, text(size: 12pt, weight: \"bold\")[{self.inlines(e)}])\n")
            elif kind == "received":
                out.append(f"#align(right)[{self.inlines(e)}]\n")
        return out

    def typst(self):
        meta = {m.get("name"): m.get("content") for m in self.html.iter("meta")}
        language, _, region = self.html.get("lang").partition("-")
        title = " ".join("".join(t for k in self.body.iter("h1") for t in [k.text or ""]).split())
        out = PREAMBLE.format(
            title=quoted(title), author=quoted(meta["author"]), subject=quoted(meta["description"]), language=quoted(language),
            region=quoted(region.lower()) if region else "none", symbol=quoted(meta["dcterms.identifier"]))
        self.out = self.front()
        self.blocks(next(d for d in self.body.find("main") if d.get("class") == "text"))
        missing = set(self.notes) - self.called
        if missing:
            raise ValueError(f"notes that are not called: {sorted(missing)}")
        return out + "\n".join(self.out) + "#align(center, line(length: 40mm, stroke: 0.5pt))\n"


if __name__ == "__main__":
    sys.stdout.write(Document(sys.stdin.read()).typst())
