package quality_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/quality"
	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// perKind is how many faults of each kind are planted, of them at least leastFound in a hundred have to be found.
const (
	perKind    = 20
	leastFound = 95
)

// A pairOf is a section of the worked example in two languages.
type pairOf struct {
	name, from, to string
	source, target string
	options        [2]markdown.Options
}

// An example is the worked example in its original and one translation.
type example struct {
	to       string
	sections []pairOf
	places   []place
	options  quality.Options
}

// A place is a sentence of a block of the first level.
type place struct {
	pair pairOf
	unit *translation.Unit
}

// readExample reads the sections that the worked example has in two languages.
func readExample(t testing.TB, from, to string) *example {
	t.Helper()
	fsys := os.DirFS("../..")
	var found diag.List
	config := compile.ReadConfig(fsys, &found)
	e := &example{to: to}
	var readers [2]*compile.Reader
	for i, language := range []string{from, to} {
		r, err := compile.NewReader(fsys, config, language, &found)
		if err != nil || found.HasErrors() {
			t.Fatal(err, found.Sorted())
		}
		readers[i] = r
	}
	for _, name := range readers[0].Sections() {
		source, err := os.ReadFile("../../" + readers[0].File(name))
		if err != nil {
			t.Fatal(err)
		}
		target, err := os.ReadFile("../../" + readers[1].File(name))
		if err != nil {
			continue // a translation that has only begun
		}
		e.sections = append(e.sections, pairOf{name, from, to, string(source), string(target), [2]markdown.Options{readers[0].Options, readers[1].Options}})
	}
	src, err := os.ReadFile("../../content/terms.csv")
	if err != nil {
		t.Fatal(err)
	}
	e.options = quality.Options{Data: data(t, from, to), Terms: term.ReadCSV(diag.NewFile("content/terms.csv", src), &found), Names: planted()}
	if found.Len() > 0 {
		t.Fatal(found.Sorted())
	}
	for _, p := range e.sections {
		s := p.align(nil)
		top := map[*translation.Block]bool{}
		for _, x := range s.Pairs {
			top[x.Source] = true
		}
		for _, u := range s.Units {
			if top[u.Block] && len(u.Target.Pieces) > 0 && u.Source.Span.Start >= u.Block.Span.Start && u.Target.Span.Start >= u.Other.Span.Start {
				e.places = append(e.places, place{p, u})
			}
		}
	}
	return e
}

// align sets the texts of a pair side by side.
func (p pairOf) align(lock *translation.Lock) *translation.Section {
	var found diag.List
	a := markdown.Parse(diag.NewFile("content/"+p.from+"/"+p.name+".md", []byte(p.source)), p.options[0], &found)
	b := markdown.Parse(diag.NewFile("content/"+p.to+"/"+p.name+".md", []byte(p.target)), p.options[1], &found)
	return translation.Align(p.name, p.from, p.to, a, b, lock)
}

// final is a lock in which every sentence is final.
func final(s *translation.Section) *translation.Lock {
	l := translation.ReadLock(nil, &diag.List{})
	for _, u := range s.Units {
		l.Put(&translation.Entry{ID: u.ID, State: "final", Source: u.SourceHash(), Target: u.TargetHash(), Text: u.Source.Span.Text()})
	}
	return l
}

// A seed is one fault in one sentence: the section with it and without it, where both languages hold what was planted to be broken.
type seed struct {
	clean, faulty *translation.Section
	id            string // of the sentence
}

// A kind is a kind of fault.
type kind struct {
	name  string
	want  []string                                  // ids of checks that may find it, or codes of what is found where blocks are compared
	plant func(r *rand.Rand, to string) [2]string   // what both languages get behind the words of the sentence; nil for what it has itself
	spoil func(r *rand.Rand, to, raw string) string // the translation with the fault; the same for a sentence that has no place for it
	fits  func(u *translation.Unit, to string) bool // which sentences; nil for those of running text
	lock  bool                                      // what was translated is remembered
	in    func(r *rand.Rand, source string) string  // the original with a change, in place of spoil
	copy  func(source string) string                // the translation made of the original, in place of spoil
	soft  bool                                      // a warning or a note tells it; what is right has neither
}

