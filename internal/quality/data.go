package quality

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
	"rapporteur/internal/term"
	"rapporteur/internal/tomlfile"
)

// A Language is what the checks know of a language: templates/quality/CODE.toml.
type Language struct {
	Words         []string `toml:"function-words"` // that say little and stand everywhere
	Abbreviations []string `toml:"abbreviations"`  // that no other language has
	Endings       []string `toml:"endings"`        // of inflection, without accents
	Doubled       []string `toml:"doubled"`        // words that may stand twice in a row
	CapitalMonths bool     `toml:"capital-months"`
	Small         []string `toml:"small"` // words that have no capital inside of a sentence; of several words, the last one
	Numbers       struct {
		Percent      []string       `toml:"percent"` // what makes a number a percentage, the form of running text first
		One          []string       `toml:"one"`     // words for one before a power of ten
		Joiners      []string       `toml:"joiners"` // between tens and ones
		Words        map[string]int `toml:"words"`
		Ordinals     map[string]int `toml:"ordinals"`
		OrdinalMarks []string       `toml:"ordinal-marks"`
		Magnitudes   map[string]int `toml:"magnitudes"` // word → power of ten
	} `toml:"numbers"`
	Dates struct {
		Joiners []string `toml:"joiners"` // between day, month and year
	} `toml:"dates"`
	References struct {
		Chapters []string `toml:"chapters"` // words before a number in Roman figures
		Numbered []string `toml:"numbered"` // words before a number with a point that parts no decimals: "target 16.2"
	} `toml:"references"`
	Totals []string `toml:"totals"` // what a row or column of totals is called in tables
	Marks  struct {
		Tight string `toml:"tight"` // marks that take no space before them
	} `toml:"marks"`
	Actors map[string][]string `toml:"actors"` // who → names; "not" has the names of others that hold one of them

	code       string
	house      *style.Language
	words      map[string]bool
	numberWord map[string]wordNumber
	longest    int // words of the longest number word
	date       []dateForm
	roman      *regexp.Regexp // a chapter with its number
	reference  *regexp.Regexp // a chapter or table with its number, in any figures
	numbered   *regexp.Regexp // the end of a text before such a number
	actors     *term.Matcher
}

// A Pair is what the checks know of two languages together: templates/quality/ONE-OTHER.toml, for both directions.
type Pair struct {
	Length    []int    `toml:"length"`    // least and greatest length in per cent of the original
	Same      []string `toml:"same"`      // words and names that both languages have, where the one language has another word like it
	Heading   int      `toml:"heading"`   // most characters of a heading; 0 for no limit
	HeadCell  int      `toml:"head-cell"` // most characters in the head of a table; 0 for no limit
	Contrasts []string `toml:"contrasts"` // "state/committee": actors of whom none takes the place of the other
}

// Data is all that the checks know of an original and a translation. Languages without a file of their own are checked for what needs none.
type Data struct {
	From, To *Language
	Others   []*Language // of which there is a file, by their codes: a block can be in any of them. Only their words are known
	Pair     Pair
}

// Folder is where the data stands below templates.
const Folder = "quality"

// ReadData reads the data of two languages, whose house formats are from and to: files of the project first, then those built in. What is
// wrong in them is in found.
func ReadData(project, builtin fs.FS, from, to *style.Language, found *diag.List) (*Data, error) {
	r := dataReader{project, builtin, found}
	d := &Data{From: &Language{}, To: &Language{}}
	for _, x := range []struct {
		language *Language
		house    *style.Language
	}{{d.From, from}, {d.To, to}} {
		if _, err := r.read(x.house.Code, x.language); err != nil {
			return nil, err
		}
		x.language.prepare(x.house)
	}
	if err := r.others(d); err != nil {
		return nil, err
	}
	ok, err := r.read(from.Code+"-"+to.Code, &d.Pair)
	if err == nil && !ok {
		ok, err = r.read(to.Code+"-"+from.Code, &d.Pair)
		if n := d.Pair.Length; ok && len(n) == 2 && n[0] > 0 && n[1] > 0 {
			d.Pair.Length = []int{10_000 / n[1], 10_000 / n[0]}
		}
	}
	if n := d.Pair.Length; len(n) != 2 || n[0] <= 0 || n[1] < n[0] {
		d.Pair.Length = nil
	}
	return d, err
}

