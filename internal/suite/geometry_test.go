package suite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/internal/pdf"
	"rapporteur/internal/style"
)

// A judged is a PDF that the judge of geometry reads.
type judged struct {
	name, path string
	sheet      *style.Sheet
}

// judgedPDFs are the worked example, the published report where there is one, and the hundred that are made up.
func judgedPDFs(t *testing.T) []judged {
	t.Helper()
	var all []judged
	for _, b := range allPDFs(t) {
		if strings.HasPrefix(b.name, "example") || strings.HasPrefix(b.name, "corpus") {
			all = append(all, judged{b.name, b.path, b.sheet})
		}
	}
	dir := t.TempDir()
	for name, r := range generated(t) {
		var b bytes.Buffer
		if _, err := pdf.Render(&b, r.Report, r.Sheet); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		path := filepath.Join(dir, name+".pdf")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		all = append(all, judged{name, path, r.Sheet})
	}
	return all
}

// No page of the worked example, of the published report and of a hundred that are made up has a fault, but those that no setting can avoid.
// Whether that is so is calculated for each, and the report of the test names them. It takes long: RAPPORTEUR_JUDGES=required asks for it.
func TestGeometry(t *testing.T) {
	if !judgesRequired {
		t.Skip("RAPPORTEUR_JUDGES=required asks for this judge, which takes long")
	}
	pageReader(t)
	all := judgedPDFs(t)
	var files []string
	for _, p := range all {
		files = append(files, p.path)
	}
	count, excused := map[faultKind]int{}, map[faultKind]int{}
	pages := 0
	for i, d := range readPages(t, files) {
		pages += len(d.Pages)
		for _, f := range judgeGeometry(&d, all[i].sheet) {
			if f.excuse != "" {
				excused[f.kind]++
			} else {
				count[f.kind]++
			}
			t.Logf("%s, page %d: %s", all[i].name, f.page+1, f)
		}
	}
	t.Logf("%d PDFs, %d pages", len(all), pages)
	for _, k := range faultKinds {
		t.Logf("%5d %s; %d more cannot be avoided", count[k], k, excused[k])
		if count[k] > 0 && k != openFoot {
			t.Errorf("%s: %d", k, count[k])
		}
	}
}
