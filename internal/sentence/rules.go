package sentence

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

//go:embed rules/*.toml
var files embed.FS

// Rules are the rules of one language. They are read-only.
type Rules struct {
	stops string
	tight bool // sentences follow each other without space
	list  []rule
}

// A rule says whether a sentence ends at a place that both patterns fit: Before fits the text that ends there, After the text that begins
// there. The patterns are written in what the regular expressions of Go, Java and ICU have in common.
type rule struct {
	breaks        bool
	before, after string
	until, from   *regexp.Regexp // the patterns, tied to the place; until is nil for what stands before every candidate
	// last are the words that can stand before the last stop of what before fits, in small letters; nil where any can. They spare the
	// patterns at most places.
	last map[string]bool
}

// may reports whether the rule can fit a place behind that last word. One or two letters may be an initial.
func (r *rule) may(last string) bool {
	return r.last == nil || r.last[last] || last != "" && utf8.RuneCountInString(last) <= 2
}

// data is what the file of a language holds.
type data struct {
	Stops string `toml:"stops"` // the signs that can end a sentence
	// Tight says that sentences follow each other without space.
	Tight bool `toml:"tight"`
	// Caseless says that the script has no capitals by which a beginning could be known.
	Caseless bool `toml:"caseless"`
	// Abbreviations never end a sentence. All lists of abbreviations leave the last stop out; a blank may be missing in the text, or be one
	// that does not break; the first letter may be a capital.
	Abbreviations []string `toml:"abbreviations"`
	// Numbered are abbreviations that end no sentence where a number, or what is written like one, follows.
	Numbered []string `toml:"numbered"`
	// Possible are abbreviations that end a sentence only where a word of Starters follows, as initials and acronyms with stops do.
	Possible []string `toml:"possible"`
	// Starters are words that begin sentences, with a capital, and are no names. One that ends with an apostrophe leans on the next word.
	Starters []string `toml:"starters"`
	// Labelled are words before a single letter that is a name of its own, and no initial: "annex A."
	Labelled []string `toml:"labelled"`
}

// languages are the languages that have rules, in the order in which they are written out.
var languages = []string{"ar", "en", "es", "fr", "pt", "ru", "zh"}

// loaded are the rules of every language, each read when it is first asked for.
var loaded = func() map[string]func() *Rules {
	all := map[string]func() *Rules{}
	for _, tag := range languages {
		all[tag] = sync.OnceValue(func() *Rules { return load(tag) })
	}
	return all
}()

// For returns the rules for a language tag such as "es" or "es-HN". A language without rules of its own is cut as English is, which knows the
// abbreviations that most languages have in common.
func For(tag string) *Rules {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	if rules, ok := loaded[base]; ok {
		return rules()
	}
	return loaded["en"]()
}

// load makes the rules of a file. The files are part of the program, so that a fault in one is ours.
func load(tag string) *Rules {
	name := "rules/" + tag + ".toml"
	src, err := files.ReadFile(name)
	if err != nil {
		panic("sentence: " + err.Error())
	}
	var d data
	var found diag.List
	tomlfile.Decode(diag.NewFile(name, src), 0, len(src), &d, "sentence", &found)
	if found.Len() > 0 {
		panic(fmt.Sprintf("sentence: %s: %s", name, found.Sorted()[0].Message))
	}
	r := &Rules{stops: d.Stops, tight: d.Tight, list: d.rules()}
	for i := range r.list {
		rule := &r.list[i]
		if rule.before != stopped(d.Stops) {
			rule.until = regexp.MustCompile(`(?:` + rule.before + `)$`)
		}
		rule.from = regexp.MustCompile(`^(?:` + rule.after + `)`)
	}
	return r
}

// Signs and patterns that the rules are made of. A blank stands for one that does not break as well.
const (
	closers = `"'”’»)]›）】」』》`
	blank   = "[ \u00a0\u202f]"
	mark    = `\x{FDD0}`
	word    = `\x{FDD1}`
	open    = `\x{FDD2}`
	shut    = `\x{FDD3}`

	// edge is where a word begins.
	edge = `(?:^|[^\p{L}\p{N}.])`
	// codes are what can stand between an abbreviation and the space behind it.
	codes = `(?:` + mark + `|` + shut + `)*`
	// closing is what belongs to the stop before it.
	closing = `(?:["'”’»)\]›）】」』》]|` + blank + `»|[ ]?` + mark + `|` + shut + `)*`
	// gap is what parts sentences; opening is what can stand before the first word of one.
	gap     = `[ \t\r\n]+`
	opening = `(?:[“‘"'‹(\[¿¡„]|[—–-][ ]?|«` + blank + `?|` + open + `)*`
	// label is that of a point: "a)", "(iv)".
	label = `\(?(?:[a-z]|[ivx]{1,5}|[0-9]{1,2})\)`
	// acronym is one with stops, or an initial, without its last stop.
	acronym = `(?:(?:\p{Lu}{1,2}\.` + blank + `?){1,6}\p{Lu}{1,2}|\p{Lu})`
	// cut is an omission from a quotation.
	cut = `[(\[](?:\.\.\.|…)[)\]]`
	// heading is a number or letter in front of the whole text.
	heading = `^(?:[0-9]{1,3}(?:\.[0-9]{1,3})*|[IVXLC]{1,6}|\p{L})\.` + codes
	// number is what follows "No." or "p.": digits, a Roman number, the number of a decree with letters in front, a letter, a reference.
	number = gap + opening + `(?:[0-9]|` + word + `|[IVXLC]+(?:[^\p{L}]|$)|\p{Lu}[\p{L}0-9]*[-/.][\p{L}0-9]|[a-zB-DF-NP-XZ](?:[^\p{L}]|$))`
)

