package exchange_test

import (
	"encoding/binary"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"rapporteur/internal/exchange"
)

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
	var broken strings.Builder // by a program that takes each byte of UTF-8 for a letter
	for i := range len(out) {
		broken.WriteRune(rune(out[i]))
	}
	for _, src := range []string{broken.String(), "\ufeff\"ï»¿id\"" + strings.TrimPrefix(broken.String(), "ï»¿id")} {
		if r, found := take(t, s, src); len(r.Verdicts) > 0 || !has(found, "exchange/unreadable") {
			t.Errorf("letters of one byte: %v", found.Sorted())
		}
	}
	half := inUTF16(t, binary.LittleEndian, strings.TrimPrefix(out, "\ufeff"))
	if r, found := take(t, s, half[2:]); len(r.Verdicts) > 0 || !has(found, "exchange/unreadable") || !strings.Contains(found.Sorted()[0].Message, "UTF-16 without the mark") {
		t.Errorf("no mark: %v", found.Sorted())
	}
	if r, found := take(t, s, half[:len(half)-1]); len(r.Verdicts) > 0 || !has(found, "exchange/unreadable") {
		t.Errorf("half a character: %v", found.Sorted())
	}
	if r, found := take(t, s, strings.Replace(out, "Introd", "\xff", 1)+"\xff"); len(r.Verdicts) > 0 || !has(found, "exchange/unreadable") {
		t.Errorf("not UTF-8: %v", found.Sorted())
	}
}

// Spreadsheets calculate nothing in a table, leave dates and accents as they are, and what they save with other marks between the cells comes back.
func TestJudgeSpreadsheet(t *testing.T) {
	judge(t, "soffice", "/usr/lib/libreoffice/program/libsclo.so")
	const texts = "=SUM(1) is no sum. {#para-sum}\n\n'@here is a word. {#para-quote}\n\n\\+5 is more. {#para-plus}\n\nJanuary 2020 {#para-date}\n\n'7 May 2020 {#para-day}\n\nA; b, \"c\" {#para-marks}\n"
	s := align(t, english+"\n"+texts, spanish+"\n"+strings.NewReplacer("sum", "adición", "January", "Enero de", "May", "de mayo de").Replace(texts), nil)
	dir := t.TempDir()
	name := filepath.Join(dir, "a.es.csv")
	if err := os.WriteFile(name, []byte(inCSV(t, export(t, "csv", s), ',', func(rows [][]string) [][]string {
		for _, row := range rows {
			row[2] = strings.Replace(row[2], "las secretarías", "los ministerios", 1)
			row[3] = strings.TrimSpace(row[3] + "\nÑ?")
		}
		return rows
	})), 0o666); err != nil {
		t.Fatal(err)
	}
	const utf8, utf16 = "76", "65535"
	for _, c := range []struct{ name, options string }{{"semicolon", "59,34," + utf8 + ",1"}, {"tab", "9,34," + utf8 + ",1"}, {"unicode", "9,34," + utf16 + ",1"}} {
		run(t, "soffice", "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--infilter=Text - txt - csv (StarCalc):44,34,"+utf8+",1",
			"--convert-to", "csv:Text - txt - csv (StarCalc):"+c.options, "--outdir", filepath.Join(dir, c.name), name)
		src, err := os.ReadFile(filepath.Join(dir, c.name, "a.es.csv"))
		if err != nil {
			t.Fatal(err)
		}
		r, found := take(t, s, string(src))
		if n := fates(r); n["taken"] != 1 || n["unchanged"]+n["untranslated"] != len(r.Verdicts)-1 || len(r.Absent) > 0 {
			t.Errorf("%s: %v %v", c.name, n, found.Sorted())
		}
		if !strings.Contains(string(r.Src), "Obliga a *todas* los ministerios; véase @tbl-cases.") {
			t.Errorf("%s: %s", c.name, r.Src)
		}
		for _, f := range found.Sorted() {
			if f.Code != "exchange/comment" || !strings.HasSuffix(f.Message, `written beside it: "Ñ?"`) {
				t.Errorf("%s: %v", c.name, f)
			}
		}
		if found.Len() != len(r.Verdicts) {
			t.Errorf("%s: %d remarks on %d sentences", c.name, found.Len(), len(r.Verdicts))
		}
	}
}

// What a spreadsheet would take for a date has an apostrophe before it, and words have none.
func TestDatesInCSV(t *testing.T) {
	for text, want := range map[string]bool{
		"January 2020": true, "enero de 2020": true, "7 de septiembre de 2016": true, "1er janvier 2020": true, "1.º de mayo de 2020": true, "2nd May 2020": true,
		"May": false, "January to March 2020": false, "In January 2020": false, "Year 2020": false, "5": false,
	} {
		s := align(t, text+" {#para-a}\n", "", nil)
		if got := strings.Contains(export(t, "csv", s), "para-a.s1,'"); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
}

// Lines that stand beside a sentence already are not told; those that are added before or behind are, and where they have been edited all are.
func TestNotesOfTables(t *testing.T) {
	s := align(t, english, spanish, nil)
	note := "Paragraph 1\nTerm: a = b"
	for name, c := range map[string]struct{ cell, want string }{
		"as it went out": {note, ""}, "emptied": {"", ""}, "other space": {"Paragraph  1\n\n Term: a = b ", ""},
		"below": {note + "\nNo.\nWhy?", "No. / Why?"}, "above": {"No.\n" + note, "No."}, "inside": {note + " no", "Paragraph 1 / Term: a = b no"},
	} {
		src := inCSV(t, export(t, "csv", s), ',', func(rows [][]string) [][]string {
			id, state, _ := strings.Cut(rows[0][5], " ")
			hash, _, _ := strings.Cut(id, "-")
			rows[0][3], rows[0][5] = c.cell, hash+"-"+exchange.BesideMark(note)+" "+state
			return rows
		})
		r, _ := take(t, s, src)
		got := ""
		for _, x := range r.Verdicts[0].Returned.Remarks {
			got += x.Text
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
