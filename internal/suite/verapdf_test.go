package suite_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// veraPDFProfiles are the standards that every PDF keeps, as veraPDF names its profiles. It chooses them itself, by what a file says of
// itself in its XMP, so that a file which says less is seen too: a profile is missing.
var veraPDFProfiles = []string{"PDF/A-2A validation profile", "PDF/UA-1 validation profile"}

// A veraReport is what veraPDF reports of all files.
type veraReport struct {
	Jobs []struct {
		Name        string        `xml:"item>name"`
		Validations []veraVerdict `xml:"validationReport"`
		Exception   string        `xml:"taskException>exceptionMessage"`
	} `xml:"jobs>job"`
}

// A veraVerdict is what one profile makes of one file.
type veraVerdict struct {
	End       string `xml:"jobEndStatus,attr"`
	Profile   string `xml:"profileName,attr"`
	Compliant bool   `xml:"isCompliant,attr"`
	Details   struct {
		FailedRules  int `xml:"failedRules,attr"`
		PassedChecks int `xml:"passedChecks,attr"`
		FailedChecks int `xml:"failedChecks,attr"`
		Rules        []struct {
			Clause      string `xml:"clause,attr"`
			Test        string `xml:"testNumber,attr"`
			Status      string `xml:"status,attr"`
			Description string `xml:"description"`
			Checks      []struct {
				Context string `xml:"context"`
				Message string `xml:"errorMessage"`
			} `xml:"check"`
		} `xml:"rule"`
	} `xml:"details"`
}

// faults returns what is wrong with the file in the eyes of that profile, a line a rule.
func (v veraVerdict) faults() []string {
	var out []string
	if v.End != "normal" || !v.Compliant || v.Details.FailedRules+v.Details.FailedChecks > 0 || v.Details.PassedChecks == 0 {
		out = append(out, fmt.Sprintf("%s ended %s: %d rules failed, %d checks failed, %d passed", v.Profile, v.End, v.Details.FailedRules, v.Details.FailedChecks, v.Details.PassedChecks))
	}
	for _, r := range v.Details.Rules {
		line := fmt.Sprintf("%s-%s %s: %s", r.Clause, r.Test, r.Status, strings.Join(strings.Fields(r.Description), " "))
		if len(r.Checks) > 0 {
			line += "; first at " + r.Checks[0].Context + ": " + r.Checks[0].Message
		}
		out = append(out, line)
	}
	return out
}

// veraPDF, the reference validator, finds no fault in any PDF, neither as PDF/A-2a nor as PDF/UA-1; and it does find the fault of one that
// was spoilt.
func TestVeraPDF(t *testing.T) {
	slow(t)
	jar := veraPDFJar(t)
	all := allPDFs(t)
	spoilt := filepath.Join(t.TempDir(), "spoilt.pdf")
	if err := os.WriteFile(spoilt, spoil(t, all[0].bytes), 0o600); err != nil {
		t.Fatal(err)
	}
	report := callVeraPDF(t, jar, "-r", filepath.Dir(all[0].path), spoilt)

	want := map[string]bool{spoilt: true}
	for _, b := range all {
		want[b.path] = true
	}
	checks := map[string]int{}
	for _, job := range report.Jobs {
		name := filepath.Base(job.Name)
		if !want[job.Name] {
			t.Errorf("%s was not to be checked, or has been checked twice", job.Name)
		}
		delete(want, job.Name)
		if job.Exception != "" {
			t.Errorf("%s: %s", name, job.Exception)
		}
		var profiles []string
		for _, v := range job.Validations {
			profiles = append(profiles, v.Profile)
			faults := v.faults()
			if job.Name == spoilt {
				if len(faults) == 0 {
					t.Errorf("%s: no fault found in a file without its title", v.Profile)
				}
				continue
			}
			checks[v.Profile] += v.Details.PassedChecks
			for _, f := range faults {
				t.Errorf("%s: %s", name, f)
			}
		}
		if slices.Sort(profiles); !slices.Equal(profiles, veraPDFProfiles) {
			t.Errorf("%s was checked as %q; it should be as %q", name, profiles, veraPDFProfiles)
		}
	}
	for path := range want {
		t.Errorf("%s was not checked", filepath.Base(path))
	}
	for _, p := range veraPDFProfiles {
		t.Logf("%s: %d files, %d checks", p, len(all), checks[p])
	}
}

// veraPDFJar is the program archive of veraPDF, which .ci/judges installs into the user's cache folder. The environment variable
// RAPPORTEUR_VERAPDF names another place.
func veraPDFJar(t *testing.T) string {
	t.Helper()
	need(t, "java")
	jar := os.Getenv("RAPPORTEUR_VERAPDF")
	if jar == "" {
		if cache, err := os.UserCacheDir(); err == nil {
			jar = filepath.Join(cache, "rapporteur", "verapdf", "greenfield-apps.jar")
		}
	}
	if _, err := os.Stat(jar); err == nil {
		return jar
	}
	t.Fatal("veraPDF is not installed: .ci/judges does it, or RAPPORTEUR_VERAPDF names greenfield-apps.jar")
	return ""
}

// callVeraPDF calls veraPDF once over all files.
func callVeraPDF(t *testing.T, jar string, files ...string) *veraReport {
	t.Helper()
	args := []string{"-XX:+UseSerialGC", "-Djava.awt.headless=true", "-cp", jar, "org.verapdf.apps.GreenfieldCliWrapper", "--format", "xml", "--maxfailuresdisplayed", "1"}
	var out, talk bytes.Buffer
	cmd := exec.Command("java", append(args, files...)...)
	cmd.Stdout, cmd.Stderr = &out, &talk
	err := cmd.Run() // its status tells of faults too; the report says more
	report := &veraReport{}
	if broken := xml.Unmarshal(out.Bytes(), report); broken != nil || len(report.Jobs) == 0 {
		t.Fatalf("veraPDF reports nothing: %v, %v\n%s", err, broken, talk.String())
	}
	return report
}

// spoil returns the PDF with its title, which both standards ask for, under a name that neither knows.
func spoil(t *testing.T, src []byte) []byte {
	t.Helper()
	out := bytes.ReplaceAll(src, []byte("dc:title>"), []byte("dc:titel>"))
	if bytes.Equal(out, src) {
		t.Fatal("the PDF has no title in its XMP")
	}
	return out
}