// replaced returns raw with one match of re, picked by r, as f makes it.
func replaced(r *rand.Rand, raw string, re *regexp.Regexp, f func(string) string) string {
	all := re.FindAllStringIndex(raw, -1)
	if len(all) == 0 {
		return raw
	}
	m := all[r.IntN(len(all))]
	return raw[:m[0]] + f(raw[m[0]:m[1]]) + raw[m[1]:]
}

// otherDigit changes one digit, not the first, for the number is to stay one of its kind.
func otherDigit(r *rand.Rand) func(string) string {
	return func(s string) string {
		var at []int
		for i := range s {
			if s[i] >= '0' && s[i] <= '9' && i > 0 {
				at = append(at, i)
			}
		}
		i := at[r.IntN(len(at))]
		return s[:i] + strconv.Itoa((int(s[i]-'0')+1+r.IntN(8))%10) + s[i+1:]
	}
}

var (
	noteCall   = regexp.MustCompile(`\[\^[a-z-]+\]|\[(?:see )?@[a-z][a-z0-9-]*\]`)
	refer      = regexp.MustCompile(`@(?:para|rec|tbl|fig)-[0-9a-z-]*[0-9a-z]`)
	bareNumber = regexp.MustCompile(`(?:\b| )[0-9]{2,}\b`)
	grouped    = regexp.MustCompile(`\b[0-9]{1,3}(?:[, \x{a0}][0-9]{3})+\b`)
	bracket    = regexp.MustCompile(`[()]`)
	monthOf    = map[string]*regexp.Regexp{
		"en": regexp.MustCompile(`\b(?:January|February|March|April|June|July|August|September|October|November|December)\b`),
		"fr": regexp.MustCompile(`\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)\b`),
	}
	otherMonth = map[string][2]string{"en": {"May", "June"}, "fr": {"mai", "juin"}}
	actorOf    = map[string]*regexp.Regexp{"en": regexp.MustCompile(`\bState\b`), "fr": regexp.MustCompile(`\bl'État\b`)}
	migrantOf  = map[string]*regexp.Regexp{"en": regexp.MustCompile(`\bmigrants?\b`), "fr": regexp.MustCompile(`\bmigrants?\b`)}
)

func same(s string) func(*rand.Rand, string) [2]string {
	return func(*rand.Rand, string) [2]string { return [2]string{s, s} }
}

func without(raw, old, by string) string { return strings.Replace(raw, old, by, 1) }

func isCell(u *translation.Unit) bool { return u.Block.Kind == "table" && u.Fixed }

// unique asks for a text that is no part of what stands around the codes: numbers in keys are none of the sentence.
func plainOnly(u *translation.Unit, _ string) bool {
	return !u.Fixed && u.Part == "" && !strings.ContainsAny(u.Target.Span.Text(), "@[<{\n")
}