type dataReader struct {
	project, builtin fs.FS
	found            *diag.List
}

// others reads the words of all languages but the two of d.
func (r *dataReader) others(d *Data) error {
	codes := map[string]bool{}
	for _, dir := range []struct {
		fsys fs.FS
		name string
	}{{r.project, path.Join("templates", Folder)}, {r.builtin, Folder}} {
		entries, err := fs.ReadDir(dir.fsys, dir.name)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("read %s: %w", dir.name, err)
		}
		for _, e := range entries {
			if code, ok := strings.CutSuffix(e.Name(), ".toml"); ok && !strings.Contains(code, "-") && code != d.From.code && code != d.To.code {
				codes[code] = true
			}
		}
	}
	for _, code := range slices.Sorted(maps.Keys(codes)) {
		l := &Language{code: code}
		if _, err := r.read(code, l); err != nil {
			return err
		}
		l.knowWords()
		d.Others = append(d.Others, l)
	}
	return nil
}

// read decodes the file of that name; false where there is none.
func (r *dataReader) read(name string, v any) (bool, error) {
	file := path.Join("templates", Folder, name+".toml")
	src, err := fs.ReadFile(r.project, file)
	if errors.Is(err, fs.ErrNotExist) {
		src, err = fs.ReadFile(r.builtin, path.Join(Folder, name+".toml"))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, fmt.Errorf("read %s: %w", file, err)
	}
	f := diag.NewFile(file, src)
	return tomlfile.Decode(f, 0, len(src), v, "template", r.found) != nil, nil
}

// A wordNumber is what a word or several words are worth as a number.
type wordNumber struct {
	value   int
	ordinal bool
}

// prepare makes of the lists what the checks look things up in.
func (l *Language) prepare(house *style.Language) {
	l.code, l.house = house.Code, house
	l.knowWords()
	l.numberWord = map[string]wordNumber{}
	add := func(words map[string]int, ordinal bool) {
		for w, n := range words {
			key := key(term.Words(w))
			l.numberWord[key] = wordNumber{n, ordinal}
			l.longest = max(l.longest, strings.Count(key, " ")+1)
		}
	}
	add(l.Numbers.Ordinals, true)
	add(l.Numbers.Words, false)
	l.date = dateForms(house.Dates.Months, l.Dates.Joiners, l.CapitalMonths)
	if len(l.References.Chapters) > 0 {
		l.reference = regexp.MustCompile(`(?i:` + alternatives(l.References.Chapters) + `)[\s\x{a0}]+([IVX]+|[0-9]+)`)
		l.roman = regexp.MustCompile(`(?i:` + alternatives(l.References.Chapters) + `)[\s\x{a0}]+([IVX]+)`)
	}
	if len(l.References.Numbered) > 0 {
		l.numbered = regexp.MustCompile(`(?i:` + alternatives(l.References.Numbered) + `)[\s\x{a0}]+$`)
	}
	names := &term.Base{}
	for _, who := range slices.Sorted(maps.Keys(l.Actors)) {
		for _, name := range l.Actors[who] {
			names.Add(who, term.Term{Text: name, Language: l.code})
		}
	}
	l.actors = names.Matcher(l.code, l.Endings)
}

func (l *Language) knowWords() {
	l.words = map[string]bool{}
	for _, w := range l.Words {
		l.words[term.Fold(w)] = true
	}
}

// key joins folded words.
func key(words []term.Word) string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = w.Fold
	}
	return strings.Join(out, " ")
}

// alternatives is a regular expression for any of the words, the longest first.
func alternatives(words []string) string {
	words = slices.Clone(words)
	slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
	for i, w := range words {
		words[i] = strings.ReplaceAll(regexp.QuoteMeta(w), " ", `[\s\x{a0}]+`)
	}
	return "(?:" + strings.Join(words, "|") + ")"
}

// House returns the house format of the language.
func (l *Language) House() *style.Language { return l.house }
