package sentence

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// The elements of SRX 2.0, as far as segmentation rules need them.
type (
	srxFile struct {
		XMLName xml.Name    `xml:"http://www.lisa.org/srx20 srx"`
		Version string      `xml:"version,attr"`
		Header  srxHeader   `xml:"header"`
		Rules   []srxRules  `xml:"body>languagerules>languagerule"`
		Maps    []srxMapped `xml:"body>maprules>languagemap"`
	}
	srxHeader struct {
		Subflows string      `xml:"segmentsubflows,attr"`
		Cascade  string      `xml:"cascade,attr"`
		Handles  []srxHandle `xml:"formathandle"`
	}
	srxHandle struct {
		Type    string `xml:"type,attr"`
		Include string `xml:"include,attr"`
	}
	srxRules struct {
		Name  string    `xml:"languagerulename,attr"`
		Rules []srxRule `xml:"rule"`
	}
	srxRule struct {
		Break  string `xml:"break,attr"`
		Before string `xml:"beforebreak"`
		After  string `xml:"afterbreak"`
	}
	srxMapped struct {
		Pattern string `xml:"languagepattern,attr"`
		Name    string `xml:"languagerulename,attr"`
	}
)

// inTags writes our runes as the tags that translation tools show: <x1/> for a note mark or reference, <g1> and </g1> for italics.
var inTags = strings.NewReplacer(mark+shut, "<", `[ ]?`+mark, `<x[0-9]+/>`, mark, `<x[0-9]+/>`, word, `<x[0-9]+/>`, open, `<[a-z]+[0-9]+>`, shut, `</[a-z]+[0-9]+>`)

// WriteSRX writes the rules of all languages as SRX 2.0, for translation tools. A tool that shows inline codes as tags cuts texts with codes as
// [Rules.Split] does, except where a space stands before a note mark: there it cannot tell the mark from a reference. One that hides codes follows the head of the file: an opening code goes with what follows, all others with what
// comes before.
func WriteSRX(w io.Writer) error {
	f := srxFile{Version: "2.0", Header: srxHeader{"yes", "no", []srxHandle{{"start", "no"}, {"end", "yes"}, {"isolated", "yes"}}}}
	for _, tag := range languages {
		rules := srxRules{Name: tag}
		for _, r := range For(tag).list {
			decision := "no"
			if r.breaks {
				decision = "yes"
			}
			rules.Rules = append(rules.Rules, srxRule{decision, inTags.Replace(r.before), inTags.Replace(r.after)})
		}
		f.Rules = append(f.Rules, rules)
		f.Maps = append(f.Maps, srxMapped{anyCase(tag) + "(?:[-_].*)?", tag})
	}
	f.Maps = append(f.Maps, srxMapped{".*", "en"})
	out, err := xml.MarshalIndent(f, "", "  ")
	if err != nil {
		return fmt.Errorf("write SRX: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s%s\n", xml.Header, out)
	return err
}

// anyCase is a pattern for a tag in small letters or capitals.
func anyCase(tag string) string {
	var b strings.Builder
	for _, c := range tag {
		b.WriteString("[" + string(unicode.ToUpper(c)) + string(c) + "]")
	}
	return b.String()
}
