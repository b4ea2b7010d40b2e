package status_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/status"
	"rapporteur/internal/translation"
)

var day = time.Date(2024, 1, 20, 12, 0, 0, 0, time.UTC)

func parse(t *testing.T, name, src string) *markdown.Section {
	t.Helper()
	var found diag.List
	s := markdown.Parse(diag.NewFile(name, []byte(src)), markdown.Options{}, &found)
	if found.HasErrors() {
		t.Fatalf("%s: %v\n%s", name, found.Sorted(), src)
	}
	return s
}

// A pair is a sentence in two languages, what the lock says of it, and what the original was then; "" for nothing.
type pair struct{ source, target, state, old string }

// section makes a section in English and Spanish, with a paragraph for each pair.
func section(t *testing.T, name string, pairs ...pair) *translation.Section {
	t.Helper()
	write := func(text func(pair) string) string {
		var b strings.Builder
		for i, p := range pairs {
			if s := text(p); s != "" {
				fmt.Fprintf(&b, "%s {#para-%s-%d}\n\n", s, name, i+1)
			}
		}
		return b.String()
	}
	target := parse(t, "content/es/"+name+".md", write(func(p pair) string { return p.target }))
	align := func(source string, lock *translation.Lock) *translation.Section {
		return translation.Align(name, "en", "es", parse(t, "content/en/"+name+".md", source), target, lock)
	}
	lock := translation.ReadLock(nil, &diag.List{})
	then := align(write(func(p pair) string {
		if p.old != "" {
			return p.old
		}
		return p.source
	}), nil)
	for _, u := range then.Units {
		var i, n int
		if _, err := fmt.Sscanf(strings.TrimPrefix(u.ID, "para-"+name+"-"), "%d.s%d", &i, &n); err != nil {
			t.Fatal(u.ID, err)
		}
		if state, ok := translation.ParseState(pairs[i-1].state); ok && len(u.Target.Pieces) > 0 {
			lock.Put(u.Record(state, "Luz", day))
		}
	}
	return align(write(func(p pair) string { return p.source }), lock)
}

func of(sections []*translation.Section, opt status.Options) status.Language {
	return status.Of("en", "es", sections, func(name string) string { return "content/es/" + name + ".md" }, opt)
}

// generate makes a project of several sections, with sentences in every state, some of them figures only.
func generate(t *testing.T, r *rand.Rand) []*translation.Section {
	words := strings.Fields("the law of people who work abroad binds every office and 1,200 courts since 2019")
	palabras := strings.Fields("la ley de quienes trabajan fuera obliga a toda oficina y 1.200 juzgados desde 2019")
	text := func(from []string) string {
		n := 1 + r.IntN(12)
		out := []string{"X"}
		for range n {
			out = append(out, from[r.IntN(len(from))])
		}
		return strings.Join(out, " ") + "."
	}
	states := []string{"", "draft", "translated", "reviewed", "final"}
	var sections []*translation.Section
	for i := range 1 + r.IntN(4) {
		var pairs []pair
		for range 1 + r.IntN(8) {
			p := pair{source: text(words), target: text(palabras), state: states[r.IntN(len(states))]}
			switch r.IntN(6) {
			case 0:
				p.target = ""
			case 1:
				p.old = text(words)
			case 2:
				p.target = p.source
			case 3:
				p.source, p.target = "12,345", "12.345"
			}
			pairs = append(pairs, p)
		}
		sections = append(sections, section(t, string(rune('a'+i)), pairs...))
	}
	return sections
}

