package compile

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
	"rapporteur/internal/tomlfile"
)

// Config is report.toml.
type Config struct {
	File *diag.File     `toml:"-"`
	Keys *tomlfile.Keys `toml:"-"`

	Report struct {
		Body      string    `toml:"body"`
		State     string    `toml:"state"`
		Kind      string    `toml:"kind"`
		Number    string    `toml:"number"`
		Due       int       `toml:"due"`
		Symbol    string    `toml:"symbol"`
		Date      time.Time `toml:"date"`
		Received  time.Time `toml:"received"`
		Original  string    `toml:"original"`
		Languages []string  `toml:"languages"`
		Issued    []string  `toml:"issued"`
		Sections  []string  `toml:"sections"`
		Style     string    `toml:"style"` // of templates/styles; empty is the UN Geneva page
	} `toml:"report"`
	Title      map[string]string   `toml:"title"`
	TitleNotes map[string][]string `toml:"title_notes"`
	Limits     struct {
		Words int `toml:"words"`
	} `toml:"limits"`
	Checks map[string]Check `toml:"checks"`
	Output struct {
		Formats []string `toml:"formats"`
	} `toml:"output"`
	Word struct {
		Numbering string `toml:"numbering"` // "live", "literal"; empty is live
	} `toml:"docx"`
}

// Check silences the warnings of one code.
type Check struct {
	Level  string `toml:"level"`  // "off"
	Reason string `toml:"reason"` // why; it must be given
}

// Numberings of a Word file: numbers that Word counts, and numbers as text, as in the files that the United Nations publishes.
const (
	liveNumbers    = "live"
	literalNumbers = "literal"
)

// configName is the file that makes a folder a project.
const configName = "report.toml"

// No report was due before the first of the treaties, that on racial discrimination, entered into force in 1969.
const (
	firstDue = 1970
	lastDue  = 2099
)

// defaultStyle is the style sheet of a report that names none.
const defaultStyle = "un-geneva"

// ReadConfig reads report.toml of the project; nil when it cannot be read, with the finding in found.
func ReadConfig(fsys fs.FS, found *diag.List) *Config {
	src, err := fs.ReadFile(fsys, configName)
	if errors.Is(err, fs.ErrNotExist) {
		found.Errorf(diag.NewFile(configName, nil).Span(0, 0), "project/no-report", "there is no report.toml in this folder").
			WithHint("run the command in the folder of a report, or name it with -C")
		return nil
	}
	if err != nil { // a folder of that name, no permission, a link that leads out of the project
		found.Errorf(diag.NewFile(configName, nil).Span(0, 0), "project/unreadable", "the file cannot be read: %v", diag.Reason(err)).WithHint("put a file of text there")
		return nil
	}
	c := &Config{File: diag.NewFile(configName, src)}
	c.Keys = tomlfile.Decode(c.File, 0, len(src), c, "report", found)
	if c.Keys == nil {
		return nil
	}
	c.validate(c.Begun(fsys), found)
	return c
}

// value is the place of a value of [report].
func (c *Config) value(path ...string) diag.Span {
	return c.Keys.Value(append([]string{"report"}, path...)...)
}

var (
	languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)
	sectionName  = regexp.MustCompile(`^[\pL\pN_][\pL\pN_.\-]*$`)
	stateCode    = regexp.MustCompile(`^[A-Z]{3}$`)
	reportNumber = regexp.MustCompile(`^([1-9][0-9]?)(?:-([1-9][0-9]?))?$`)
)

// given reports whether report.toml has the key of that path.
func (c *Config) given(path ...string) bool {
	last := len(path) - 1
	return slices.Contains(c.Keys.Below(path[:last]...), path[last])
}

// faulty reports whether report.toml has the key of that path and an error has been found in its value: nothing more is to be said of it.
func (c *Config) faulty(found *diag.List, path ...string) bool {
	return c.given(path...) && said(found, c.Keys.Value(path...))
}

// said reports whether an error has been found at that place.
func said(found *diag.List, at diag.Span) bool {
	here := found.Filter(func(d diag.Diagnostic) bool { return d.Span == at })
	return here.HasErrors()
}

// validate reports what is missing or cannot be, apart from names that only the templates know.
func (c *Config) validate(begun []string, found *diag.List) {
	r := &c.Report
	for _, need := range []struct{ key, value, example string }{
		{"body", r.Body, `body = "CMW"`}, {"state", r.State, `state = "HND"`}, {"kind", r.Kind, `kind = "periodic"`},
	} {
		if need.value == "" && !c.faulty(found, "report", need.key) {
			found.Errorf(c.Keys.Span("report"), "report/missing-key", "%q has no value", "report."+need.key).WithHint("write %s", need.example)
		}
	}
	if r.State != "" && !stateCode.MatchString(r.State) {
		found.Errorf(c.value("state"), "report/state", "%q is not the code of a State; three capital letters of ISO 3166-1 were expected", r.State).WithHint(`write state = "HND" for Honduras`)
	}
	c.validateNumber(found)
	c.validateSymbol(found)
	c.validateNames(found)
	if c.given("limits", "words") && c.Limits.Words <= 0 && !c.faulty(found, "limits", "words") {
		found.Errorf(c.Keys.Value("limits", "words"), "report/limit", "%d is not a number of words", c.Limits.Words).WithHint("leave it out: the limit of the committee holds then")
	}
	if n := c.Word.Numbering; c.given("docx", "numbering") && n != liveNumbers && n != literalNumbers && !c.faulty(found, "docx", "numbering") {
		found.Errorf(c.Keys.Value("docx", "numbering"), "report/numbering", "%q is no way to number a Word file; %q or %q was expected", n, liveNumbers, literalNumbers).
			WithHint("leave it out: Word counts the paragraphs itself then")
	}
	for lang := range c.Title {
		c.known(found, begun, lang, "title", lang)
	}
	for lang, notes := range c.TitleNotes {
		c.known(found, begun, lang, "title_notes", lang)
		for i, note := range notes {
			if span := c.Keys.Value("title_notes", lang, fmt.Sprint(i)); strings.TrimSpace(note) == "" && !said(found, span) {
				found.Errorf(span, "report/title-notes", "the note to the title has no text").WithHint("write its text, or remove it")
			}
		}
	}
}

