package exchange

import (
	"path"
	"strings"

	"rapporteur/internal/style"
	"rapporteur/internal/translation"
)

// A Document is one section on its way to a translator.
type Document struct {
	Section *translation.Section
	Project string   // what tells the report from others: "CMW HND periodic 2"
	Version string   // of the program
	Context *Context // of the report in the original language
	// Language has the words around sentences for whoever translates; nil stands for the built-in one.
	Language *style.Language
	Units    []*translation.Unit

	// Of XLIFF alone:
	InText   bool // codes stand in the text, as {1}, {/1}: for tools that lose those of XLIFF
	Previous bool // what was translated stands beside a unit whose original has changed, as an element of its own
}

// NewDocument makes a document of the sentences of a section that there is something to translate in.
func NewDocument(s *translation.Section, project, version string, context *Context) *Document {
	d := &Document{Section: s, Project: project, Version: version, Context: context}
	for _, u := range s.Units {
		if !u.Fixed {
			d.Units = append(d.Units, u)
		}
	}
	return d
}

// before is the original of a stale unit as it was when it was translated; nil where that is not wanted or not known.
func (d *Document) before(u *translation.Unit) []translation.Piece {
	if !d.Previous || u.State != translation.Stale {
		return nil
	}
	return u.Old().Pieces
}

// Original is the file that is translated. It is part of the key of every unit in several tools and stays the same from export to export.
func (d *Document) Original() string { return original(d.Section.From, d.Section.Name) }

func original(language, section string) string { return path.Join("content", language, section+".md") }

// sectionOf is the section that an original names, in its language.
func sectionOf(original string) (language, section string, ok bool) {
	rest, ok := strings.CutPrefix(path.Clean(strings.ReplaceAll(original, `\`, "/")), "content/")
	language, section, cut := strings.Cut(rest, "/")
	section, md := strings.CutSuffix(section, ".md")
	return language, section, ok && cut && md && !strings.Contains(section, "/")
}
