package sentence_test

import (
	"bytes"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"rapporteur/internal/sentence"
)

// srxRule is a rule as a translation tool reads it.
type srxRule struct {
	breaks        bool
	before, after *regexp.Regexp
}

// srx reads what WriteSRX writes, by the words of the standard: the first map whose pattern fits the language names the rules.
func srx(t testing.TB, tag string) []srxRule {
	t.Helper()
	var b bytes.Buffer
	if err := sentence.WriteSRX(&b); err != nil {
		t.Fatal(err)
	}
	var f struct {
		Rules []struct {
			Name  string `xml:"languagerulename,attr"`
			Rules []struct {
				Break  string `xml:"break,attr"`
				Before string `xml:"beforebreak"`
				After  string `xml:"afterbreak"`
			} `xml:"rule"`
		} `xml:"body>languagerules>languagerule"`
		Maps []struct {
			Pattern string `xml:"languagepattern,attr"`
			Name    string `xml:"languagerulename,attr"`
		} `xml:"body>maprules>languagemap"`
	}
	if err := xml.Unmarshal(b.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	for _, m := range f.Maps {
		if !regexp.MustCompile(`^(?:` + m.Pattern + `)$`).MatchString(tag) {
			continue
		}
		for _, l := range f.Rules {
			if l.Name != m.Name {
				continue
			}
			var out []srxRule
			for _, r := range l.Rules {
				out = append(out, srxRule{r.Break == "yes", regexp.MustCompile(`(?:` + r.Before + `)$`), regexp.MustCompile(`^(?:` + r.After + `)`)})
			}
			return out
		}
	}
	t.Fatalf("SRX has no rules for %s", tag)
	return nil
}

// cutBySRX cuts at every place where the first rule that fits says so. Space goes with neither sentence.
func cutBySRX(rules []srxRule, text string) []string {
	text = strings.TrimSpace(text)
	var out []string
	start := 0
	for at := range text {
		for _, r := range rules {
			if at > 0 && r.after.MatchString(text[at:]) && r.before.MatchString(text[:at]) {
				if r.breaks {
					out = append(out, text[start:at])
					start = at
				}
				break
			}
		}
	}
	out = append(out, text[start:])
	for i := range out {
		out[i] = strings.TrimSpace(out[i])
	}
	return out
}

// tags writes codes as translation tools show them.
var tags = strings.NewReplacer(string(sentence.Mark), "<x1/>", string(sentence.Word), "<x2/>", string(sentence.Open), "<g3>", string(sentence.Close), "</g3>")

func TestSRXHead(t *testing.T) {
	var b bytes.Buffer
	if err := sentence.WriteSRX(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<?xml version="1.0" encoding="UTF-8"?>`, `<srx xmlns="http://www.lisa.org/srx20" version="2.0">`, `<header segmentsubflows="yes" cascade="no">`,
		`<formathandle type="start" include="no"></formathandle>`, `<languagemap languagepattern="[Ee][Ss](?:[-_].*)?" languagerulename="es"></languagemap>`,
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("SRX does not hold %s", want)
		}
	}
	if strings.Contains(b.String(), `\x{FDD`) {
		t.Error("SRX holds runes of ours")
	}
	var again bytes.Buffer
	if err := sentence.WriteSRX(&again); err != nil || !bytes.Equal(again.Bytes(), b.Bytes()) {
		t.Error("SRX differs when it is written again")
	}
}