// Every sentence that is translated is in one state, so that all sums are the same, whatever the project.
func TestTotalsAddUp(t *testing.T) {
	seen := map[string]bool{}
	for seed := range uint64(200) {
		sections := generate(t, rand.New(rand.NewPCG(seed, 7)))
		l := of(sections, status.Options{Name: "Español", Day: day, Next: 5})
		words, units := map[string]int{}, map[string]int{}
		all, stale := 0, 0
		for _, s := range sections {
			for _, u := range s.Units {
				if !u.Fixed {
					words[u.State.String()] += u.Source.Words()
					units[u.State.String()]++
					all += u.Source.Words()
					seen[u.State.String()] = true
				}
			}
			stale += len(slices.DeleteFunc(slices.Clone(s.Units), func(u *translation.Unit) bool { return u.State != translation.Stale }))
		}
		sum := func(m map[string]int) (n int) {
			for _, v := range m {
				n += v
			}
			return n
		}
		total := 0
		inSections, unitsInSections := map[string]int{}, map[string]int{}
		for _, s := range l.Sections {
			total += s.Total
			if sum(s.Words) != s.Total {
				t.Fatalf("seed %d: the states of section %s add up to %d; it has %d words", seed, s.Name, sum(s.Words), s.Total)
			}
			for state, n := range s.Words {
				inSections[state] += n
			}
			for state, n := range s.Units {
				unitsInSections[state] += n
			}
		}
		if total != l.Total || l.Total != all || sum(l.Words) != all || l.Done() != words["reviewed"]+words["final"] {
			t.Fatalf("seed %d: sections %d, language %d, states %d, sentences %d words", seed, total, l.Total, sum(l.Words), all)
		}
		for _, s := range status.States {
			name := s.String()
			if l.Words[name] != words[name] || inSections[name] != words[name] || l.Units[name] != units[name] || unitsInSections[name] != units[name] {
				t.Fatalf("seed %d: %s: %d words in %d sentences; in the sections %d in %d; there are %d in %d", seed, name, l.Words[name], l.Units[name], inSections[name], unitsInSections[name], words[name], units[name])
			}
		}
		if len(l.Stale) != stale || len(l.Next) != min(5, units["stale"]+units["missing"]+units["draft"]) {
			t.Fatalf("seed %d: %d of %d are stale, %d next", seed, len(l.Stale), stale, len(l.Next))
		}
		// The table says the same as the sums: its rows add up to its last one.
		var b bytes.Buffer
		if err := status.Text(&b, []status.Language{l}, status.TextOptions{}); err != nil {
			t.Fatal(err)
		}
		columns := make([]int, 1+len(status.States))
		for _, line := range strings.Split(strings.TrimSpace(strings.Split(b.String(), "\n\n")[1]), "\n")[1:] {
			fields := strings.Fields(line)
			for i := range columns {
				n := 0
				_, _ = fmt.Sscan(fields[i+1], &n) // "-" is 0
				if fields[0] == "total" {
					n = -n
				}
				columns[i] += n
			}
		}
		if slices.ContainsFunc(columns, func(n int) bool { return n != 0 }) {
			t.Fatalf("seed %d: the rows of the table do not add up: %v\n%s", seed, columns, b.String())
		}
	}
	for _, s := range status.States {
		if !seen[s.String()] {
			t.Errorf("no generated sentence is %s", s)
		}
	}
}

// mixed is a section with a sentence in every state.
func mixed(t *testing.T) *translation.Section {
	return section(t, "a",
		pair{"First draft of it.", "Primer borrador.", "draft", ""},
		pair{"Nobody translated this.", "", "", ""},
		pair{"Translated and wrong.", "Traducido y mal.", "translated", ""},
		pair{"Thirteen of | them.", "Doce.", "reviewed", "Twelve of | them."},
		pair{"Read twice.", "Leído dos veces.", "reviewed", ""},
		pair{"Settled at last.", `Cerrado \<al> fin.`, "final", ""},
		pair{"12,345", "12.345", "", ""},
		pair{"Draft with a fault.", "Borrador con falta.", "draft", ""},
	)
}

// findings says that two sentences have errors.
func findings(u *translation.Unit) []string {
	switch u.ID {
	case "para-a-3.s1", "para-a-8.s1":
		return []string{"Q08", "Q12"}
	}
	return nil
}

