package exchange_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
	"rapporteur/internal/translation"
)

// inWord changes the text of a Word file.
func inWord(t testing.TB, src string, edit func(string) string) string {
	t.Helper()
	in, err := zip.NewReader(strings.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			was := string(data)
			if data = []byte(edit(was)); string(data) == was {
				t.Fatal("the edit changes nothing")
			}
		}
		w, err := out.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data); err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var wordRow = regexp.MustCompile(`(?s)<w:tr[ >].*?</w:tr>`)

// ofRows changes the rows of a Word file below the heads.
func ofRows(t testing.TB, src string, edit func([]string) []string) string {
	return inWord(t, src, func(xml string) string {
		at := wordRow.FindAllStringIndex(xml, -1)
		if len(at) < 3 {
			t.Fatalf("there are %d rows", len(at))
		}
		var rows []string
		for _, span := range at[1:] {
			rows = append(rows, xml[span[0]:span[1]])
		}
		return xml[:at[1][0]] + strings.Join(edit(rows), "") + xml[at[len(at)-1][1]:]
	})
}

// inCSV changes the rows of a table below the heads, and writes it as another program would.
func inCSV(t testing.TB, src string, comma rune, edit func([][]string) [][]string) string {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(src, "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	out := csv.NewWriter(&b)
	out.Comma = comma
	if err := out.WriteAll(append(rows[:1:1], edit(rows[1:])...)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What people do to a table in Word.
func TestWordTable(t *testing.T) {
	bare := align(t, english, spanish, nil)
	s := align(t, english, spanish, lockOf(bare, translation.Reviewed))
	out := export(t, "table", s)
	all := len(exchange.NewDocument(s, "P", "1", exchange.NewContext(nil)).Units)
	text := func(from, to string) func(string) string {
		return func(xml string) string { return replace(t, xml, from, to) }
	}
	tracked := text("secretarías; véase", `secretarías</w:t></w:r><w:ins w:id="9001" w:author="Luz" w:date="2024-01-01T00:00:00Z"><w:r><w:t xml:space="preserve"> del país</w:t></w:r></w:ins><w:del w:id="9002" w:author="Eva"><w:r><w:delText> no</w:delText></w:r></w:del><w:r><w:t>; véase`)
	const taken = "Obliga a *todas* los ministerios; véase @tbl-cases."
	words := func(xml string) string { return replace(t, xml, "las secretarías", "los ministerios") }
	for _, c := range []struct {
		name  string
		src   string
		fates map[string]int // but for what is unchanged or untranslated
		code  string         // of a finding
		want  string         // in the file
		state string
	}{
		{"edited", inWord(t, out, words), map[string]int{"taken": 1}, "", taken, "translated"},
		{"shuffled", ofRows(t, inWord(t, out, words), func(r []string) []string { slices.Reverse(r); return r }), map[string]int{"taken": 1}, "", taken, "translated"},
		{"deleted", ofRows(t, out, func(r []string) []string { return r[1:] }), nil, "exchange/missing-units", "", ""},
		{"doubled", ofRows(t, out, func(r []string) []string { return append(r, r[1]) }), map[string]int{"repeated": 1}, "", "", ""},
		{"doubled and edited", ofRows(t, out, func(r []string) []string { return append(r, replace(t, r[1], "en vigor", "vigente")) }), map[string]int{"refused": 2}, "exchange/double-unit", "", ""},
		{"tracked", inWord(t, out, tracked), map[string]int{"taken": 1}, "exchange/proposal", "secretarías del país; véase", "draft"},
		{"token lost", inWord(t, out, text("{/1} las", " las")), map[string]int{"refused": 1}, "exchange/refused", "", ""},
		{"token doubled", inWord(t, out, text("véase {2}", "véase {2} {2}")), map[string]int{"refused": 1}, "exchange/refused", "", ""},
		{"id gone", inWord(t, inWord(t, out, words), text(">para-act.s2<", "><")), map[string]int{"refused": 1}, "exchange/refused", "", ""},
		{"cell of the id gone", ofRows(t, inWord(t, out, words), func(r []string) []string {
			for i, row := range r {
				if strings.Contains(row, ">para-act.s2<") {
					first := strings.Index(row, "</w:p></w:tc>")
					r[i] = regexp.MustCompile(`(?s)<w:t[ >].*?</w:t>`).ReplaceAllString(row[:first], "") + row[first:]
				}
			}
			return r
		}), map[string]int{"taken": 1}, "", taken, "reviewed"},
		{"original edited", inWord(t, inWord(t, out, words), text("It binds", "It hinders")), map[string]int{"taken": 1}, "exchange/edited-original", taken, "translated"},
		{"original edited alone", inWord(t, out, text("It binds", "It hinders")), nil, "exchange/edited-original", "", ""},
		{"state", inWord(t, out, text(">reviewed<", ">final<")), map[string]int{"confirmed": 1}, "", "", "final"},
		{"cells merged", ofRows(t, out, func(r []string) []string {
			for i, row := range r {
				if strings.Contains(row, ">para-act.s2<") {
					at := strings.Index(row, "Obliga")
					open, shut := strings.LastIndex(row[:at], "<w:tc>"), at+strings.Index(row[at:], "</w:tc>")+len("</w:tc>")
					r[i] = row[:open] + row[shut:]
				}
			}
			return r
		}), map[string]int{"refused": 1}, "exchange/refused", "", ""},
		{"another report", inWord(t, out, text("Report: P", "Report: Q")), nil, "exchange/document", "", ""},
		{"words outside of cells", inWord(t, out, func(xml string) string {
			i := wordRow.FindStringIndex(xml)[0]
			return xml[:i] + "<w:tr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tr>" + xml[i:]
		}), nil, "", "", ""},
		{"no table", ofRows(t, out, func([]string) []string { return nil }), nil, "", "", ""},
		{"no Word file", "PK\x03\x04", nil, "exchange/unreadable", "", ""},
	} {
		r, found := take(t, s, c.src)
		n := fates(r)
		delete(n, "unchanged")
		delete(n, "untranslated")
		if diff := cmp.Diff(c.fates, n); diff != "" && len(c.fates)+len(n) > 0 {
			t.Errorf("%s: %s\n%v", c.name, diff, found.Sorted())
		}
		if c.code != "" && !has(found, c.code) || c.code == "" && found.Len() > 0 {
			t.Errorf("%s: findings %v, want %q", c.name, found.Sorted(), c.code)
		}
		if c.want == "" && r.Src != nil || !strings.Contains(string(r.Src), c.want) {
			t.Errorf("%s: the file has no %q:\n%s", c.name, c.want, r.Src)
		}
		if c.state != "" && (len(r.Entries) != 1 || r.Entries[0].State != c.state) {
			t.Errorf("%s: entries %v, want one that is %s", c.name, r.Entries, c.state)
		}
		if c.name == "shuffled" && len(r.Verdicts) != all {
			t.Errorf("%d rows came back of %d", len(r.Verdicts), all)
		}
	}
}

// inUTF16 is a text as Excel saves it.
func inUTF16(t testing.TB, order binary.AppendByteOrder, text string) string {
	t.Helper()
	var out []byte
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		out = order.AppendUint16(out, unit)
	}
	return string(out)
}

// XML may be in UTF-16 too, and says so.
func TestUTF16(t *testing.T) {
	s := align(t, english, spanish, nil)
	back := replace(t, replace(t, export(t, "xliff1", s), "las secretarías", "los ministerios"), "UTF-8", "UTF-16")
	if r, found := take(t, s, inUTF16(t, binary.LittleEndian, back)); fates(r)["taken"] != 1 || found.Len() > 0 {
		t.Errorf("%v %v", fates(r), found.Sorted())
	}
}

// What spreadsheets do to a table.
func TestCSVTable(t *testing.T) {
	const more = english + "\n- 5 of them {#para-dash}\n\n=SUM(1) is no sum. {#para-sum}\n\n'@here is a word. {#para-quote}\n"
	s := align(t, more, spanish, nil)
	out := export(t, "csv", s)
	edit := func(rows [][]string) [][]string {
		for _, row := range rows {
			row[2] = strings.Replace(row[2], "las secretarías", "los ministerios", 1)
		}
		slices.Reverse(rows)
		return append(rows, make([]string, len(rows[0])))
	}
	for name, src := range map[string]string{
		"comma":             inCSV(t, out, ',', edit),
		"semicolon":         inCSV(t, out, ';', edit),
		"tab":               inCSV(t, out, '\t', edit),
		"BOM, CRLF":         "\ufeff" + strings.ReplaceAll(inCSV(t, out, ';', edit), "\n", "\r\n"),
		"UTF-16, tab":       inUTF16(t, binary.LittleEndian, strings.ReplaceAll(inCSV(t, out, '\t', edit), "\n", "\r\n")),
		"UTF-16, other end": inUTF16(t, binary.BigEndian, inCSV(t, out, ',', edit)),
		"apostrophes gone": inCSV(t, out, ';', func(rows [][]string) [][]string {
			for _, row := range rows {
				for i := range row {
					row[i] = strings.TrimPrefix(row[i], "'")
				}
			}
			return edit(rows)
		}),
	} {
		r, found := take(t, s, src)
		if n := fates(r); n["taken"] != 1 || n["refused"]+n["unknown"]+n["outdated"] > 0 || found.HasErrors() {
			t.Errorf("%s: %v %v", name, n, found.Sorted())
		}
		if name != "apostrophes gone" && found.Len() > 0 {
			t.Errorf("%s: %v", name, found.Sorted())
		}
		if !strings.Contains(string(r.Src), "Obliga a *todas* los ministerios; véase @tbl-cases.") {
			t.Errorf("%s: %s", name, r.Src)
		}
	}
	half := inUTF16(t, binary.LittleEndian, out)
	if r, found := take(t, s, half[:len(half)-1]); len(r.Verdicts) > 0 || !has(found, "exchange/unreadable") {
		t.Errorf("half a character: %v", found.Sorted())
	}
	if r, found := take(t, s, strings.Replace(out, "Introd", "\xff", 1)+"\xff"); len(r.Verdicts) > 0 || !has(found, "exchange/unreadable") {
		t.Errorf("not UTF-8: %v", found.Sorted())
	}
}

// Words that look like tokens, and backslashes before them, come through tables.
func TestWordsLikeTokens(t *testing.T) {
	const en = "See \\\\\\\\{1} and {/2}, \\\\[@act-2019] or {3} *x{4}* \\\\\\\\[@act-2020] at last. {#para-a}\n"
	s := align(t, en, en, nil)
	s = align(t, en, en, lockOf(s, translation.Reviewed))
	for _, f := range []string{"table", "csv"} {
		r, found := take(t, s, export(t, f, s))
		if n := fates(r); n["unchanged"] != 1 || found.Len() > 0 {
			t.Errorf("%s: %v %v", f, n, found.Sorted())
		}
	}
}

// The worked example, opened and saved in LibreOffice, comes back as it went out.
func TestJudgeLibreOffice(t *testing.T) {
	judge(t, "soffice")
	dir := t.TempDir()
	docs := documents(t, "en")
	args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", filepath.Join(dir, "saved")}
	run(t, "soffice", append(args, put(t, dir, "table", docs)...)...)
	for _, d := range docs {
		src, err := os.ReadFile(filepath.Join(dir, "saved", d.Section.Name+".en.docx"))
		if err != nil {
			t.Fatal(err)
		}
		var found diag.List
		var units []*exchange.Returned
		for _, b := range exchange.Read(diag.NewFile("saved.docx", src), &found) {
			if b.Original != d.Original() || b.Project != "P" || b.To != "en" {
				t.Errorf("%s: %q, %q, %q", d.Section.Name, b.Original, b.Project, b.To)
			}
			for i := range b.Units {
				units = append(units, &b.Units[i])
			}
		}
		r := exchange.Take(d.Section, units, exchange.Options{})
		r.Findings(&found)
		if n := fates(r); len(units) != len(d.Units) || n["unchanged"]+n["untranslated"] != len(units) || found.Len() > 0 || r.Src != nil || len(r.Entries) > 0 {
			t.Errorf("%s: %d of %d came back, %v %v", d.Section.Name, len(units), len(d.Units), n, found.Sorted())
		}
	}
}
