package suite_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"rapporteur/internal/wordtest"
)

// libreOffice converts files, on all processors, and returns what they have become, by the name of the file. filter is the name of the kind
// of file, with the name of LibreOffice's filter where there are several: "txt:Text (encoded):UTF8".
func libreOffice(t *testing.T, filter string, all []builtFile) map[string]string {
	t.Helper()
	need(t, "soffice")
	dir := t.TempDir()
	share := (len(all) + runtime.NumCPU() - 1) / runtime.NumCPU()
	var wait sync.WaitGroup
	for from := 0; from < len(all); from += share {
		args := []string{"--headless", "-env:UserInstallation=file://" + filepath.Join(dir, fmt.Sprint("profile-", from)), "--convert-to", filter, "--outdir", dir}
		for _, b := range all[from:min(from+share, len(all))] {
			args = append(args, b.path)
		}
		wait.Go(func() {
			if said, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
				t.Errorf("soffice: %v\n%s", err, said)
			}
		})
	}
	wait.Wait()
	kind, _, _ := strings.Cut(filter, ":")
	out := map[string]string{}
	for _, b := range all {
		src, err := os.ReadFile(filepath.Join(dir, b.name+"."+kind))
		if err != nil {
			t.Errorf("LibreOffice does not convert %s: %v", b.name, err)
			continue
		}
		out[b.name] = string(src)
	}
	return out
}

// oneOfEach leaves out most of the reports that are made up: one of each theme stays in each language.
func oneOfEach(all []builtFile) []builtFile {
	return slices.DeleteFunc(slices.Clone(all), func(b builtFile) bool {
		number, made := strings.CutPrefix(b.name, "generated-")
		return made && number >= "03"
	})
}

// LibreOffice reads every Word file as what it is made of: the text in its order with the numbers that it counts itself and the marks of
// notes where they belong. The masthead floats, and is not among the text that it writes.
func TestLibreOfficeText(t *testing.T) {
	slow(t)
	all := allDOCXs(t)
	texts := libreOffice(t, "txt:Text (encoded):UTF8", all)
	for _, b := range all {
		want := readModel(t, b.report)
		front, flow := solid(want.Front), solid(strings.TrimPrefix(rawBody(marksTwice(want)), want.Front))
		got := solid(oneBullet.Replace(strings.TrimPrefix(texts[b.name], "\ufeff")))
		if at := strings.Index(got, clip(flow, 20)); at > 0 && strings.HasSuffix(front, got[:at]) {
			got = got[at:]
		}
		sameSolid(t, b.name+" as LibreOffice reads it", flow, got)
	}
	t.Logf("%d files", len(all))
}

// oneBullet undoes what LibreOffice's filter of plain text does to bullets: a sign of its own for each level, whatever the file says.
var oneBullet = strings.NewReplacer("◦", "•", "▪", "•")

// marksTwice is the reading with the marks in its title as LibreOffice 7.4 shows them: it takes a mark of the author's own that has more than
// one character as the name of the note, and leaves it among the text too.
func marksTwice(r *reading) *reading {
	out := *r
	for _, n := range r.TitleNotes {
		if mark := "[" + n.Marker + "]"; len(n.Marker) > 1 {
			out.Title = strings.Replace(out.Title, mark, mark+n.Marker, 1)
		}
	}
	return &out
}

// LibreOffice knows of every Word file the headings by their outline level, the notes by their marks, and keeps bookmarks by their names and
// references as fields when it saves the file in its own format.
func TestLibreOfficeStructure(t *testing.T) {
	slow(t)
	all := oneOfEach(allDOCXs(t))
	headings, notes, bookmarks, fields := 0, 0, 0, 0
	for name, src := range libreOffice(t, "odt", all) {
		b := named(t, all, name)
		want, got := readModel(t, b.report), readODT(t, []byte(src))
		if diff := difference(want.headings(), withNumbers(got.headings, want)); diff != "" {
			t.Errorf("%s: headings (-want +got):\n%s", name, diff)
		}
		if diff := difference(want.noteTexts(), got.notes); diff != "" {
			t.Errorf("%s: notes (-want +got):\n%s", name, diff)
		}
		live := readLive(t, b.bytes)
		if diff := difference(slices.Sorted(maps.Keys(live.bookmarks)), slices.Sorted(maps.Keys(got.bookmarks))); diff != "" {
			t.Errorf("%s: bookmarks (-want +got):\n%s", name, diff)
		}
		if diff := gocmp.Diff(live.fields, got.fields); diff != "" {
			t.Errorf("%s: fields (-want +got):\n%s", name, diff)
		}
		headings, notes, bookmarks, fields = headings+len(got.headings), notes+len(got.notes), bookmarks+len(got.bookmarks), fields+len(got.fields)
	}
	t.Logf("%d files: %d headings, %d notes, %d bookmarks, %d targets of fields", len(all), headings, notes, bookmarks, fields)
}