// What misleads readers comes first: the out-of-date ones, what is wrong, what is missing, what nobody has looked at; each in the order of the report.
func TestNext(t *testing.T) {
	want := []string{"para-a-4.s1 stale []", "para-a-3.s1 translated [Q08 Q12]", "para-a-8.s1 draft [Q08 Q12]", "para-a-2.s1 missing []", "para-a-1.s1 draft []"}
	for _, n := range []int{0, 1, 3, 10} {
		l := of([]*translation.Section{mixed(t)}, status.Options{Day: day, Next: n, Open: findings})
		got := []string{}
		for _, u := range l.Next {
			got = append(got, fmt.Sprintf("%s %s %v", u.ID, u.State, u.Open))
		}
		if diff := cmp.Diff(want[:min(n, len(want))], got); diff != "" {
			t.Errorf("%d: %s", n, diff)
		}
	}
}

func TestAges(t *testing.T) {
	since := func(d time.Duration) time.Time { return day.Add(-d) }
	for _, c := range []struct {
		age        status.Age
		json, text string
	}{
		{status.Age{}, `null null false false`, "small, nobody knows since when\n"},
		{status.Age{Known: true, Commits: 1, Since: since(24 * time.Hour)}, `1 1 false false`, ", 1 commit, 1 day\n"},
		{status.Age{Known: true, Commits: 2, Since: since(50 * time.Hour)}, `2 2 false false`, ", 2 commits, 2 days\n"},
		{status.Age{Known: true, Commits: 2, Since: since(time.Hour)}, `2 0 false false`, ", 2 commits, less than a day\n"},
		{status.Age{Known: true, Commits: 1, Since: since(-time.Hour)}, `1 0 false false`, ", 1 commit, less than a day\n"},
		{status.Age{Known: true, Commits: 3, AtLeast: true, Since: since(99 * time.Hour)}, `3 4 true false`, ", at least 3 commits, at least 4 days\n"},
		{status.Age{Known: true, Commits: 1, AtLeast: true, Since: since(time.Hour)}, `1 0 true false`, ", at least 1 commit\n"},
		{status.Age{Known: true, Commits: 1, Since: since(24 * time.Hour), Uncommitted: true}, `1 1 false true`, ", 1 commit, 1 day, not committed\n"},
		{status.Age{Known: true, Uncommitted: true}, `0 null false true`, "small, not committed\n"},
	} {
		old := pair{"The law of 2019 binds all the offices of the State here.", "La ley.", "final", "The law of 2019 binds all the offices of the State there."}
		l := of([]*translation.Section{section(t, "a", old)}, status.Options{Day: day, Age: func(*translation.Unit) status.Age { return c.age }})
		src, err := json.Marshal(l.Stale[0])
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Commits, Days, AtLeast, Edited json.RawMessage }
		if err := json.Unmarshal(src, &got); err != nil {
			t.Fatal(err)
		}
		if s := fmt.Sprintf("%s %s %s %s", got.Commits, got.Days, got.AtLeast, got.Edited); s != c.json {
			t.Errorf("%+v in JSON: %s; want %s", c.age, s, c.json)
		}
		var b bytes.Buffer
		if err := status.Text(&b, []status.Language{l}, status.TextOptions{}); err != nil || !strings.Contains(b.String(), c.text) {
			t.Errorf("%+v: %v\n%s\nhas no %q", c.age, err, b.String(), c.text)
		}
	}
}

