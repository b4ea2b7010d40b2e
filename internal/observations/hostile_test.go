package observations_test

import (
	"strings"
	"testing"
	"time"

	"rapporteur/internal/observations"
)

// FuzzText asks that nothing that is put in brings the reader down, and that names are names of the registry.
func FuzzText(f *testing.F) {
	f.Add("1. The Committee recommends: (a) x; (b) y.\n3. z")
	f.Add("(i) a\n(ii) b\n1.2. c\n1.5 d (Peru);")
	f.Add("A. Introduction\n1.a2.B3.C")
	f.Fuzz(func(t *testing.T, text string) {
		for _, it := range observations.Propose(observations.Text(text), "").Document.Items {
			if strings.ContainsAny(it.Name, " \n") {
				t.Errorf("name %q", it.Name)
			}
		}
	})
}

// TestHostileHTML reads pages that are made to hurt.
func TestHostileHTML(t *testing.T) {
	for name, page := range map[string]string{
		"depth":  strings.Repeat("<div>", 100_000) + "x",
		"spans":  strings.Repeat("<b>", 100_000) + "x",
		"lists":  strings.Repeat(`<ol start="99999999999999999999"><li value="-5">x`, 300),
		"broken": "<p><table><tr><p>1. x</td></ol><li>",
	} {
		t.Run(name, func(t *testing.T) {
			lines, err := observations.HTML(strings.NewReader(page))
			if err == nil {
				observations.Propose(lines, "")
			}
		})
	}
}

// TestHostileText reads large texts of which every line may be the worst for someone; none takes long.
func TestHostileText(t *testing.T) {
	for _, part := range []string{"; (a) x", "1. x: (a) y; (b) z. ", "5. x\n", " 2.A", "(a) x\n", "x; (i) y", "Heading\n", "Xy. ", "paragraphs 1, 2 (a), ", "1 to 999, ", "paragraphs 1 to 50; ", "1.1 x (A) (B)\n"} {
		text := "1. The Committee recommends within two years paragraphs " + strings.Repeat(part, 100_000/len(part))
		begun := time.Now()
		observations.Propose(observations.Text(text), "")
		if took := time.Since(begun); took > 20*time.Second { // on a machine that has other things to do
			t.Errorf("%q: %v", part, took)
		}
	}
}