// kinds are faults of every check that finds errors.
var kinds = []kind{
	{name: "sentence lost", want: []string{"Q01"}, lock: true, spoil: func(*rand.Rand, string, string) string { return "" },
		fits: func(u *translation.Unit, _ string) bool {
			return !u.Fixed && u.Part == "" && u.Block.Kind == "paragraph" && len(u.Block.Parts[0].Sentences) > 1 && len(u.Other.Parts[0].Sentences) > 1
		}},
	{name: "original changed", want: []string{"Q04"}, lock: true, in: func(_ *rand.Rand, s string) string { return without(s, " ", " siempre ") }},
	{name: "italics lost", want: []string{"Q05"}, plant: func(r *rand.Rand, _ string) [2]string {
		s := fmt.Sprintf(" (*Gaceta %d*)", 100+r.IntN(900))
		return [2]string{s, s}
	}, spoil: func(_ *rand.Rand, _, raw string) string { return strings.ReplaceAll(raw, "*", "") }},
	{name: "note or citation lost", want: []string{"translation/missing-note"}, spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, noteCall, func(string) string { return "" })
	}},
	{name: "note or citation doubled", want: []string{"translation/extra-note", "note/used-twice"}, spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, regexp.MustCompile(`\[@[a-z][a-z0-9-]*\]`), func(s string) string { return s + s })
	}},
	{name: "reference changed", want: []string{"translation/missing-reference"}, spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, refer, func(s string) string { return s + "-b" })
	}},
	{name: "placeholder changed", want: []string{"Q07"}, plant: same(" {total}"), spoil: func(_ *rand.Rand, _, raw string) string { return without(raw, "{total}", "{tot}") }},
	{name: "digit changed", want: []string{"Q08", "Q10", "Q11"}, fits: plainOnly, spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, bareNumber, otherDigit(r))
	}},
	{name: "number lost", want: []string{"Q08", "Q10", "Q11"}, fits: plainOnly, spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, bareNumber, func(string) string { return "" })
	}},
	{name: "marks of another language", want: []string{"Q08"}, spoil: func(r *rand.Rand, to, raw string) string {
		mark := map[string]string{"en": ".", "fr": ","}[to]
		return replaced(r, raw, grouped, func(s string) string {
			if strings.Count(s, "")-1 > 7 { // two marks leave no doubt in any language
				return s
			}
			return strings.NewReplacer(",", mark, " ", mark, "\u00a0", mark).Replace(s)
		})
	}},
	{name: "month changed", want: []string{"Q10"}, spoil: func(r *rand.Rand, to, raw string) string {
		return replaced(r, raw, monthOf[to], func(s string) string {
			if s == otherMonth[to][0] {
				return otherMonth[to][1]
			}
			return otherMonth[to][0]
		})
	}},
	{name: "symbol changed", want: []string{"Q11"}, plant: func(r *rand.Rand, _ string) [2]string {
		s := fmt.Sprintf(" (CMW/C/HND/QPR/%d)", 2+r.IntN(7))
		return [2]string{s, s}
	}, spoil: func(_ *rand.Rand, _, raw string) string { return without(raw, "/HND/QPR/", "/HND/QPR/1") }},
	{name: "letter changed", want: []string{"Q11"}, plant: func(r *rand.Rand, to string) [2]string {
		n, l := 8+r.IntN(60), string(rune('a'+r.IntN(5)))
		return [2]string{fmt.Sprintf(" (artículo %d, párrafo 1 %s))", n, l), map[string]string{"en": fmt.Sprintf(" (article %d (1) (%s))", n, l), "fr": fmt.Sprintf(" (art. %d, par. 1 %s))", n, l)}[to]}
	}, spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, regexp.MustCompile(`[a-e]\)\)`), func(s string) string { return string(rune(s[0]+1)) + "))" })
	}},
	{name: "pinpoint changed", want: []string{"Q11"}, plant: func(r *rand.Rand, _ string) [2]string {
		s := fmt.Sprintf("[@icrmw, art. %d]", 8+r.IntN(80))
		return [2]string{s, s}
	}, spoil: func(r *rand.Rand, _, raw string) string { return without(raw, ", art. ", ", art. 1") }},
	{name: "number of a table changed", want: []string{"Q12", "Q08"}, plant: func(r *rand.Rand, to string) [2]string {
		n := 2 + r.IntN(7)
		return [2]string{fmt.Sprintf(" (véase el cuadro %d)", n), map[string]string{"en": fmt.Sprintf(" (see table %d)", n), "fr": fmt.Sprintf(" (voir tableau %d)", n)}[to]}
	}, spoil: func(_ *rand.Rand, _, raw string) string {
		return without(without(raw, "see table ", "see table 1"), "voir tableau ", "voir tableau 1")
	}},
	{name: "address changed", want: []string{"Q13"}, plant: func(r *rand.Rand, _ string) [2]string {
		s := fmt.Sprintf(" (<https://example.org/%d>)", 100+r.IntN(900))
		return [2]string{s, s}
	}, spoil: func(_ *rand.Rand, _, raw string) string { return without(raw, "example.org/", "example.org/x") }},
	{name: "forbidden term", want: []string{"Q15"}, spoil: func(r *rand.Rand, to, raw string) string {
		return replaced(r, raw, migrantOf[to], func(s string) string {
			switch {
			case to == "en":
				return "illegal " + s
			case strings.HasSuffix(s, "s"):
				return s + " illégaux"
			}
			return s + " illégal"
		})
	}},
	{name: "actor changed", want: []string{"Q16"}, fits: func(u *translation.Unit, to string) bool {
		source, target := u.Source.Plain(), u.Target.Plain()
		other := map[string]string{"en": "Committee", "fr": "Comité"}[to]
		return !u.Fixed && u.Part == "" && regexp.MustCompile(`\bEstado\b`).MatchString(source) && !strings.Contains(source, "Comité") && !strings.Contains(source, "Departamento de Estado") &&
			len(actorOf[to].FindAllString(target, -1)) == 1 && !strings.Contains(target, other) && strings.Count(target, "State")+strings.Count(target, "État")+strings.Count(target, "Government") == 1
	}, spoil: func(r *rand.Rand, to, raw string) string {
		return replaced(r, raw, actorOf[to], func(string) string { return map[string]string{"en": "Committee", "fr": "le Comité"}[to] })
	}},
	{name: "bracket lost", want: []string{"Q21"}, fits: func(u *translation.Unit, _ string) bool {
		raw := u.Target.Span.Text()
		return !u.Fixed && u.Part == "" && strings.Count(raw, "(") == 1 && strings.Count(raw, ")") == 1 && !strings.ContainsAny(raw, "]<")
	}, spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, bracket, func(string) string { return "" })
	}},
	{name: "cell changed", want: []string{"Q26"}, fits: func(u *translation.Unit, _ string) bool { return isCell(u) }, spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, regexp.MustCompile(`[0-9][0-9 ,.]*[0-9]`), otherDigit(r))
	}},
	{name: "direction turned", want: []string{"Q30"}, spoil: func(_ *rand.Rand, _, raw string) string { return without(raw, " ", " \u200f") }},
}