// LibreOffice saves every Word file as a Word file again in which the bookmarks, the fields, the notes and the numbered paragraphs still are.
func TestLibreOfficeSaves(t *testing.T) {
	slow(t)
	all := oneOfEach(allDOCXs(t))
	for name, src := range libreOffice(t, "docx", all) {
		want, got := readLive(t, named(t, all, name).bytes), readLive(t, []byte(src))
		for bookmark := range want.empty {
			if got.bookmarks[bookmark] == 2 {
				got.bookmarks[bookmark] = 1 // LibreOffice 7.4 writes the bookmark of a paragraph without words twice
			}
		}
		got.empty = want.empty
		if diff := gocmp.Diff(want, got, gocmp.AllowUnexported(liveParts{})); diff != "" {
			t.Errorf("%s, saved by LibreOffice (-want +got):\n%s", name, diff)
		}
	}
	t.Logf("%d files", len(all))
}

// liveParts is what lives in a Word file: how often each is there.
type liveParts struct {
	bookmarks map[string]int  // by name
	empty     map[string]bool // the bookmarks of paragraphs without words: items that hold a list alone
	fields    map[string]int  // references and counters, by what they name: "REF sec_basis_number"
	notes     int
	numbers   map[string]int // paragraphs that Word counts, by their numbers
}

// readLive reads what lives in a Word file.
func readLive(t *testing.T, src []byte) liveParts {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	out := liveParts{bookmarks: map[string]int{}, empty: map[string]bool{}, fields: map[string]int{}, numbers: map[string]int{}}
	for _, part := range []string{"word/document.xml", "word/footnotes.xml"} {
		root := parseXML(t, zipPart(t, z, part))
		for _, n := range root.all("bookmarkStart") {
			out.bookmarks[n.attrs["name"]]++
		}
		for _, p := range root.all("p") {
			if len(p.all("r")) > 0 {
				continue
			}
			for _, n := range p.all("bookmarkStart") {
				out.empty[n.attrs["name"]] = true
			}
		}
		for _, n := range root.all("instrText") {
			if words := strings.Fields(nodeText(n)); len(words) > 1 && slices.Contains(liveFields, words[0]) {
				out.fields[words[0]+" "+words[1]]++
			}
		}
		out.notes += len(root.all("footnoteReference"))
	}
	numbers, err := wordtest.Numbers(func(name string) []byte { return zipPart(t, z, name) })
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range numbers {
		if n != "" {
			out.numbers[strings.Replace(n, "\uf0b7", "•", 1)]++ // the bullet in the font Symbol, which LibreOffice makes of it
		}
	}
	return out
}

// liveFields are the fields of the body: references to bookmarks and to notes, and the numbers of tables and figures.
var liveFields = []string{"REF", "NOTEREF", "SEQ"}

// headings are the headings of a reading, a line each: the level, the number and the text.
func (r *reading) headings() []string {
	out := []string{}
	for _, p := range r.Body {
		if p.Kind == heading {
			out = append(out, fmt.Sprint(p.Level, " ", solid(p.Marker+p.Text)))
		}
	}
	return out
}

// withNumbers are headings as LibreOffice has understood them, with the numbers that it counts: its own format does not hold those, and
// TestLibreOfficeText has seen them. A number that is text, as that of an annex, stands there already.
func withNumbers(got []string, want *reading) []string {
	out := slices.Clone(got)
	i := 0
	for _, p := range want.Body {
		if p.Kind == heading && i < len(out) {
			if level, text, _ := strings.Cut(out[i], " "); text == solid(p.Text) {
				out[i] = level + " " + solid(p.Marker+p.Text)
			}
			i++
		}
	}
	return out
}

// noteTexts are the notes of a reading in the order of their marks, a line each: the mark and the text.
func (r *reading) noteTexts() []string {
	out := []string{}
	for _, n := range append(slices.Clone(r.TitleNotes), r.Notes...) {
		text := n.Text
		if mark := n.Marker; len(mark) > 1 && strings.Trim(mark, "*") == "" { // see marksTwice: here too
			text = mark + text
		}
		out = append(out, n.Marker+" "+solid(text))
	}
	return out
}

