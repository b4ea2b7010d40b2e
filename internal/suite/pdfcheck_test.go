package suite_test

import (
	"testing"

	"rapporteur/internal/pdfcheck"
)

// No PDF breaks a rule of PDF/UA-1 or PDF/A-2a, as far as we can tell without veraPDF.
func TestPDFCheck(t *testing.T) {
	for _, b := range allPDFs(t) {
		checkPDF(t, b.name, b.bytes)
	}
}

// checkPDF reports the breaches of a file, the first of each rule.
func checkPDF(t *testing.T, name string, src []byte) {
	t.Helper()
	told := map[string]int{}
	for _, f := range pdfcheck.Check(src) {
		if told[f.Rule]++; told[f.Rule] == 1 {
			t.Errorf("%s: %s", name, f)
		}
	}
}
