package pdfcheck_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
	"rapporteur/internal/doc"
	"rapporteur/internal/pdf"
	"rapporteur/internal/pdfcheck"
	"rapporteur/internal/styletest"
)

// project is a report with everything that a PDF can hold.
const project = `
[report]
body = "CMW"
state = "HND"
kind = "periodic"
number = "2"
due = 2021
symbol = "CMW/C/HND/2"
date = 2024-02-09
received = 2022-01-28
original = "es"
languages = ["en"]
issued = ["en", "fr", "es"]
sections = ["01-all"]
[title_notes]
en = ["The present document is being issued without formal editing."]
`

const section = `
# Introduction

The report covers five years,^[See www.example.org, and the *Gaceta* of 2 May.] as [the page](https://example.org/a?b=c) says and @para-last repeats. {#para-first}

(a) is typed here: the Committee[^shared] noted that, notwithstanding the measures taken by the State party to implement the recommendations contained in its previous concluding observations, access to legal counsel from the outset of detention is not guaranteed in practice, and that the bodies charged with monitoring lack resources.^[Second note of this paragraph, with a reference to @para-first.]

[^shared]: Third note by its name, https://example.org/a/very/long/address/that/goes/on/and/on/and/will/not/fit/in/one/line/of/the/note/at/all/index.html?query=none.

## General {#sec-general}

The text introduces a list:

1. First item;
   1. Inner item;
   2. Second inner item;
2. Second item.^[A note in an item.]

- A bullet;
- Another, [desaparecidos]{lang=es} among us.

> A quotation of two lines, which is indented, set apart from the text around it, and carries no number of its own at all.

## Figures

### Third level {.unnumbered}

| Country | Men[^a] | Women | Total |
|---|---:|---:|---:|
| Honduras | 12 | 13.5 | 25.5 |
| Guatemala | 7 | 8 | 15 |
| **Total** | **19** | **21.5** | **40.5** |

: Migrants^[A note in a caption.] by country {#tbl-migrants}

Source: Own data.

[^a]: Lettered.

![A grey dot](map.png){#fig-dot}

: The dot

# Conclusion

The end, see @tbl-migrants and @fig-dot. {#para-last}

# Documents {.annex}

An annex has numbers of its own.
`

// good is the PDF of that report.
var good = sync.OnceValues(func() ([]byte, error) {
	var dot []byte
	for _, s := range doc.Samples() {
		if p, ok := s.Report.Blocks[0].(*doc.Picture); ok {
			dot = p.Data
		}
	}
	files := fstest.MapFS{
		"report.toml":          {Data: []byte(project)},
		"content/en/01-all.md": {Data: []byte(section)},
		"content/en/map.png":   {Data: dot},
	}
	r, err := compile.Compile(files, compile.Options{})
	if err != nil {
		return nil, err
	}
	if r.Found.Len() > 0 {
		return nil, fmt.Errorf("the good report has findings: %+v", r.Found.Sorted())
	}
	var b bytes.Buffer
	_, err = pdf.Render(&b, r.Report, r.Sheet)
	return b.Bytes(), err
})

func TestGood(t *testing.T) {
	b, err := good()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range pdfcheck.Check(b) {
		t.Error(f)
	}
}

func TestSamples(t *testing.T) {
	for _, s := range doc.Samples() {
		var b bytes.Buffer
		if _, err := pdf.Render(&b, s.Report, styletest.Sheet("en")); err != nil {
			t.Fatal(err)
		}
		for _, f := range pdfcheck.Check(b.Bytes()) {
			t.Errorf("%s: %s", s.Kind, f)
		}
	}
}

// A file that another program has written anew, with tables of places or streams, is read as well, and is as good.
func TestRewrittenByQpdf(t *testing.T) {
	program, err := exec.LookPath("qpdf")
	if err != nil && os.Getenv("RAPPORTEUR_JUDGES") == "required" {
		t.Fatal("qpdf is missing")
	} else if err != nil {
		t.Skip("qpdf is missing")
	}
	b, err := good()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.pdf"), filepath.Join(dir, "out.pdf")
	if err := os.WriteFile(in, b, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, option := range []string{"--object-streams=generate", "--object-streams=disable", "--stream-data=uncompress"} {
		if said, err := exec.Command(program, option, "--newline-before-endstream", in, out).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, said)
		}
		again, err := os.ReadFile(out)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range pdfcheck.Check(again) {
			t.Errorf("%s: %s", option, f)
		}
	}
}