// An openText is what LibreOffice has understood of a file, as it says in its own format.
type openText struct {
	headings, notes []string
	tables          int
	bookmarks       map[string]int // by name
	fields          map[string]int // references and counters, as readLive has them
}

// readODT reads the content of a file in the OpenDocument format.
func readODT(t *testing.T, src []byte) openText {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	out := openText{headings: []string{}, notes: []string{}, bookmarks: map[string]int{}, fields: map[string]int{}}
	content := parseXML(t, zipPart(t, z, "content.xml"))
	for _, h := range content.all("h") {
		out.headings = append(out.headings, h.attrs["outline-level"]+" "+solid(openTextOf(h)))
	}
	for _, n := range content.all("note") {
		var text strings.Builder
		for _, p := range n.child("note-body").kids {
			text.WriteString(openTextOf(p))
		}
		out.notes = append(out.notes, openTextOf(n.child("note-citation"))+" "+solid(text.String()))
	}
	for _, n := range content.all("bookmark", "bookmark-start") {
		out.bookmarks[n.attrs["name"]]++
	}
	out.tables = len(content.all("table"))
	for _, n := range content.all("bookmark-ref") {
		out.fields["REF "+n.attrs["ref-name"]]++
	}
	for _, n := range content.all("sequence") {
		out.fields["SEQ "+n.attrs["name"]]++
	}
	for _, n := range content.all("param") { // a field that LibreOffice 7.4 keeps as it is and does not compute: NOTEREF
		if words := strings.Fields(n.attrs["value"]); len(words) > 1 && slices.Contains(liveFields, words[0]) {
			out.fields[words[0]+" "+words[1]]++
		}
	}
	return out
}

// openTextOf is the text of an element, with the mark of each note in it and without the text of the note.
func openTextOf(n *node) string {
	var b strings.Builder
	for _, k := range n.kids {
		switch k.name {
		case "":
			b.WriteString(k.text)
		case "note":
			b.WriteString(openTextOf(k.child("note-citation")))
		case "line-break", "tab", "s":
			b.WriteByte(' ')
		case "annotation", "sequence-decls":
		default:
			b.WriteString(openTextOf(k))
		}
	}
	return b.String()
}

// lostInPrint is what LibreOffice 7.4 is known to lose, by report, as lacking tells it. The second of two tables on landscape pages gets a second
// column that holds one character; the same table, with the same markup to the byte, is printed whole where the first one is not there.
var lostInPrint = map[string]string{"case-redline-landscape-first-en": "'1' 1, 'A' 1"}

// LibreOffice prints every Word file without loss: every character of text, notes and marks; and on as many pages as our own PDF has, within
// ten in a hundred, of the reports that are real.
func TestLibreOfficePages(t *testing.T) {
	slow(t)
	need(t, "pdftotext")
	all := oneOfEach(allDOCXs(t))
	pdfs := map[string][]byte{}
	for _, b := range allPDFs(t) {
		pdfs[b.name] = b.bytes
	}
	for name, src := range libreOffice(t, "pdf", all) {
		b := named(t, all, name)
		printed := pages(run(t, []byte(src), "pdftotext", "-raw", "FILE", "-"))
		want := readModel(t, b.report)
		all := solidBody(marksTwice(want))
		for _, n := range append(slices.Clone(want.TitleNotes), want.Notes...) {
			all += solid(n.Marker + n.Text)
		}
		if strings.Contains(name, "no-glyph") { // cases about characters that no font has
			continue
		}
		if lost := lacking(all, solid(strings.Join(printed, ""))); lost != lostInPrint[name] {
			t.Errorf("%s: lost in print: %q; known is %q", name, lost, lostInPrint[name])
		}
		ours := pdfs[name]
		if ours == nil || !strings.HasPrefix(name, "example-") && !strings.HasPrefix(name, "corpus-") {
			continue
		}
		own := len(pages(run(t, ours, "pdftotext", "-raw", "FILE", "-")))
		t.Logf("%s: %d pages from LibreOffice, %d of our own", name, len(printed), own)
		if d := len(printed) - own; max(d, -d)*10 > own {
			t.Errorf("%s: %d pages from LibreOffice, %d of our own", name, len(printed), own)
		}
	}
}

// lacking tells the characters that got has fewer of than want, and how many.
func lacking(want, got string) string {
	count := map[rune]int{}
	for _, r := range want {
		count[r]++
	}
	for _, r := range got {
		count[r]--
	}
	var out []string
	for r, n := range count {
		if n > 0 {
			out = append(out, strconv.QuoteRune(r)+" "+strconv.Itoa(n))
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}
