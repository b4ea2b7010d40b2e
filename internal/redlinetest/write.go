package redlinetest

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"strings"
)

// A writer writes a draft as a project.
type writer struct {
	known map[string]bool // ids of numbered paragraphs, which can be referred to
	below []string        // definitions of notes that follow the block
	names map[string]bool // of notes so far
}

// project is the draft in the dialect.
func (d *draft) project() Project {
	w := &writer{known: map[string]bool{}, names: map[string]bool{}}
	out := Project{}
	file := func(name, text string) { out[name] = []byte(text) }
	taken := map[*block]bool{}
	for _, s := range d.sections {
		for _, b := range s.blocks {
			if b.id != "" && !w.known[b.id] && b.attr == "" {
				w.known[b.id] = true
				taken[b] = true
			}
		}
	}
	var names []string
	for _, s := range d.sections {
		names = append(names, fmt.Sprintf("%q", s.name))
		var text strings.Builder
		for _, b := range s.blocks {
			w.below = nil
			text.WriteString(w.block(b, taken[b]) + "\n\n")
			for _, n := range w.below {
				text.WriteString(n + "\n\n")
			}
		}
		file("content/"+d.language+"/"+s.name+".md", text.String())
	}
	var registry strings.Builder
	for _, e := range d.entries {
		fmt.Fprintf(&registry, "[%s]\ntype = %q\nnumber = %q\ndate = %s\ntitle = { %s = %q }\n\n", e.key, e.kind, e.number, e.date, d.language, e.title)
	}
	file("citations/all.toml", registry.String())
	for i := range 2 {
		out[fmt.Sprintf("content/%s/%d.png", d.language, i)] = dot(i)
	}
	file("report.toml", fmt.Sprintf("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nsymbol = \"CMW/C/HND/2\"\ndate = 2024-02-09\noriginal = %[1]q\n"+
		"languages = [%[1]q]\nsections = [%[2]s]\n[title]\n%[1]s = %[3]q\n", d.language, strings.Join(names, ", "), strings.Join(d.title, " ")))
	return out
}

func (w *writer) block(b *block, named bool) string {
	attr := b.attr
	if named {
		attr = strings.TrimSpace("#" + b.id + " " + attr)
	}
	if attr != "" {
		attr = " {" + attr + "}"
	}
	switch b.kind {
	case heading:
		return strings.Repeat("#", b.level) + " " + w.text(b.text) + attr
	case paragraph:
		return w.text(b.text) + attr
	case list:
		var out strings.Builder
		w.items(&out, b.items, b.bullets, 0)
		return "The following are listed:\n\n" + strings.TrimRight(out.String(), "\n")
	case quote:
		var parts []string
		for _, p := range b.parts {
			parts = append(parts, "> "+w.text(p))
		}
		return strings.Join(parts, "\n>\n")
	case picture:
		return fmt.Sprintf("![Description](%d.png)\n\n: %s", b.image, w.text(b.text))
	default:
		var out strings.Builder
		out.WriteString("| " + strings.Join(b.head, " | ") + " |\n|" + strings.Repeat(" --- |", len(b.head)) + "\n")
		for _, r := range b.rows {
			out.WriteString("|")
			for _, cell := range r {
				out.WriteString(" " + w.text(cell) + " |")
			}
			out.WriteString("\n")
		}
		out.WriteString("\n: " + w.text(b.text) + "\n")
		if b.source != nil {
			out.WriteString("\nSource: " + w.text(b.source) + ".\n")
		}
		return strings.TrimRight(out.String(), "\n")
	}
}

func (w *writer) items(out *strings.Builder, items []*item, bullets bool, depth int) {
	for i, it := range items {
		marker := fmt.Sprintf("%d. ", i+1)
		if bullets {
			marker = "- "
		}
		out.WriteString(strings.Repeat("    ", depth) + marker + w.text(it.text) + ";\n")
		w.items(out, it.items, bullets, depth+1)
	}
}

func (w *writer) text(words []word) string {
	var out strings.Builder
	for i, x := range words {
		s := x.text
		switch {
		case x.cite != "":
			s = "[" + x.cite + "]"
		case x.note != nil && x.name != "" && !w.names[x.name]:
			w.names[x.name] = true
			s = "[^" + x.name + "]"
			w.below = append(w.below, s+": "+w.text(x.note)+".")
		case x.note != nil:
			s = "^[" + w.text(x.note) + ".]"
		case x.ref != "" && w.known[x.ref]:
			s = "@" + x.ref
		case x.ref != "":
			s = "there"
		case x.link != "":
			s = "[" + s + "](" + x.link + ")"
		case x.style != "":
			s = x.style + s + x.style
		}
		if i > 0 && (x.cite == "" && x.note == nil || i == 1) {
			out.WriteByte(' ')
		}
		out.WriteString(s)
	}
	return out.String()
}

// dot is a tiny PNG of one of two kinds.
func dot(kind int) []byte {
	m := image.NewGray(image.Rect(0, 0, 4, 2))
	for i := range m.Pix {
		m.Pix[i] = color.Gray{Y: uint8(80 + 80*kind)}.Y
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err) // a buffer takes all
	}
	return b.Bytes()
}
