package exchange_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
	"rapporteur/internal/translation"
)

// Where Debian has the outside judges.
const (
	schemas = "/usr/share/php/Symfony/Component/Translation/Resources/schemas"
	omegat  = "/usr/share/omegat/OmegaT.jar"
)

// judge skips the test where a program or file is missing; where RAPPORTEUR_JUDGES says "required", it fails instead.
func judge(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		var err error
		if filepath.IsAbs(name) {
			_, err = os.Stat(name)
		} else {
			_, err = exec.LookPath(name)
		}
		switch {
		case err == nil:
		case os.Getenv("RAPPORTEUR_JUDGES") == "required":
			t.Fatalf("%s is required: %v", name, err)
		default:
			t.Skipf("%s is not here, .ci/judges installs it: %v", name, err)
		}
	}
}

// run runs a judge and returns what it prints.
func run(t *testing.T, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s%s", name, err, clip(out.String()), clip(errs.String()))
	}
	return out.String() + errs.String()
}

func clip(s string) string {
	if len(s) > 4000 {
		return s[len(s)-4000:]
	}
	return s
}

// put writes the files of a form to a folder of that name, and returns their paths.
func put(t *testing.T, dir, name string, docs []*exchange.Document) []string {
	t.Helper()
	f := form(t, name)
	files, err := f.Write(docs)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, file := range files {
		path := filepath.Join(dir, name, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Src, 0o666); err != nil {
			t.Fatal(err)
		}
		out = append(out, path)
	}
	for _, folder := range f.Folders {
		if err := os.MkdirAll(filepath.Join(dir, name, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// inStates gives the units of documents all the states in turn: the lock of a project that is half done.
func inStates(docs []*exchange.Document) []*exchange.Document {
	var out []*exchange.Document
	for _, d := range docs {
		s := d.Section
		lock := translation.ReadLock(nil, &diag.List{})
		for i, u := range s.Units {
			if u.Fixed || len(u.Target.Pieces) == 0 {
				continue
			}
			e := u.Record(translation.State(int(translation.Draft)+i%4), "Ana", day)
			if i%5 == 0 {
				e.Source, e.Text = "000000000000", "Antes "+e.Text
			}
			lock.Put(e)
		}
		out = append(out, exchange.NewDocument(translation.Align(s.Name, s.From, s.To, s.Source, s.Target, lock), d.Project, d.Version, d.Context))
	}
	return out
}

// The files of the worked example are valid after the schemas of OASIS, and so are those of OmegaT.
func TestJudgeSchemas(t *testing.T) {
	judge(t, "xmllint", schemas)
	dir := t.TempDir()
	// The schemas look for xml.xsd on the network, or in a folder that Debian does not have.
	for _, c := range []struct{ name, from, to string }{
		{"xliff-core-1.2-strict.xsd", "http://www.w3.org/2001/xml.xsd", "xml.xsd"},
		{"xliff-core-2.0.xsd", "informativeCopiesOf3rdPartySchemas/w3c/xml.xsd", "xml.xsd"},
		{"xml.xsd", "", ""},
	} {
		src, err := os.ReadFile(filepath.Join(schemas, c.name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, c.name), bytes.ReplaceAll(src, []byte(c.from+`"`), []byte(c.to+`"`)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var one, two []string
	for _, to := range []string{"en", "fr"} {
		for _, docs := range [][]*exchange.Document{documents(t, to), inStates(documents(t, to))} {
			at := t.TempDir()
			one = append(one, put(t, at, "xliff1", docs)...)
			for _, path := range put(t, at, "omegat", docs) {
				if strings.HasSuffix(path, ".xlf") {
					one = append(one, path)
				}
			}
			for _, d := range docs {
				d.Previous = true
			}
			at = t.TempDir()
			one = append(one, put(t, at, "xliff1", docs)...)
			for _, d := range docs {
				d.InText = true
			}
			two = append(two, put(t, at, "xliff2", docs)...)
			for _, d := range docs {
				d.InText = false
			}
			two = append(two, put(t, t.TempDir(), "xliff2", docs)...)
			two = append(two, put(t, at, "xliff21", docs)...)
		}
	}
	for _, c := range []struct {
		schema string
		files  []string
	}{{"xliff-core-1.2-strict.xsd", one}, {"xliff-core-2.0.xsd", two}} {
		out := run(t, "xmllint", append([]string{"--nonet", "--noout", "--schema", filepath.Join(dir, c.schema)}, c.files...)...)
		if n := strings.Count(out, " validates\n"); n != len(c.files) || n != 144 {
			t.Errorf("%s: %d of %d files are valid\n%s", c.schema, n, len(c.files), clip(out))
		}
	}
}

// A toolUnit is a unit as the Translate Toolkit sees it.
type toolUnit struct {
	ID, Source, Target, Notes string
	State                     int
	Fuzzy                     bool
}

// What the Translate Toolkit calls our states: numbers of XLIFF 1.2.
var toolStates = map[translation.State]int{translation.Stale: 31, translation.Draft: 80, translation.Translated: 100, translation.Reviewed: 120, translation.Final: 121}

// text is what the flat text of a unit is in a format.
func text(pieces []translation.Piece, codes bool) string {
	var b strings.Builder
	for _, p := range pieces {
		c := p.Code
		switch {
		case c == nil:
			b.WriteString(p.Text)
		case !codes:
		case c.Kind == translation.Open:
			fmt.Fprintf(&b, "<g%d>", c.Number)
		case c.Kind == translation.Close:
			fmt.Fprintf(&b, "</g%d>", c.Number)
		default:
			fmt.Fprintf(&b, "<x%d/>", c.Number)
		}
	}
	return b.String()
}

// The Translate Toolkit reads every unit of every format, with its codes and state, and what it edits comes back.
func TestJudgeToolkit(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	python := filepath.Join(cache, "rapporteur", "translate-toolkit", "bin", "python3")
	judge(t, python)
	dir := t.TempDir()
	docs := inStates(documents(t, "en"))
	var files []string
	for _, name := range []string{"xliff1", "xliff2", "xliff21", "po", "tmx"} {
		files = append(files, put(t, dir, name, docs)...)
	}
	edited := t.TempDir()
	cmd := exec.Command(python, append([]string{"testdata/toolkit.py", edited}, files...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var seen map[string][]toolUnit
	if err := json.Unmarshal(out, &seen); err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, d := range docs {
		for _, name := range []string{"xliff1", "xliff2", "xliff21", "po"} {
			ending := ".xlf"
			if name == "po" {
				ending = ".po"
			}
			units := seen[name+"/"+d.Section.Name+".en"+ending]
			if len(units) != len(d.Units) {
				t.Errorf("%s %s: %d units out, the Toolkit sees %d", name, d.Section.Name, len(d.Units), len(units))
				continue
			}
			total += len(units)
			for i, u := range d.Units {
				got := units[i]
				codes := name == "xliff1" || name == "po"
				source, target := text(u.Source.Pieces, codes), text(u.Target.Pieces, codes)
				if got.ID != u.ID || got.Source != source || got.Target != target {
					t.Errorf("%s: the Toolkit sees\n%s %q %q; want\n%s %q %q", name, got.ID, got.Source, got.Target, u.ID, source, target)
				}
				if name == "xliff1" && got.State != toolStates[u.State] {
					t.Errorf("%s: state %d for %s", u.ID, got.State, u.State)
				}
				if fuzzy := u.State == translation.Stale || u.State == translation.Draft; name == "po" && got.Fuzzy != fuzzy {
					t.Errorf("%s: fuzzy %t for %s", u.ID, got.Fuzzy, u.State)
				}
				if note := d.Note(u); codes && !strings.Contains(got.Notes, strings.Split(note, "\n")[0]) {
					t.Errorf("%s %s: the note is %q, want %q", name, u.ID, got.Notes, note)
				}
			}
		}
	}
	if total < 4*600 {
		t.Errorf("%d units", total)
	}
	reviewed := 0
	for _, d := range docs {
		for _, u := range d.Units {
			if u.State >= translation.Reviewed {
				reviewed++
			}
		}
	}
	if n := len(seen["tmx/es-en.tmx"]); n != reviewed || n == 0 {
		t.Errorf("tmx: %d pairs out, the Toolkit sees %d", reviewed, n)
	}
	// Its commands count the same, and turn PO into XLIFF without losing a unit.
	bin := filepath.Dir(python)
	counted := run(t, filepath.Join(bin, "pocount"), "--csv", filepath.Join(dir, "xliff1"))
	turned := t.TempDir()
	run(t, filepath.Join(bin, "po2xliff"), "--progress=none", "-i", filepath.Join(dir, "po"), "-o", turned)
	for _, d := range docs {
		if row := regexp.MustCompile(regexp.QuoteMeta(d.Section.Name) + `\.en\.xlf,.*`).FindString(counted); len(strings.Split(row, ",")) < 9 || strings.Split(row, ",")[8] != fmt.Sprint(len(d.Units)) {
			t.Errorf("pocount says %q, want %d units", row, len(d.Units))
		}
		src, err := os.ReadFile(filepath.Join(turned, d.Section.Name+".en.xliff"))
		if err != nil {
			t.Fatal(err)
		}
		if n := bytes.Count(src, []byte("<trans-unit")) - 1; n != len(d.Units) { // one is the head of PO
			t.Errorf("the PO of %s turned into XLIFF has %d units, want %d", d.Section.Name, n, len(d.Units))
		}
	}
	for _, d := range docs {
		for _, name := range []string{"xliff1", "po"} {
			ending := map[string]string{"xliff1": ".xlf", "po": ".po"}[name]
			back := takeFile(t, d.Section, filepath.Join(edited, "words", name, d.Section.Name+".en"+ending))
			wantSwapped(t, name, d, back, func(i int) bool { return i%3 == 2 })
		}
		damaged(t, d, takeFile(t, d.Section, filepath.Join(edited, "plain", "xliff1", d.Section.Name+".en.xlf")))
	}
}

// Where codes stand in the text, a tool that knows none of XLIFF does no harm; and what was translated before is not taken for the unit.
func TestJudgeToolkitInText(t *testing.T) {
	cache, err := os.UserCacheDir()
	if err != nil {
		t.Fatal(err)
	}
	python := filepath.Join(cache, "rapporteur", "translate-toolkit", "bin", "python3")
	judge(t, python)
	dir, edited := t.TempDir(), t.TempDir()
	docs := inStates(documents(t, "en"))
	for _, d := range docs {
		d.InText, d.Previous = true, true
	}
	files := append(put(t, dir, "xliff1", docs), put(t, dir, "xliff2", docs)...)
	cmd := exec.Command(python, append([]string{"testdata/toolkit.py", edited}, files...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var seen map[string][]toolUnit
	if err := json.Unmarshal(out, &seen); err != nil {
		t.Fatal(err)
	}
	tokens := strings.NewReplacer("</g", "{/", "<g", "{", "<x", "{", "/>", "}", ">", "}")
	for _, d := range docs {
		for _, name := range []string{"xliff1", "xliff2"} {
			units := seen[name+"/"+d.Section.Name+".en.xlf"]
			if len(units) != len(d.Units) {
				t.Errorf("%s %s: %d units out, the Toolkit sees %d", name, d.Section.Name, len(d.Units), len(units))
				continue
			}
			for i, u := range d.Units {
				source, target := tokens.Replace(text(u.Source.Pieces, true)), tokens.Replace(text(u.Target.Pieces, true))
				if got := units[i]; got.ID != u.ID || got.Source != source || got.Target != target {
					t.Errorf("%s: the Toolkit sees\n%s %q %q; want\n%s %q %q", name, got.ID, got.Source, got.Target, u.ID, source, target)
				}
			}
		}
		back := takeFile(t, d.Section, filepath.Join(edited, "plain", "xliff1", d.Section.Name+".en.xlf"))
		wantSwapped(t, "in the text", d, back, func(i int) bool { return i%3 == 2 })
	}
}

// takeFile takes a file that came back into a section of the worked example.
func takeFile(t *testing.T, s *translation.Section, path string) *exchange.Result {
	t.Helper()
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	_, _, target, _ := bilingual(t, s.To)
	return exchange.Take(s, returned(t, string(src)), exchange.Options{File: target.File(s.Name), Markdown: target.Options, By: "Luz", On: day})
}

// swap puts other letters for some, as testdata/toolkit.py does; codes are not of these letters.
var swap = strings.NewReplacer("d", "ð", "e", "ë", "o", "ö", "l", "ł").Replace

// wantSwapped holds a section against what a tool has made of it: the chosen units have the words of the original in other letters, and all
// others stand as they stood.
func wantSwapped(t *testing.T, name string, d *exchange.Document, r *exchange.Result, chosen func(i int) bool) {
	t.Helper()
	after := map[string]*translation.Unit{}
	for _, u := range r.Section.Units {
		after[u.ID] = u
	}
	if len(r.Verdicts) != len(d.Units) {
		t.Fatalf("%s %s: %d units out, %d in", name, d.Section.Name, len(d.Units), len(r.Verdicts))
	}
	for i, u := range d.Units {
		v, now := r.Verdicts[i], after[u.ID]
		if now == nil {
			t.Errorf("%s: %s is gone", name, u.ID)
			continue
		}
		if want := text(u.Source.Pieces, true); !chosen(i) || swap(want) == want {
			// As "Cuba", which the tool says is translated, and "País" in the place of "Country".
			alike := chosen(i) && (v.Fate == exchange.Confirmed || v.Fate == exchange.Emptied)
			if v.Fate != exchange.Unchanged && v.Fate != exchange.Untranslated && !alike || now.Target.Plain() != u.Target.Plain() {
				t.Errorf("%s: %s is %s; was %q, is %q", name, u.ID, v.Fate, u.Target.Plain(), now.Target.Plain())
			}
			continue
		}
		if want := swap(text(u.Source.Pieces, true)); v.Fate != exchange.Taken || text(now.Target.Pieces, true) != want {
			t.Errorf("%s: %s is %s %s; has %q, want %q", name, u.ID, v.Fate, v.Reason, text(now.Target.Pieces, true), want)
		}
	}
}

// damaged wants a file that a tool without codes has edited to be taken only where no code was in the way.
func damaged(t *testing.T, d *exchange.Document, r *exchange.Result) {
	t.Helper()
	for i, u := range d.Units {
		v := r.Verdicts[i]
		// Where the codes stand behind all words, the new words have come before them, and nothing is damaged.
		codes := translation.Codes(u.Target.Pieces)
		behind := len(codes) > 0 && u.Target.Pieces[0].Code == nil && len(codes) == len(u.Target.Pieces)-1
		switch {
		case i%3 != 2 || swap(u.Source.Plain()) == u.Source.Plain():
		case len(codes) == 0 || behind:
			if v.Fate != exchange.Taken {
				t.Errorf("%s without codes in the way is %s: %s", u.ID, v.Fate, v.Reason)
			}
		case v.Fate != exchange.Refused:
			t.Errorf("%s is %s, and its codes were lost: %q", u.ID, v.Fate, text(v.Returned.Target, true))
		}
	}
}

// gettext takes the catalogues for what they are, and merges them with the old originals kept.
func TestJudgeGettext(t *testing.T) {
	judge(t, "msgfmt", "msgmerge")
	for _, to := range []string{"en", "fr"} {
		for _, docs := range [][]*exchange.Document{documents(t, to), inStates(documents(t, to))} {
			dir := t.TempDir()
			for i, path := range put(t, dir, "po", docs) {
				n := map[string]int{}
				stale := 0
				for _, u := range docs[i].Units {
					switch {
					case u.State == translation.Missing:
						n["untranslated"]++
					case u.State >= translation.Translated:
						n["translated"]++
					default:
						n["fuzzy"]++
					}
					if u.State == translation.Stale {
						stale++
					}
				}
				out := run(t, "msgfmt", "--check", "--statistics", "-o", filepath.Join(dir, "x.mo"), path)
				if strings.Contains(out, "warning") {
					t.Errorf("%s: %s", path, out)
				}
				for _, kind := range []string{"translated message", "fuzzy translation", "untranslated message"} {
					want := fmt.Sprintf("%d %s", n[strings.Fields(kind)[0]], kind)
					if n[strings.Fields(kind)[0]] > 0 && !regexp.MustCompile(`(^|[ ,])`+want).MatchString(out) {
						t.Errorf("%s: %q, want %s", path, out, want)
					}
				}
				merged := run(t, "msgmerge", "--previous", "--quiet", path, path)
				if got := strings.Count(merged, "#| msgid"); got != stale {
					t.Errorf("%s: %d old originals, want %d", path, got, stale)
				}
				r := exchange.Take(docs[i].Section, returned(t, merged), exchange.Options{})
				if f := fates(r); r.Src != nil || len(r.Entries) > 0 || f["unchanged"]+f["untranslated"] != len(docs[i].Units) {
					t.Errorf("%s: merged with itself: %v", path, f)
				}
			}
		}
	}
}

// OmegaT shows every sentence once, takes over the reviewed pairs, makes a translation of what is in its memory, and says where a code is lost.
func TestJudgeOmegaT(t *testing.T) {
	judge(t, "java", omegat)
	java := func(dir string, args ...string) string {
		cmd := exec.Command("java", append([]string{"-Duser.home=" + t.TempDir(), "-jar", omegat, dir}, args...)...)
		out, err := cmd.CombinedOutput()
		if err != nil && len(args) < 2 {
			t.Fatalf("OmegaT: %v\n%s", err, clip(string(out)))
		}
		return string(out)
	}
	type memory struct {
		Pairs []struct {
			Segs []string `xml:"tuv>seg"`
		} `xml:"body>tu"`
	}
	// A language that has little: OmegaT dumps its segments, a machine translates them all, and OmegaT makes the documents.
	docs := documents(t, "fr")
	dir := t.TempDir()
	put(t, dir, "omegat", docs)
	project := filepath.Join(dir, "omegat")
	dump := filepath.Join(dir, "dump.tmx")
	java(project, "--mode=console-createpseudotranslatetmx", "--pseudotranslatetmx="+dump, "--pseudotranslatetype=equal")
	src, err := os.ReadFile(dump)
	if err != nil {
		t.Fatal(err)
	}
	var m memory
	if err := xml.Unmarshal(src, &m); err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	for _, p := range m.Pairs {
		shown[p.Segs[0]] = true
	}
	want := map[string]bool{}
	tmx, _ := form(t, "tmx").Write(asReviewed(docs))
	var ours memory
	if err := xml.Unmarshal(tmx[0].Src, &ours); err != nil {
		t.Fatal(err)
	}
	for _, p := range ours.Pairs {
		want[p.Segs[0]] = true
	}
	for s := range want {
		if !shown[s] {
			t.Errorf("OmegaT does not show %q", s)
		}
	}
	if len(shown) != len(want) || len(shown) < 600 {
		t.Errorf("OmegaT shows %d segments, our memory has %d", len(shown), len(want))
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><tmx version="1.1"><header creationtool="OmegaT" creationtoolversion="3.6" segtype="paragraph" o-tmf="OmegaT TMX" adminlang="EN-US" srclang="ES" datatype="plaintext"></header><body>`)
	for _, p := range m.Pairs {
		b.WriteString("<tu>")
		for i, s := range []string{p.Segs[0], swap(p.Segs[0])} {
			fmt.Fprintf(&b, `<tuv lang=%q><seg>`, []string{"ES", "FR"}[i])
			if err := xml.EscapeText(&b, []byte(s)); err != nil {
				t.Fatal(err)
			}
			b.WriteString("</seg></tuv>")
		}
		b.WriteString("</tu>")
	}
	b.WriteString("</body></tmx>")
	saved := filepath.Join(project, "omegat", "project_save.tmx")
	if err := os.WriteFile(saved, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	java(project, "--mode=console-translate")
	for _, d := range docs {
		wantSwapped(t, "omegat", d, takeFile(t, d.Section, filepath.Join(project, "target", d.Section.Name+".xlf")), func(int) bool { return true })
	}
	// One code less, and OmegaT says where.
	if err := os.WriteFile(saved, []byte(strings.Replace(b.String(), "&lt;x0/&gt;.</seg></tuv></tu>", ".</seg></tuv></tu>", 1)), 0o666); err != nil {
		t.Fatal(err)
	}
	if out := java(project, "--mode=console-translate", "--tag-validation=abort"); !strings.Contains(out, "x0") {
		t.Errorf("a lost code is not told of: %s", clip(out))
	}
	// All pairs reviewed: OmegaT takes them over by itself, and nothing changes.
	docs = asReviewed(documents(t, "en"))
	put(t, dir, "omegat", docs)
	if err := os.Remove(saved); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(project, "omegat.project"), omegatSettings(t, docs), 0o666); err != nil {
		t.Fatal(err)
	}
	java(project, "--mode=console-translate")
	units, over := 0, 0
	for _, d := range docs {
		r := takeFile(t, d.Section, filepath.Join(project, "target", d.Section.Name+".xlf"))
		for i, v := range r.Verdicts {
			units++
			if v.Fate == exchange.Unchanged {
				over++
			} else if text(d.Units[i].Source.Pieces, true) != text(v.Returned.Target, true) && !repeats(docs, d.Units[i]) {
				t.Errorf("%s is %s: %q, want %q", v.Returned.ID, v.Fate, text(v.Returned.Target, true), text(d.Units[i].Target.Pieces, true))
			}
		}
	}
	if units < 600 || over < units*99/100 {
		t.Errorf("OmegaT took over %d of %d reviewed pairs", over, units)
	}
}

// omegatSettings are the settings of the project of docs.
func omegatSettings(t *testing.T, docs []*exchange.Document) []byte {
	t.Helper()
	files, err := form(t, "omegat").Write(docs)
	if err != nil {
		t.Fatal(err)
	}
	return files[0].Src
}

// repeats reports whether another sentence is the same as the original of u: tools have one translation for both.
func repeats(docs []*exchange.Document, u *translation.Unit) bool {
	n := 0
	for _, d := range docs {
		for _, x := range d.Units {
			if x.Source.Plain() == u.Source.Plain() {
				n++
			}
		}
	}
	return n > 1
}

// asReviewed gives every unit of documents a translation that is reviewed; where there is none, that is the original.
func asReviewed(docs []*exchange.Document) []*exchange.Document {
	var out []*exchange.Document
	for _, d := range docs {
		s := d.Section
		target := s.Target
		if target == nil {
			target = s.Source
		}
		whole := translation.Align(s.Name, s.From, s.To, s.Source, target, nil)
		lock := translation.ReadLock(nil, &diag.List{})
		for _, u := range whole.Units {
			lock.Put(u.Record(translation.Reviewed, "Ana", day))
		}
		out = append(out, exchange.NewDocument(translation.Align(s.Name, s.From, s.To, s.Source, target, lock), d.Project, d.Version, d.Context))
	}
	return out
}