// stopped is the pattern for a stop with what belongs to it.
func stopped(stops string) string { return `[` + stops + `]+` + closing }

// rules makes segmentation rules of the lists. The first that fits decides.
func (d *data) rules() []rule {
	var out []rule
	add := func(breaks bool, before, after string, last map[string]bool) {
		out = append(out, rule{breaks: breaks, before: before, after: after, last: last})
	}
	stop := stopped(d.Stops)
	if d.Tight {
		inside := strings.ReplaceAll(closers, "]", `\]`) + mark + shut + d.Stops
		add(true, stop, `[ \t\r\n]*(?:`+open+`|[^ \t\r\n`+inside+`])`, nil)
		return out
	}
	begins := gap + opening + `(?:[\p{Lu}\p{Lt}\p{N}]|` + word + `|` + label + `)`
	if d.Caseless {
		begins = gap + opening + `[^ \t\r\n]`
	}
	add(false, heading, gap, nil)
	if len(d.Abbreviations) > 0 {
		add(false, edge+words(d.Abbreviations)+`\.[)\]]?`+codes, gap, lasts(d.Abbreviations))
	}
	if len(d.Numbered) > 0 {
		add(false, edge+words(d.Numbered)+`\.`+codes, number, lasts(d.Numbered))
	}
	if len(d.Labelled) > 0 {
		add(true, edge+words(d.Labelled)+blank+`\p{Lu}\.`+closing, begins, lasts(nil))
	}
	if !d.Caseless {
		possible := `(?:` + edge + `(?:` + words(append([]string{}, d.Possible...), acronym) + `)\.|` + cut + `)` + closing
		last := lasts(d.Possible)
		last[omission] = true
		if len(d.Starters) > 0 {
			add(true, possible, gap+opening+`(?:`+starting(d.Starters)+`|`+label+`)`, last)
		}
		add(false, possible, gap, last)
	}
	add(true, stop, begins, nil)
	return out
}

// words is a pattern for any of the words, and for the other patterns. A blank in a word may be missing, and the first letter may be a capital,
// unless it is the only one.
func words(list []string, patterns ...string) string {
	var all []string
	for _, w := range list {
		r, size := utf8.DecodeRuneInString(w)
		first := regexp.QuoteMeta(w[:size])
		if upper := unicode.ToUpper(r); upper != r && size < len(w) {
			first = "[" + w[:size] + string(upper) + "]"
		}
		all = append(all, first+strings.ReplaceAll(regexp.QuoteMeta(w[size:]), " ", blank+"?"))
	}
	return `(?:` + strings.Join(append(all, patterns...), `|`) + `)`
}

// starting is a pattern for words that begin a sentence. A stop behind a whole word would make it an initial.
func starting(list []string) string {
	var whole, leaning []string
	for _, w := range list {
		if l, ok := strings.CutSuffix(w, "’"); ok {
			leaning = append(leaning, l)
		} else {
			whole = append(whole, w)
		}
	}
	p := words(capital(whole)) + `(?:[^\p{L}\p{N}.]|$)`
	if len(leaning) > 0 {
		p += `|` + words(capital(leaning)) + `[’']`
	}
	return p
}

// capital is the words with a capital as their first letter.
func capital(list []string) []string {
	out := make([]string, len(list))
	for i, w := range list {
		r, size := utf8.DecodeRuneInString(w)
		out[i] = string(unicode.ToUpper(r)) + w[size:]
	}
	return out
}

// lasts are the last words of abbreviations.
func lasts(list []string) map[string]bool {
	out := map[string]bool{}
	for _, w := range list {
		out[strings.ToLower(w[len(strings.TrimRightFunc(w, unicode.IsLetter)):])] = true
	}
	return out
}
