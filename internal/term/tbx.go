package term

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
)

// Names of statuses in TBX 2 (ISO 30042:2008, administrativeStatus).
var admin = [...]string{"preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts"}

// Limits of a file that is read.
const (
	maxTBX   = 64 << 20 // bytes
	maxDepth = 32
)

// TBX writes the table as TBX 2 ("martif"), which Translate Toolkit and OmegaT read; both fail on TBX 3. source is the language of the
// original. Of every language the preferred terms come first, for readers that take only one.
func (b *Base) TBX(source string) []byte {
	var out bytes.Buffer
	text := func(s string) string {
		var e bytes.Buffer
		_ = xml.EscapeText(&e, []byte(s))
		return e.String()
	}
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="%s">
<martifHeader>
<fileDesc><sourceDesc><p>rapporteur</p></sourceDesc></fileDesc>
<encodingDesc><p type="XCSURI">http://www.lisa.org/fileadmin/standards/tbx/TBXXCSV02.xcs</p></encodingDesc>
</martifHeader>
<text>
<body>
`, text(source))
	for i, c := range b.Concepts {
		fmt.Fprintf(&out, "<termEntry id=\"c%d\">\n<admin type=\"entrySource\">%s</admin>\n", i+1, text(c.ID))
		for _, language := range b.Languages {
			if len(c.In(language)) == 0 {
				continue
			}
			fmt.Fprintf(&out, "<langSet xml:lang=\"%s\">\n", text(language))
			for s := Preferred; s <= Forbidden; s++ {
				for _, t := range c.In(language, s) {
					fmt.Fprintf(&out, "<tig>\n<term>%s</term>\n<termNote type=\"administrativeStatus\">%s</termNote>\n", text(t.Text), admin[s])
					if t.Source != "" {
						fmt.Fprintf(&out, "<admin type=\"source\">%s</admin>\n", text(t.Source))
					}
					if t.Note != "" {
						fmt.Fprintf(&out, "<note>%s</note>\n", text(t.Note))
					}
					out.WriteString("</tig>\n")
				}
			}
			out.WriteString("</langSet>\n")
		}
		out.WriteString("</termEntry>\n")
	}
	out.WriteString("</body>\n</text>\n</martif>\n")
	return out.Bytes()
}

// ReadTBX reads a file in TBX 2. Entities and definitions inside the file are refused, and so is what is too large or too deep. A concept
// has the name that we wrote, or the id of its entry, or else one made of its first term: ids that count, "c1", are those of other concepts in
// other files.
func ReadTBX(src []byte) (*Base, error) {
	if len(src) > maxTBX {
		return nil, fmt.Errorf("the file has %d bytes; at most %d are read", len(src), maxTBX)
	}
	b := &Base{}
	d := xml.NewDecoder(bytes.NewReader(src))
	r := tbx{base: b}
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("not TBX: %w", err)
		}
		if err := r.token(token); err != nil {
			return nil, err
		}
	}
	if !r.martif {
		return nil, errors.New("not TBX 2: the file has no element \"martif\"; other versions are not read")
	}
	return b, nil
}

// A tbx follows the elements of a file.
type tbx struct {
	base     *Base
	martif   bool
	path     []string
	text     strings.Builder
	kind     string // attribute type of the innermost element
	concept  string
	language string
	term     Term
	terms    []Term // of the entry
}

func (r *tbx) token(token xml.Token) error {
	switch t := token.(type) {
	case xml.Directive:
		if bytes.ContainsAny(t, "[") || bytes.HasPrefix(t, []byte("ENTITY")) {
			return errors.New("the file defines entities or elements of its own, which is refused")
		}
	case xml.StartElement:
		if len(r.path) == 0 && t.Name.Local == "martif" {
			r.martif = true
		}
		if r.path = append(r.path, t.Name.Local); len(r.path) > maxDepth {
			return fmt.Errorf("elements stand more than %d deep in each other", maxDepth)
		}
		r.start(t)
	case xml.CharData:
		r.text.Write(t)
	case xml.EndElement:
		r.path = r.path[:len(r.path)-1]
		if t.Name.Local != "hi" { // inside of a term: its text belongs to the term
			r.end(t.Name.Local)
			r.text.Reset()
		}
	}
	return nil
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (r *tbx) start(e xml.StartElement) {
	switch e.Name.Local {
	case "termEntry":
		r.concept, r.terms = attribute(e, "id"), nil
		if strings.ContainsFunc(r.concept, unicode.IsDigit) {
			r.concept = ""
		}
	case "langSet":
		language, _, _ := strings.Cut(strings.ToLower(attribute(e, "lang")), "-")
		r.language = language
	case "tig", "ntig":
		r.term = Term{Language: r.language}
	case "hi":
		return
	}
	r.kind = attribute(e, "type")
	r.text.Reset()
}

func (r *tbx) end(name string) {
	text := strings.Join(strings.Fields(r.text.String()), " ")
	inTerm := slices.Contains(r.path, "tig") || slices.Contains(r.path, "ntig")
	switch {
	case name == "admin" && r.kind == "entrySource" && !inTerm && text != "":
		r.concept = text
	case name == "term" && inTerm:
		r.term.Text = text
	case name == "termNote" && r.kind == "administrativeStatus":
		r.term.Status = status(text)
	case name == "admin" && r.kind == "source" && inTerm:
		r.term.Source = text
	case name == "note" && inTerm:
		r.term.Note = text
	case (name == "tig" || name == "ntig") && len(Words(r.term.Text)) > 0 && languageCode.MatchString(r.term.Language):
		r.terms = append(r.terms, r.term)
	case name == "termEntry":
		if r.concept == "" && len(r.terms) > 0 {
			r.concept = r.named(r.terms[0].Text)
		}
		for _, t := range r.terms {
			r.base.Add(r.concept, t)
		}
	}
}

// named is a name for a concept that has none, which no other concept of the file has: "migrant worker" is migrant-worker.
func (r *tbx) named(text string) string {
	var parts []string
	for _, w := range Words(text) {
		parts = append(parts, w.Fold)
	}
	base := strings.Join(parts, "-")
	name := base
	for n := 2; r.base.Concept(name) != nil; n++ {
		name = fmt.Sprintf("%s-%d", base, n)
	}
	return name
}

// status reads an administrative status as programs write it: with the ending "-admn-sts" or without.
func status(text string) Status {
	switch strings.TrimSuffix(text, "-admn-sts") {
	case "deprecatedTerm", "supersededTerm":
		return Forbidden
	case "admittedTerm", "standardizedTerm", "legalTerm", "regulatedTerm":
		return Admitted
	}
	return Preferred
}