// few are kinds of which the example has not enough places, or English none.
var few = []string{"actor changed", "day with a capital", "term lost", "block in another language", "heading in title case"}

// allKinds are the kinds of faults of errors, warnings and notes.
func allKinds() []kind {
	out := slices.Clone(kinds)
	for _, k := range soft {
		k.soft = true
		out = append(out, k)
	}
	return out
}

// seeds plants up to n faults of a kind in blocks of the example, the same ones at every run.
func (e *example) seeds(k kind, n int) []seed {
	r := rand.New(rand.NewPCG(7, uint64(len(k.name))<<8+uint64(k.name[0])))
	fits := k.fits
	if fits == nil {
		fits = func(u *translation.Unit, _ string) bool { return !u.Fixed && u.Part == "" }
	}
	var places []place
	for _, x := range e.places {
		if fits(x.unit, e.to) {
			places = append(places, x)
		}
	}
	r.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	var out []seed
	for _, x := range places {
		if len(out) == n {
			break
		}
		if s, ok := e.seed(r, k, x); ok && !(k.soft && e.told(k, s.clean)) {
			out = append(out, s)
		}
	}
	return out
}

// seed plants one fault in a sentence, in its block alone; false where there is no place for it.
func (e *example) seed(r *rand.Rand, k kind, x place) (seed, bool) {
	u := x.unit
	p := x.pair
	mark := "" // what stands before the words of a block
	if u.Block.Kind == "heading" {
		mark = "# "
	}
	p.source, p.target = mark+u.Block.Span.Text()+"\n", mark+u.Other.Span.Text()+"\n"
	source, target := u.Source.Span, u.Target.Span
	source.Start, source.End = source.Start-u.Block.Span.Start+len(mark), source.End-u.Block.Span.Start+len(mark)
	target.Start, target.End = target.Start-u.Other.Span.Start+len(mark), target.End-u.Other.Span.Start+len(mark)
	a, b := u.Source.Span.Text(), u.Target.Span.Text()
	if k.plant != nil {
		words := k.plant(r, e.to)
		if !strings.HasSuffix(a, ".") || !strings.HasSuffix(b, ".") {
			return seed{}, false
		}
		a, b = a[:len(a)-1]+words[0]+".", b[:len(b)-1]+words[1]+"."
	}
	clean, faulty := p, p
	clean.source, clean.target = put(p.source, source, a), put(p.target, target, b)
	if k.in != nil {
		faulty.source, faulty.target = put(p.source, source, k.in(r, a)), clean.target
	} else if k.copy != nil {
		faulty.source, faulty.target = clean.source, put(p.target, target, k.copy(a))
	} else {
		faulty.source, faulty.target = clean.source, put(p.target, target, k.spoil(r, e.to, b))
	}
	if faulty.source == clean.source && faulty.target == clean.target {
		return seed{}, false
	}
	var lock *translation.Lock
	if k.lock {
		lock = final(clean.align(nil))
	}
	s := seed{clean: clean.align(lock), faulty: faulty.align(lock)}
	i := slices.IndexFunc(s.clean.Units, func(u *translation.Unit) bool { return u.Source.Span.Start == source.Start })
	if i < 0 {
		return seed{}, false
	}
	s.id = s.clean.Units[i].ID
	return s, true
}

