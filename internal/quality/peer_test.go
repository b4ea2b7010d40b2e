package quality_test

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/exchange"
	"rapporteur/internal/quality"
	"rapporteur/internal/translation"
)

// pofilter returns the path of the checks of Translate Toolkit, where .ci/judges puts them.
func pofilter(t *testing.T) string {
	t.Helper()
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(cache, "rapporteur", "translate-toolkit", "bin", "pofilter")
	if _, err := os.Stat(name); err != nil {
		if os.Getenv("RAPPORTEUR_JUDGES") == "required" {
			t.Fatal(err)
		}
		t.Skip("Translate Toolkit is not installed: .ci/judges does it")
	}
	return name
}

var transUnit = regexp.MustCompile(`(?s)<trans-unit id="([^"]*)".*?</trans-unit>`)

// xliff puts sentences of several sections into one file, each under a name of its own; keep says which.
func xliff(t *testing.T, to string, sections []*translation.Section, keep func(section int, id string) string) []byte {
	t.Helper()
	var b bytes.Buffer
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a.md" source-language="es" target-language="%s" datatype="plaintext"><body>
`, to)
	for i, s := range sections {
		var one bytes.Buffer
		if err := exchange.WriteXLIFF1(&one, exchange.NewDocument(s, "example", "", exchange.NewContext(&doc.Report{}))); err != nil {
			t.Fatal(err)
		}
		for _, m := range transUnit.FindAllStringSubmatch(one.String(), -1) {
			if name := keep(i, m[1]); name != "" {
				unit := strings.ReplaceAll(m[0], `"`+m[1]+`"`, `"`+name+`"`)
				unit = strings.Replace(unit, `approved="no"`, `approved="yes"`, 1) // a draft is only called a draft
				b.WriteString(state.ReplaceAllString(unit, `<target state="final"`) + "\n")
			}
		}
	}
	b.WriteString("</body></file></xliff>\n")
	return b.Bytes()
}

var state = regexp.MustCompile(`<target state="[a-z-]*"`)

var verdict = regexp.MustCompile(`(?m)(?:<note from="pofilter">|^)([a-z0-9]+): `)

// judge runs pofilter and returns for each sentence the names of its checks that failed.
func judge(t *testing.T, tool, to string, file []byte) map[string][]string {
	t.Helper()
	dir := t.TempDir()
	in, out := filepath.Join(dir, "in.xlf"), filepath.Join(dir, "out.xlf")
	if err := os.WriteFile(in, file, 0o644); err != nil {
		t.Fatal(err)
	}
	if text, err := exec.Command(tool, "--progress=none", "--language="+to, in, out).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	src, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	failed := map[string][]string{}
	for _, m := range transUnit.FindAllStringSubmatch(string(src), -1) {
		for _, v := range verdict.FindAllStringSubmatch(m[0], -1) {
			failed[m[1]] = append(failed[m[1]], v[1])
		}
	}
	return failed
}

// TestPofilter holds the same pairs, faulty and whole, against the checks of Translate Toolkit, and asks that these find no more faults of any
// kind and tell of no fewer sentences that have none. The figures of the document are those of the day when they were written, for the example
// changes; its rows are the kinds of faults.
func TestPofilter(t *testing.T) {
	tool := pofilter(t)
	type row struct{ planted, own, peer [2]int }
	rows := map[string]*row{}
	var order []string
	line := func(name string) *row {
		if rows[name] == nil {
			rows[name] = &row{}
			order = append(order, name)
		}
		return rows[name]
	}
	const untouched, falseErrors, falseWarnings = "untouched sentences: anything found", "untouched sentences: errors", "untouched sentences: errors and warnings"
	for n, to := range []string{"en", "fr"} {
		e := readExample(t, "es", to)
		var clean, faulty []*translation.Section
		var ids []string
		var of []string
		for _, k := range allKinds() {
			x := line(k.name)
			for _, s := range e.seeds(k, perKind) {
				clean, faulty, ids, of = append(clean, s.clean), append(faulty, s.faulty), append(ids, s.id), append(of, k.name)
				x.planted[n]++
				if hit, _, _ := e.found(k, s); hit {
					x.own[n]++
				}
			}
		}
		pick := func(i int, id string) string {
			if id == ids[i] {
				return fmt.Sprintf("u%d", i)
			}
			return ""
		}
		before, after := judge(t, tool, to, xliff(t, to, clean, pick)), judge(t, tool, to, xliff(t, to, faulty, pick))
		for i := range ids {
			name := fmt.Sprintf("u%d", i)
			if slices.Contains([]string{"cell changed", "original changed"}, of[i]) { // figures are not translated, and a pair does not say what it was
				line(of[i]).peer[n] = -1
				continue
			}
			if slices.ContainsFunc(after[name], func(v string) bool { return !slices.Contains(before[name], v) }) {
				line(of[i]).peer[n]++
			}
		}
		var whole []*translation.Section
		for _, p := range e.sections {
			whole = append(whole, p.align(nil))
		}
		file := xliff(t, to, whole, func(i int, id string) string { return fmt.Sprintf("s%d-%s", i, id) })
		peer := judge(t, tool, to, file)
		all, errors, warnings := line(untouched), line(falseErrors), line(falseWarnings)
		all.planted[n] = strings.Count(string(file), "<trans-unit ")
		errors.planted[n], warnings.planted[n] = all.planted[n], all.planted[n]
		all.peer[n] = len(peer)
		worst := map[*translation.Unit]diag.Severity{}
		for _, f := range quality.Run(whole, e.options).Findings {
			if old, ok := worst[f.Unit]; !ok || f.Diagnostic.Severity > old {
				worst[f.Unit] = f.Diagnostic.Severity
			}
		}
		all.own[n] = len(worst)
		for _, w := range worst {
			if w == diag.Error {
				errors.own[n]++
			}
			if w >= diag.Warning {
				warnings.own[n]++
			}
		}
		errors.peer[n], warnings.peer[n] = -1, -1
	}
	var b strings.Builder
	b.WriteString("| fault | es→en | rapporteur | pofilter | es→fr | rapporteur | pofilter |\n|:---|---:|---:|---:|---:|---:|---:|\n")
	cell := func(n int) string {
		if n < 0 {
			return ".."
		}
		return fmt.Sprint(n)
	}
	for _, name := range order {
		x := rows[name]
		fmt.Fprintf(&b, "| %s | %d | %s | %s | %d | %s | %s |\n", name, x.planted[0], cell(x.own[0]), cell(x.peer[0]), x.planted[1], cell(x.own[1]), cell(x.peer[1]))
	}
	if *update {
		table(t, "peers", "go test ./internal/quality -run TestPofilter -update", b.String())
	}
	document, err := os.ReadFile("../../docs/translation.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range order {
		x := rows[name]
		if !bytes.Contains(document, []byte("\n| "+name+" |")) {
			t.Errorf("the document has no row %q", name)
		}
		for n := range x.planted {
			better := x.own[n] >= x.peer[n]
			if name == untouched {
				better = x.own[n] <= x.peer[n]
			}
			if !better {
				t.Errorf("%s: %d by rapporteur, %d by pofilter", name, x.own[n], x.peer[n])
			}
		}
	}
}
