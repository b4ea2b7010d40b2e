package suite_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"rapporteur/internal/doc"
)

// pdfcpu finds no fault in any PDF when it is strict; and it does find the fault of one that was cut short.
func TestPdfcpu(t *testing.T) {
	api.DisableConfigDir() // or it makes a folder of settings in the user's own
	strict := func(src []byte) error {
		c := model.NewDefaultConfiguration()
		c.ValidationMode = model.ValidationStrict
		return api.Validate(bytes.NewReader(src), c)
	}
	for _, b := range allPDFs(t) {
		if err := strict(b.bytes); err != nil {
			t.Errorf("%s: %v", b.name, err)
		}
	}
	if src := allPDFs(t)[0].bytes; strict(src[:len(src)/2]) == nil {
		t.Error("half a PDF is valid")
	}
}

// Tools that know nothing of us read every PDF: qpdf its syntax and streams, poppler its properties, page sizes, fonts and pictures.
func TestPDFTools(t *testing.T) {
	slow(t)
	for _, tool := range []struct {
		program string
		args    []string
		judge   func(*testing.T, builtFile, string)
	}{
		{"qpdf", []string{"--check"}, judgeSyntax},
		{"pdfinfo", []string{"-f", "1", "-l", "-1"}, judgeProperties},
		{"pdffonts", nil, judgeFonts},
		{"pdfimages", []string{"-list"}, judgePictures},
	} {
		t.Run(tool.program, func(t *testing.T) {
			need(t, tool.program)
			for _, b := range allPDFs(t) {
				t.Run(b.name, func(t *testing.T) {
					t.Parallel()
					tool.judge(t, b, string(call(t, tool.program, append(tool.args[:len(tool.args):len(tool.args)], b.path)...)))
				})
			}
		})
	}
}

func judgeSyntax(t *testing.T, _ builtFile, said string) {
	if !strings.Contains(said, "No syntax or stream encoding errors found") {
		t.Errorf("qpdf says:\n%s", said)
	}
}

var (
	property = regexp.MustCompile(`(?m)^([A-Z][A-Za-z ]+): +(.*)$`)
	pageSize = regexp.MustCompile(`(?m)^Page +(\d+) size: +([\d.]+) x ([\d.]+) pts`)
)

// judgeProperties wants the title of the report, a tagged PDF 1.7 without script, form or encryption, and every page of the size of the
// sheet's page or landscape page.
func judgeProperties(t *testing.T, b builtFile, said string) {
	got := map[string]string{}
	for _, m := range property.FindAllStringSubmatch(said, -1) {
		got[m[1]] = strings.TrimSpace(m[2])
	}
	for name, want := range map[string]string{
		"Title": plain(b.report.Meta.Title), "Author": plain(b.report.Meta.Author), "Tagged": "yes", "PDF version": "1.7", "Metadata Stream": "yes",
		"Suspects": "no", "Form": "none", "JavaScript": "no", "Encrypted": "no",
	} {
		if plain(got[name]) != want {
			t.Errorf("%s is %q; it should be %q", name, got[name], want)
		}
	}
	upright := fmt.Sprintf("%.0f x %.0f", b.sheet.Page.Width, b.sheet.Page.Height)
	across := fmt.Sprintf("%.0f x %.0f", b.sheet.Landscape.Width, b.sheet.Landscape.Height)
	sizes := pageSize.FindAllStringSubmatch(said, -1)
	if fmt.Sprint(len(sizes)) != got["Pages"] {
		t.Errorf("%d pages have a size; there are %s", len(sizes), got["Pages"])
	}
	for _, m := range sizes {
		var width, height float64
		if _, err := fmt.Sscan(m[2], &width); err != nil {
			t.Fatal(err)
		}
		if _, err := fmt.Sscan(m[3], &height); err != nil {
			t.Fatal(err)
		}
		if size := fmt.Sprintf("%.0f x %.0f", width, height); size != upright && size != across {
			t.Errorf("page %s measures %s points; it should measure %s", m[1], size, upright)
		}
	}
}

// rowsOf are the lines below the rule of a table that a tool of poppler prints.
func rowsOf(said string) []string {
	lines := strings.Split(strings.TrimSpace(said), "\n")
	if len(lines) < 3 {
		return nil
	}
	return lines[2:]
}

var (
	fontRow    = regexp.MustCompile(`^[A-Z]{6}\+\S+ +CID TrueType +Identity-H +yes yes yes `) // name with the mark of a subset; embedded, subset, to Unicode
	pictureRow = regexp.MustCompile(`^ *\d+ +\d+ (image|smask) +\d+ +\d+ +(gray|rgb|icc|index) `)
)

func judgeFonts(t *testing.T, _ builtFile, said string) {
	rows := rowsOf(said)
	if len(rows) == 0 {
		t.Error("no fonts")
	}
	for _, row := range rows {
		if !fontRow.MatchString(row) {
			t.Errorf("a font that is not embedded as a subset with its way back to characters: %s", row)
		}
	}
}

// judgePictures wants as many pictures as the report has, none of them in colours of print, which the output intent does not describe.
func judgePictures(t *testing.T, b builtFile, said string) {
	want, got := 0, 0
	doc.Walk(b.report.Blocks, func(b doc.Block) bool {
		if _, ok := b.(*doc.Picture); ok {
			want++
		}
		return true
	})
	for _, row := range rowsOf(said) {
		m := pictureRow.FindStringSubmatch(row)
		switch {
		case m == nil:
			t.Errorf("a picture of another kind: %s", row)
		case m[1] == "image":
			got++
		}
	}
	if got != want {
		t.Errorf("%d pictures; the report has %d", got, want)
	}
}