func put(text string, at diag.Span, by string) string { return text[:at.Start] + by + text[at.End:] }

// told reports whether the checks that are to find faults of a kind find something in a section. A block with a note of its own is no place for
// another one.
func (e *example) told(k kind, s *translation.Section) bool {
	return slices.ContainsFunc(quality.Run([]*translation.Section{s}, e.options).Findings, func(f quality.Finding) bool { return slices.Contains(k.want, f.Check.ID) })
}

// found tells whether the checks find the fault of a seed, how many errors there are in the block without it, and what is said of the sentence.
func (e *example) found(k kind, s seed) (hit bool, errors int, said []string) {
	opt := e.options
	for _, f := range quality.Run([]*translation.Section{s.faulty}, opt).Findings {
		if f.Unit.ID == s.id {
			said = append(said, f.Diagnostic.Message)
			hit = hit || !k.soft && f.Diagnostic.Severity == diag.Error && slices.Contains(k.want, f.Check.ID)
		}
		hit = hit || k.soft && slices.Contains(k.want, f.Check.ID)
	}
	var differ diag.List
	s.faulty.Differences(&differ)
	for _, d := range differ.Sorted() {
		hit = hit || slices.Contains(k.want, d.Code)
	}
	r := quality.Run([]*translation.Section{s.clean}, opt)
	for _, f := range r.Findings {
		if f.Diagnostic.Severity == diag.Error {
			errors++
		}
	}
	return hit, errors, said
}

// TestSeeds plants faults of every kind of error in the worked example and asks that the checks find them, and that they find nothing where
// there is none.
func TestSeeds(t *testing.T) {
	for _, to := range []string{"en", "fr"} {
		e := readExample(t, "es", to)
		planted, hits := 0, 0
		for _, k := range allKinds() {
			seeds := e.seeds(k, perKind)
			n := 0
			for _, s := range seeds {
				hit, errors, said := e.found(k, s)
				if hit {
					n++
				} else {
					t.Logf("%s, %s: %s of %s is not found: %q", to, k.name, s.id, s.faulty.Name, said)
				}
				if errors > 0 {
					t.Errorf("%s, %s: %d errors in %s of %s without the fault", to, k.name, errors, s.id, s.clean.Name)
				}
			}
			t.Logf("%s: %-26s %d of %d", to, k.name, n, len(seeds))
			if len(seeds) < perKind && to == "en" && !slices.Contains(few, k.name) {
				t.Errorf("%s: only %d faults could be planted", k.name, len(seeds))
			}
			if 100*n < leastFound*len(seeds) {
				t.Errorf("%s, %s: %d of %d faults are found; at least %d in a hundred were expected", to, k.name, n, len(seeds), leastFound)
			}
			planted, hits = planted+len(seeds), hits+n
		}
		t.Logf("%s: %d of %d", to, hits, planted)
	}
}

// TestExample asks that there is no error in the worked example as it is, at most one in a hundred sentences; also when the translation into
// English is taken for the original, of which neither the terms nor the data were made. Of warnings there may be as many where the original is
// the one of the example.
func TestExample(t *testing.T) {
	for _, way := range [][2]string{{"es", "en"}, {"es", "fr"}, {"en", "es"}, {"en", "fr"}} {
		to := way[1]
		e := readExample(t, way[0], to)
		units, errors, warnings, notes := 0, 0, 0, 0
		for _, p := range e.sections {
			s := p.align(nil)
			units += len(s.Units)
			found := quality.Run([]*translation.Section{s}, e.options).Found()
			for _, d := range found.Sorted() {
				switch d.Severity {
				case diag.Error:
					errors++
				case diag.Warning:
					warnings++
				default:
					notes++
				}
				if d.Severity == diag.Error || way[0] == "es" {
					t.Logf("%s:%d: %s", d.Span.File.Name, d.Span.Position().Line, d.Message)
				}
			}
		}
		t.Logf("%s to %s: %d errors, %d warnings, %d notes in %d sentences and cells", way[0], to, errors, warnings, notes, units)
		if way[0] == "es" && 100*warnings > units {
			t.Errorf("%s: %d warnings in %d sentences; at most one in a hundred was expected", to, warnings, units)
		}
		if units < 300 || 100*errors > units {
			t.Errorf("%s: %d errors in %d sentences; at most one in a hundred was expected", to, errors, units)
		}
	}
}