// validateNumber reports numbers of reports and a year that cannot be.
func (c *Config) validateNumber(found *diag.List) {
	r, span := &c.Report, c.value("number")
	if m := reportNumber.FindStringSubmatch(r.Number); m != nil {
		first, _ := strconv.Atoi(m[1])
		last, _ := strconv.Atoi(m[2]) // 0 where there is one number only
		switch {
		case m[2] == "":
		case first == last:
			found.Errorf(span, "report/number", "%q combines a report with itself", r.Number).WithHint("write number = %q", m[1])
		case first > last:
			found.Errorf(span, "report/number", "%q does not rise from the first report to the last", r.Number).WithHint("write number = \"%d-%d\"", last, first)
		}
	} else if r.Number != "" {
		found.Errorf(span, "report/number", "%q is not the number of a report; \"2\", or \"8-9\" for combined reports, was expected", r.Number)
	}
	if c.given("report", "due") && (r.Due < firstDue || r.Due > lastDue) && !c.faulty(found, "report", "due") {
		found.Errorf(c.value("due"), "report/due", "%d is not the year in which a report is due", r.Due).WithHint("write due = 2028")
	}
}

// known reports a table of a language that the report does not have, and into which no translation has begun.
func (c *Config) known(found *diag.List, begun []string, lang string, path ...string) {
	if len(c.Report.Languages) > 0 && !slices.Contains(c.Report.Languages, lang) && !slices.Contains(begun, lang) {
		found.Errorf(c.Keys.Span(path...), "report/language", "%q is not among the languages of this report: %s", lang, strings.Join(c.Report.Languages, ", "))
	}
}

func (c *Config) validateNames(found *diag.List) {
	r := &c.Report
	if len(r.Languages) == 0 && !c.faulty(found, "report", "languages") {
		found.Errorf(c.Keys.Span("report", "languages"), "report/missing-key", "\"report.languages\" names no language").WithHint(`write languages = ["en"]`)
	}
	list := func(key string, values []string, form *regexp.Regexp, what string) {
		for i, v := range values {
			span := c.value(key, fmt.Sprint(i))
			if v == "" && said(found, span) {
				continue
			}
			if !form.MatchString(v) {
				found.Errorf(span, "report/"+key, "%q is not %s", v, what)
			} else if j := slices.Index(values, v); j < i {
				found.Errorf(span, "report/"+key, "%q stands twice in \"report.%s\"", v, key).WithRelated(c.value(key, fmt.Sprint(j)), "the first is here")
			}
		}
	}
	list("languages", r.Languages, languageCode, "the code of a language such as \"en\"")
	list("issued", r.Issued, languageCode, "the code of a language such as \"en\"")
	list("sections", r.Sections, sectionName, "the name of a file in content, without folder and \".md\"")
	if r.Original != "" && !languageCode.MatchString(r.Original) {
		found.Errorf(c.value("original"), "report/original", "%q is not the code of a language such as \"en\"", r.Original)
	}
}

// limit is the limit of the committee for this kind of report, or the lower one that report.toml sets.
func (c *Config) limit(b *style.Body, found *diag.List) Limit {
	official := Limit{Span: c.value("kind")}
	if b != nil {
		official.Words = b.Limits[c.Report.Kind]
	}
	own := Limit{Words: c.Limits.Words, Span: c.Keys.Value("limits", "words")}
	if own.Words <= 0 {
		return official
	}
	if official.Words > 0 && own.Words > official.Words {
		found.Errorf(own.Span, "report/limit", "%d words; the limit of %s for this kind of report is %d, and only a lower one may be set", own.Words, b.Code, official.Words)
	}
	return own
}

// hasTitle reports whether a body has titles for that kind of report: it is then a document of the body.
func hasTitle(b *style.Body, kind string) bool {
	for _, forms := range b.Titles {
		if forms[kind] != "" {
			return true
		}
	}
	return false
}

// kinds are the kinds of report that the body or the language knows, sorted.
func kinds(b *style.Body, l *style.Language) []string {
	known := slices.Collect(maps.Keys(l.Kinds))
	if b != nil {
		known = slices.AppendSeq(known, maps.Keys(b.Limits))
		for _, forms := range b.Titles {
			for kind := range forms {
				known = append(known, strings.TrimSuffix(kind, combinedSuffix))
			}
		}
	}
	slices.Sort(known)
	return slices.Compact(known)
}

// checkKind reports a kind of report that is none.
func (c *Config) checkKind(b *style.Body, l *style.Language, found *diag.List) {
	kind, known := c.Report.Kind, kinds(b, l)
	if kind == "" || slices.Contains(known, kind) {
		return
	}
	f := found.Errorf(c.value("kind"), "report/kind", "%q is not a kind of report", kind)
	if near := diag.Nearest(kind, known); len(near) > 0 {
		f.WithHint("write %s", diag.Quoted(near))
	} else {
		f.WithHint("use one of %s", strings.Join(known, ", "))
	}
}

// sectionFile is the path of a section in a language.
func sectionFile(language, name string) string { return path.Join("content", language, name+".md") }
