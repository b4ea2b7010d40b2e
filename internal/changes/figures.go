package changes

import (
	"slices"
	"strings"

	"rapporteur/internal/redline"
	"rapporteur/internal/style"
)

// A figureGroup is the figures of one kind that differ.
type figureGroup struct {
	title string
	rows  []figureRow
}

// A figureRow is a figure that differs, or a field of an entry of the registry.
type figureRow struct {
	place    string
	section  string // name; of an entry the places that cite it
	old, new string // empty for what came or went
	change   int    // from 1: index of the change and one
}

// add adds a row. Figures of one place that only came, or only went, stand in one row.
func (g *figureGroup) add(r figureRow) {
	if n := len(g.rows) - 1; n >= 0 {
		last := &g.rows[n]
		same := last.place == r.place && last.change == r.change
		switch {
		case same && last.old == "" && r.old == "":
			last.new += "; " + r.new
			return
		case same && last.new == "" && r.new == "":
			last.old += "; " + r.old
			return
		}
	}
	g.rows = append(g.rows, r)
}

// figureGroups are the figures of the summary by kind.
func (l *List) figureGroups() []figureGroup {
	var out []figureGroup
	for _, kind := range redline.FigureKinds {
		g := figureGroup{title: l.words.Redline.Preface.OfFigures[string(kind)]}
		for _, f := range l.Summary.Figures {
			if f.Kind == kind {
				g.add(figureRow{l.figurePlace(f), f.Place.Section, f.Old, f.New, f.Change + 1})
			}
		}
		if kind == redline.SourceFigure {
			for _, s := range l.Summary.Sources {
				for _, f := range s.Fields {
					name := style.Fill(l.words.Changes.Entry, "key", s.Key, "field", f.Name)
					g.rows = append(g.rows, figureRow{name, l.cited(s), f.Old, f.New, s.Changes[0] + 1})
				}
			}
		}
		if len(g.rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}

// figurePlace names the place of a figure: the block, the note that it stands in, and that the block was removed where it was.
func (l *List) figurePlace(f Figure) string {
	name := l.place(f.Place)
	if f.Note != "" {
		name += ", " + l.words.References.Footnote.One + " " + f.Note
	}
	if f.Gone {
		name += " (" + l.words.Changes.Kinds[string(redline.Removed)] + ")"
	}
	return name
}

// cited names the places that cite an entry.
func (l *List) cited(s Source) string {
	var names []string
	for _, p := range s.Places {
		if name := l.place(p); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return style.Fill(l.words.Changes.Cited, "places", strings.Join(names, ", "))
}

// draft names a draft: "v1 (3f2a9c1d02), 15 January 2024".
func (l *List) draft(d Draft) string {
	if d.Commit == "" {
		return l.words.Redline.Preface.Files
	}
	name := shortHash(d.Commit)
	if d.Revision != "" && !strings.HasPrefix(d.Commit, d.Revision) {
		name = d.Revision + " (" + name + ")"
	}
	return name + ", " + l.words.Date(d.Date)
}