// Programs read these names.
func TestJSON(t *testing.T) {
	s := mixed(t)
	s.Alone = append(s.Alone, &translation.Unit{Target: s.Units[0].Target})
	l := of([]*translation.Section{s}, status.Options{Name: "Español", Day: day, Next: 1, Open: findings, Errors: 4, Warnings: 1})
	src, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	var value any
	if err := json.Unmarshal(src, &value); err != nil {
		t.Fatal(err)
	}
	var names []string
	var walk func(at string, v any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(at+"."+name, inner)
			}
		case []any:
			for _, inner := range v {
				walk(at+"[]", inner)
			}
		default:
			names = append(names, strings.TrimPrefix(at, "."))
		}
	}
	walk("", value)
	slices.Sort(names)
	want := []string{"errors", "from", "language", "name", "totalWords", "warnings", "alone[].file", "alone[].line", "alone[].section", "alone[].target"}
	for _, n := range []string{"by[]", "file", "name", "there", "totalWords"} {
		want = append(want, "sections[]."+n)
	}
	for _, s := range status.States {
		for _, n := range []string{"words.", "units.", "sections[].words.", "sections[].units."} {
			want = append(want, n+s.String())
		}
	}
	for _, list := range []string{"next[].", "stale[]."} {
		for _, n := range []string{"id", "section", "state", "change", "file", "line", "words", "source", "target", "diff[].kind", "diff[].text", "commits", "days", "atLeast", "edited"} {
			want = append(want, list+n)
		}
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, slices.Compact(names)); diff != "" {
		t.Error(diff)
	}
	// Nothing is null but what nobody knows: lists without elements are lists.
	src, err = json.Marshal(of(nil, status.Options{}))
	if err != nil || bytes.Contains(src, []byte("null")) {
		t.Errorf("%v: %s", err, src)
	}
}

// Counted things are written as people write them.
func TestCounts(t *testing.T) {
	for _, c := range []struct {
		n    int
		want string // words that stand in every form
	}{
		{0, "0 of 0 words reviewed or final"},
		{1, "0 of 1 word reviewed or final (0%)"},
		{2, "0 of 2 words reviewed or final (0%)"},
	} {
		var pairs []pair
		for range c.n {
			pairs = append(pairs, pair{source: "Law.", target: "Ley.", old: ""})
		}
		s := section(t, "a", pairs...)
		for range c.n {
			s.Alone = append(s.Alone, &translation.Unit{Target: s.Units[0].Target})
		}
		l := of([]*translation.Section{s}, status.Options{Name: "Español", Day: day, Errors: c.n, Warnings: c.n})
		for form, text := range forms(t, l) {
			if !strings.Contains(text, c.want) {
				t.Errorf("%s has no %q:\n%s", form, c.want, text)
			}
			for _, wrong := range []string{"1 words", "1 sentences", "1 open errors", "1 warnings", "1 sentence stand", "0 open", "2 word ", "2 sentence)", "2 open error,", "2 warning:"} {
				if strings.Contains(text, wrong) {
					t.Errorf("%s of %d has %q:\n%s", form, c.n, wrong, text)
				}
			}
			if found := regexp.MustCompile(`\d open errors?, \d warnings?`).FindString(text); (found != "") != (c.n > 0) {
				t.Errorf("%s of %d: %q", form, c.n, found)
			}
		}
	}
}

