package exchange_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

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

var wordCell = regexp.MustCompile(`(?s)(?:<w:sdt>.*?</w:sdt>)|(?:<w:tc>.*?</w:tc>)`)

// ofCells changes the cells of every row of a Word file, that of the heads too.
func ofCells(t testing.TB, src string, edit func([]string) []string) string {
	return inWord(t, src, func(xml string) string {
		return wordRow.ReplaceAllStringFunc(xml, func(row string) string {
			at := wordCell.FindAllStringIndex(row, -1)
			if len(at) != 5 {
				t.Fatalf("%d cells: %s", len(at), row)
			}
			return row[:at[0][0]] + strings.Join(edit(wordCell.FindAllString(row, -1)), "") + row[at[4][1]:]
		})
	})
}

// withComment adds a comment to a Word file.
func withComment(t testing.TB, src, author, text string, edit func(string) string) string {
	t.Helper()
	src = inWord(t, src, edit)
	var b bytes.Buffer
	in, err := zip.NewReader(strings.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		if err := out.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	w, err := out.Create("word/comments.xml")
	if err == nil {
		_, err = io.WriteString(w, `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" w:author="`+author+`"><w:p><w:r><w:t>`+text+`</w:t></w:r></w:p></w:comment></w:comments>`)
	}
	if err == nil {
		err = out.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// What people write beside sentences is told with the sentence, whatever becomes of that, and is not taken for part of it.
func TestTableRemarks(t *testing.T) {
	bare := align(t, english, spanish, nil)
	s := align(t, english, spanish, lockOf(bare, translation.Reviewed))
	out := export(t, "table", s)
	in := func(from, to string) func(string) string {
		return func(xml string) string { return replace(t, xml, from, to) }
	}
	const call = `<w:r><w:commentReference w:id="7"/></w:r>`
	note := func(n int, text string) string { // into the cell of notes of a row
		return ofRows(t, out, func(r []string) []string {
			at := wordCell.FindAllStringIndex(r[n], -1)[3]
			r[n] = r[n][:at[0]] + strings.Replace(r[n][at[0]:at[1]], "</w:p>", "<w:r><w:t>"+text+"</w:t></w:r></w:p>", 1) + r[n][at[1]:]
			return r
		})
	}
	for name, c := range map[string]struct{ src, want string }{
		"a comment on a translation":  {withComment(t, out, "Ana", "Which Act?", in("en vigor{1}.</w:t></w:r>", "en vigor{1}.</w:t></w:r>"+call)), `para-act.s1: comment of Ana: "Which Act?"`},
		"a comment without an author": {withComment(t, out, "", "Which Act?", in("en vigor{1}.</w:t></w:r>", "en vigor{1}.</w:t></w:r>"+call)), `para-act.s1: comment of somebody without a name: "Which Act?"`},
		"a comment on an original":    {withComment(t, out, "Ana", "A typo?", in("in force.{1}</w:t></w:r>", "in force.{1}</w:t></w:r>"+call)), `para-act.s1: comment of Ana: "A typo?"`},
		"a comment on what is not there": {withComment(t, out, "Ana", "What is it?", func(xml string) string {
			before, after, _ := strings.Cut(xml, "&quot;so&quot;.")
			at := strings.Index(after, "<w:tc>")
			return before + "&quot;so&quot;." + after[:at] + strings.Replace(after[at:], "</w:p>", call+"</w:p>", 1)
		}), `para-new.s1: comment of Ana: "What is it?"`},
		"a comment above the table":     {withComment(t, out, "Ana", "Thank you.", in("Informe: P</w:t></w:r>", "Informe: P</w:t></w:r>"+call)), `comment of Ana: "Thank you."`},
		"a comment on the heads":        {withComment(t, out, "Ana", "Thank you.", in("Estado</w:t></w:r>", "Estado</w:t></w:r>"+call)), `comment of Ana: "Thank you."`},
		"words in the column of notes":  {note(1, "Is it the Act of May?"), `para-act.s1: written beside it: "Is it the Act of May?"`},
		"words in the column of states": {inWord(t, out, in(">revisada<", ">I am not sure<")), `sec-law.s1: written beside it: "I am not sure"`},
	} {
		r, found := take(t, s, c.src)
		if r.Src != nil || len(r.Entries) > 0 || len(r.Absent) > 0 {
			t.Errorf("%s: something is taken: %v", name, fates(r))
		}
		if list := found.Sorted(); len(list) != 1 || list[0].Code != "exchange/comment" || list[0].Message != c.want {
			t.Errorf("%s: %v, want %q", name, list, c.want)
		}
	}
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
		{"id gone", inWord(t, inWord(t, out, words), text(">para-act.s2 ", "> ")), map[string]int{"refused": 1}, "exchange/refused", "", ""},
		{"cell of the id gone", ofRows(t, inWord(t, out, words), func(r []string) []string {
			for i, row := range r {
				if strings.Contains(row, ">para-act.s2 ") {
					first := strings.Index(row, "</w:p></w:tc>")
					r[i] = regexp.MustCompile(`(?s)<w:t[ >].*?</w:t>`).ReplaceAllString(row[:first], "") + row[first:]
				}
			}
			return r
		}), map[string]int{"taken": 1}, "", taken, "reviewed"},
		{"original edited", inWord(t, inWord(t, out, words), text("It binds", "It hinders")), map[string]int{"taken": 1}, "exchange/edited-original", taken, "translated"},
		{"original edited alone", inWord(t, out, text("It binds", "It hinders")), nil, "exchange/edited-original", "", ""},
		{"state", inWord(t, out, text(">revisada<", ">Definitiva.<")), map[string]int{"confirmed": 1}, "", "", "final"},
		{"state in another language", inWord(t, out, text(">revisada<", ">final<")), map[string]int{"confirmed": 1}, "", "", "final"},
		{"cells merged", ofRows(t, out, func(r []string) []string {
			for i, row := range r {
				if strings.Contains(row, ">para-act.s2 ") {
					at := strings.Index(row, "Obliga")
					open, shut := strings.LastIndex(row[:at], "<w:tc>"), at+strings.Index(row[at:], "</w:tc>")+len("</w:tc>")
					r[i] = row[:open] + row[shut:]
				}
			}
			return r
		}), map[string]int{"refused": 1}, "exchange/refused", "", ""},
		{"another report", inWord(t, out, text("Informe: P", "Informe: Q")), nil, "exchange/document", "", ""},
		{"words outside of cells", inWord(t, out, func(xml string) string {
			i := wordRow.FindStringIndex(xml)[0]
			return xml[:i] + "<w:tr><w:p><w:r><w:t>x</w:t></w:r></w:p></w:tr>" + xml[i:]
		}), nil, "", "", ""},
		{"id edited", inWord(t, inWord(t, out, words), text(">para-act.s2 ", ">para-act.s7 ")), map[string]int{"taken": 1}, "exchange/edited-id", taken, "translated"},
		{"id of another sentence", inWord(t, inWord(t, out, words), text(">para-act.s2 ", ">para-act.s1 ")), map[string]int{"taken": 1}, "exchange/edited-id", taken, "translated"},
		{"id edited, bookmarks gone", inWord(t, inWord(t, inWord(t, out, words), text(">para-act.s2 ", ">para-act.s7 ")), func(xml string) string {
			return regexp.MustCompile(`<w:bookmark[^>]*>`).ReplaceAllString(xml, "")
		}), map[string]int{"taken": 1}, "", taken, "translated"},
		{"columns moved with their heads", ofCells(t, inWord(t, out, words), func(c []string) []string { return []string{c[2], c[0], c[1], c[4], c[3]} }), map[string]int{"taken": 1}, "", taken, "translated"},
		{"columns moved, bookmarks gone", inWord(t, ofCells(t, inWord(t, out, words), func(c []string) []string { return []string{c[2], c[0], c[1], c[4], c[3]} }), func(xml string) string {
			return regexp.MustCompile(`<w:bookmark[^>]*>`).ReplaceAllString(xml, "")
		}), map[string]int{"taken": 1}, "", taken, "translated"},
		{"columns swapped under their heads", ofRows(t, out, func(r []string) []string {
			c := wordCell.FindAllString(r[2], -1)
			r[2] = "<w:tr>" + c[0] + c[2] + c[1] + c[3] + c[4] + "</w:tr>"
			return r
		}), map[string]int{"refused": 1}, "exchange/refused", "", ""},
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
		for _, f := range found.Sorted() {
			if strings.HasPrefix(c.name, "token ") && !strings.Contains(f.Hint, "{1}") || c.code == "exchange/double-unit" && !strings.HasPrefix(f.Hint, "leave the right one") {
				t.Errorf("%s: hint %q", c.name, f.Hint)
			}
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

// The worked example, opened and saved in LibreOffice or by pandoc, comes back as it went out but for the one sentence of each section that was
// edited.
func TestJudgeSavedTables(t *testing.T) {
	for _, c := range []struct {
		program string
		save    func(dir string, paths []string)
	}{
		{"soffice", func(dir string, paths []string) {
			args := []string{"-env:UserInstallation=file://" + filepath.Join(dir, "profile"), "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", filepath.Join(dir, "saved")}
			run(t, "soffice", append(args, paths...)...)
		}},
		{"pandoc", func(dir string, paths []string) { // it drops bookmarks and locks
			if err := os.Mkdir(filepath.Join(dir, "saved"), 0o777); err != nil {
				t.Fatal(err)
			}
			for _, path := range paths {
				run(t, "pandoc", path, "-o", filepath.Join(dir, "saved", filepath.Base(path)))
			}
		}},
	} {
		t.Run(c.program, func(t *testing.T) {
			judge(t, c.program)
			dir := t.TempDir()
			docs := inStates(documents(t, "en"))
			paths := put(t, dir, "table", docs)
			_, _, target, _ := bilingual(t, "en")
			edited := map[*exchange.Document]*translation.Unit{}
			for i, d := range docs {
				edited[d] = editRow(t, paths[i], d)
			}
			c.save(dir, paths)
			for _, d := range docs {
				src, err := os.ReadFile(filepath.Join(dir, "saved", d.Section.Name+".en.docx"))
				if err != nil {
					t.Fatal(err)
				}
				var found diag.List
				var units []*exchange.Returned
				for _, b := range exchange.Read(diag.NewFile("saved.docx", src), &found) {
					b.Findings(&found)
					if b.Original != d.Original() || b.Project != "P" || b.To != "en" {
						t.Errorf("%s: %q, %q, %q", d.Section.Name, b.Original, b.Project, b.To)
					}
					for i := range b.Units {
						units = append(units, &b.Units[i])
					}
				}
				r := exchange.Take(d.Section, units, exchange.Options{File: target.File(d.Section.Name), Markdown: target.Options, By: "Luz", On: day})
				r.Findings(&found)
				n := fates(r)
				if len(units) != len(d.Units) || n["taken"] != 1 || n["unchanged"]+n["untranslated"] != len(units)-1 || found.Len() > 0 || len(r.Entries) != 1 {
					t.Errorf("%s: %d of %d came back, %v %v", d.Section.Name, len(units), len(d.Units), n, found.Sorted())
				}
				plain := edited[d].Target.Plain()
				if want := strings.Replace(string(d.Section.Target.File.Src), plain, strings.TrimSuffix(plain, ".")+" indeed.", 1); string(r.Src) != want {
					t.Errorf("%s: not just %q has changed: %s", d.Section.Name, edited[d].ID, cmp.Diff(want, string(r.Src)))
				}
			}
		})
	}
}

// editRow writes a word at the end of a sentence in the table of a document: one without codes that is written in the content file as it is printed,
// and nowhere else. It returns the sentence.
func editRow(t *testing.T, path string, d *exchange.Document) *translation.Unit {
	t.Helper()
	for i, u := range d.Units {
		plain := u.Target.Plain()
		if u.State < translation.Draft || !strings.HasSuffix(plain, ".") || len(translation.Codes(u.Target.Pieces)) > 0 || strings.Count(string(d.Section.Target.File.Src), plain) != 1 {
			continue
		}
		src, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out := ofRows(t, string(src), func(rows []string) []string {
			at := wordCell.FindAllStringIndex(rows[i], -1)[2]
			cell := rows[i][at[0]:at[1]]
			end := strings.LastIndex(cell, ".</w:t>")
			rows[i] = rows[i][:at[0]] + cell[:end] + " indeed" + cell[end:] + rows[i][at[1]:]
			return rows
		})
		if err := os.WriteFile(path, []byte(out), 0o666); err != nil {
			t.Fatal(err)
		}
		return u
	}
	t.Fatalf("%s: no sentence to edit", path)
	return nil
}

// What has changed in an original since it was translated is marked there as a tracked change, in a cell that is not locked; nothing else is
// tracked. Whether somebody accepts it makes no difference; rejected, the original is another one.
func TestTableShowsChanges(t *testing.T) {
	s := align(t, strings.Replace(english, "ministries", "offices", 1), spanish, lockOf(align(t, english, spanish, nil), translation.Reviewed))
	out := export(t, "table", s)
	text := partOf(t, out, "word/document.xml")
	if n := strings.Count(text, "<w:del ") + strings.Count(text, "<w:ins "); n != 2 {
		t.Errorf("%d changes", n)
	}
	marked := between(t, text, "<w:del ", "see {2}.")
	for _, want := range []string{`w:author="Cambiado desde que se tradujo"`, `w:date="2024-02-09T`, ">ministries</w:delText>", ">offices</w:t>"} {
		if !strings.Contains(marked, want) {
			t.Errorf("no %q in %s", want, marked)
		}
	}
	if n, rows := strings.Count(text, "sdtContentLocked"), strings.Count(text, "<w:tr>"); n != len(wordHeads)+2*(rows-1)-1 {
		t.Errorf("%d locks in %d rows", n, rows)
	}
	if settings := partOf(t, out, "word/settings.xml"); strings.Contains(settings, "trackRevisions") {
		t.Error("what the translator writes is tracked")
	}
	change := regexp.MustCompile(`(?s)<w:del .*?</w:del>`)
	for name, c := range map[string]struct {
		src  string
		want []string
	}{
		"as it went out": {out, nil},
		"accepted": {inWord(t, out, func(xml string) string {
			return regexp.MustCompile(`</?w:ins[^>]*>`).ReplaceAllString(change.ReplaceAllString(xml, ""), "")
		}), nil},
		"rejected": {inWord(t, out, func(xml string) string {
			xml = regexp.MustCompile(`(?s)<w:ins .*?</w:ins>`).ReplaceAllString(xml, "")
			return strings.ReplaceAll(regexp.MustCompile(`</?w:del [^>]*>|</w:del>`).ReplaceAllString(xml, ""), "delText", "t")
		}), []string{"exchange/edited-original"}},
	} {
		r, found := take(t, s, c.src)
		var codes []string
		for _, f := range found.Sorted() {
			codes = append(codes, f.Code)
		}
		if diff := cmp.Diff(c.want, codes); diff != "" || r.Src != nil || len(r.Entries) > 0 {
			t.Errorf("%s: %v %v", name, found.Sorted(), fates(r))
		}
	}
}

var wordHeads = []string{"Oración", "Original (inglés)", "Traducción (español)", "Notas", "Estado"}

// The words around a table are in the language that is translated into, where there are words in it, and the heads stand on every page.
func TestTableWords(t *testing.T) {
	for to, want := range map[string][]string{
		"es": append([]string{"Traducción: español (es)", "«revisada» o «definitiva»", ">falta<"}, wordHeads...),
		"fr": {"Traduction\u00a0: français (fr)", "Phrase", "Original (anglais)", "Traduction (français)", "État", ">manquante<"},
		"pt": {"Translation: pt (pt)", "Sentence", "Original (English)", "Translation (pt)", "Notes", "State", ">missing<"},
	} {
		s := translation.Align("a", "en", to, parse(t, "content/en/a.md", english), nil, translation.ReadLock(nil, &diag.List{}))
		out := export(t, "table", s)
		text := partOf(t, out, "word/document.xml")
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s: no %q", to, w)
			}
		}
		if !strings.Contains(text, "</w:tbl><w:p>") {
			t.Errorf("%s: no paragraph stands behind the table, and Word wants one", to)
		}
		if n := strings.Count(text, "<w:tblHeader/>"); n != 1 || !strings.Contains(wordRow.FindString(text), "<w:tblHeader/>") {
			t.Errorf("%s: %d rows of heads", to, n)
		}
		if again := export(t, "table", s); again != out {
			t.Errorf("%s: not the same bytes again", to)
		}
		var found diag.List
		for _, b := range exchange.Read(diag.NewFile("back", []byte(out)), &found) {
			if b.Project != "P" || b.Original != "content/en/a.md" || b.To != to || len(b.Units) == 0 {
				t.Errorf("%s: read back as %q, %q, %q", to, b.Project, b.Original, b.To)
			}
		}
	}
}

// The end of a page parts no row but those that are tall.
func TestTallRows(t *testing.T) {
	long := strings.Repeat("A word and ", 80) + "an end. {#para-long}\n"
	s := translation.Align("a", "en", "es", parse(t, "content/en/a.md", "One sentence. {#para-a}\n\n"+long), nil, translation.ReadLock(nil, &diag.List{}))
	rows := wordRow.FindAllString(partOf(t, export(t, "table", s), "word/document.xml"), -1)
	if len(rows) != 3 || !strings.Contains(rows[1], "<w:cantSplit/>") || strings.Contains(rows[2], "<w:cantSplit/>") {
		t.Errorf("rows: %s", rows)
	}
}

// partOf is a part of a Word file.
func partOf(t testing.TB, src, name string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