func forms(t *testing.T, l ...status.Language) map[string]string {
	t.Helper()
	var text, md, page bytes.Buffer
	for _, err := range []error{status.Text(&text, l, status.TextOptions{}), status.Markdown(&md, l), status.Page(&page, "A | B <report>", l)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return map[string]string{"text": text.String(), "markdown": md.String(), "html": page.String()}
}

func TestPage(t *testing.T) {
	s := mixed(t)
	s.Alone = append(s.Alone, &translation.Unit{Target: s.Units[5].Target})
	page := forms(t, of([]*translation.Section{s}, status.Options{Name: "Español", Day: day, Next: 9, Open: findings}))["html"]
	for _, outside := range []string{"<script", "<link", "<img", "<iframe", " src=", " href=", "url(", "@import", "http:", "https:", "<al>", "<report>"} {
		if strings.Contains(page, outside) {
			t.Errorf("the page has %q", outside)
		}
	}
	for _, want := range []string{
		"<!DOCTYPE html>\n<html lang=\"en\">", "<title>Translations: A | B &lt;report&gt;</title>", `<p lang="en">A | B &lt;report&gt;</p>`, `<h2 lang="es">Español</h2>`,
		`<p class="target" lang="es">Doce.</p>`, `<p lang="es">Cerrado \&lt;al&gt; fin.</p>`, `<del>Twelve</del><ins>Thirteen</ins>`, `tabindex="0"`,
		`aria-label="missing 3, stale 3, draft 8, translated 3, reviewed 2, final 3"`, `<th scope="row">Total</th>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page has no %q", want)
		}
	}
	for _, head := range regexp.MustCompile(`<th\b[^>]*>`).FindAllString(page, -1) {
		if !strings.Contains(head, ` scope="`) {
			t.Errorf("%s says not what it is the head of", head)
		}
	}
	for _, p := range regexp.MustCompile(`(?s)<ol class="units">.*?</ol>`).FindAllString(page, -1) {
		for _, text := range regexp.MustCompile(`<p\b[^>]*>`).FindAllString(p, -1) {
			if !strings.Contains(text, ` lang="`) && text != `<p class="where">` {
				t.Errorf("%s says not in which language it is", text)
			}
		}
	}
	// Every element is closed.
	var open []string
	for _, m := range regexp.MustCompile(`<(/?)([a-z0-9]+)[^>]*>`).FindAllStringSubmatch(page, -1) {
		switch {
		case m[2] == "meta":
		case m[1] == "":
			open = append(open, m[2])
		case len(open) == 0 || open[len(open)-1] != m[2]:
			t.Fatalf("%s closes nothing in %v", m[0], open)
		default:
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%v are not closed", open)
	}
	for form, text := range forms(t) {
		if !strings.Contains(text, "he project holds no translation") {
			t.Errorf("%s without a translation:\n%s", form, text)
		}
	}
}

func TestMarkdown(t *testing.T) {
	s := mixed(t)
	s.Name = "a|b_c"
	text := forms(t, of([]*translation.Section{s}, status.Options{Name: "Español *x*", Day: day, Next: 9, Open: findings}))["markdown"]
	bars := regexp.MustCompile(`(^|[^\\])\|`)
	rows := 0
	for _, line := range strings.Split(text, "\n") {
		if !strings.HasPrefix(line, "|") {
			continue
		}
		rows++
		if n := len(bars.FindAllString(line, -1)); n != 3+len(status.States) {
			t.Errorf("%d cells in %s", n-1, line)
		}
	}
	if rows != 4 {
		t.Errorf("%d rows; want 4", rows)
	}
	for _, want := range []string{`## Español \*x\*`, `| a\|b\_c | 22 |`, `<del>Twelve</del><ins>Thirteen</ins> of \| them.`, "- `content/en/a.md:3` missing: Nobody translated this."} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %s in\n%s", want, text)
		}
	}
}

// On a terminal nothing is wider than it is, as long as the names of the sections can be cut, and colours change nothing but the colours.
func TestTerminal(t *testing.T) {
	s := mixed(t)
	s.Name = "09-rights-of-all-migrant-workers-and-members-of-their-families"
	l := of([]*translation.Section{s}, status.Options{Name: "Español", Day: day, Next: 9})
	show := func(opt status.TextOptions) string {
		var b bytes.Buffer
		if err := status.Text(&b, []status.Language{l}, opt); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	for _, width := range []int{80, 120} {
		text := show(status.TextOptions{Width: width})
		for _, line := range strings.Split(text, "\n") {
			if n := len([]rune(line)); n > width {
				t.Errorf("%d columns: %s", n, line)
			}
		}
		colored := show(status.TextOptions{Width: width, Color: true})
		if !strings.Contains(colored, "\x1b[31m[-Twelve-]\x1b[0m") || regexp.MustCompile("\x1b\\[[0-9]+m").ReplaceAllString(colored, "") != text {
			t.Errorf("in colours:\n%s", colored)
		}
	}
	if text := show(status.TextOptions{}); !strings.Contains(text, s.Name) || strings.ContainsAny(text, "\x01\x02\x03") {
		t.Errorf("without a terminal:\n%s", text)
	}
}

// What a lock remembers can hold anything; a terminal is not to obey it.
func TestDiffOfControlCharacters(t *testing.T) {
	if got := status.Marked(status.Diff("one \x1b[2Jtwo", "one three")); strings.ContainsRune(got, '\x1b') || !strings.Contains(got, "{+three+}") {
		t.Errorf("%q", got)
	}
}
