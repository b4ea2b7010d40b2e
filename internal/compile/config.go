package compile

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
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
}

// Check silences the warnings of one code.
type Check struct {
	Level  string `toml:"level"`  // "off"
	Reason string `toml:"reason"` // why; it must be given
}

// configName is the file that makes a folder a project.
const configName = "report.toml"

// defaultStyle is the style sheet of a report that names none.
const defaultStyle = "un-geneva"

// ReadConfig reads report.toml of the project; nil when it cannot be read, with the finding in found.
func ReadConfig(fsys fs.FS, found *diag.List) (*Config, error) {
	src, err := fs.ReadFile(fsys, configName)
	if errors.Is(err, fs.ErrNotExist) {
		found.Errorf(diag.NewFile(configName, nil).Span(0, 0), "project/no-report", "there is no report.toml in this folder").
			WithHint("run the command in the folder of a report, or name it with -C")
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", configName, err)
	}
	c := &Config{File: diag.NewFile(configName, src)}
	c.Keys = tomlfile.Decode(c.File, 0, len(src), c, "report", found)
	if c.Keys == nil {
		return nil, nil
	}
	c.validate(found)
	return c, nil
}

// value is the place of a value of [report].
func (c *Config) value(path ...string) diag.Span {
	return c.Keys.Value(append([]string{"report"}, path...)...)
}

var (
	languageCode = regexp.MustCompile(`^[a-z]{2,3}$`)
	sectionName  = regexp.MustCompile(`^[\pL\pN_][\pL\pN_.\-]*$`)
	stateCode    = regexp.MustCompile(`^[A-Z]{3}$`)
	reportNumber = regexp.MustCompile(`^[1-9][0-9]?(?:-[1-9][0-9]?)?$`)
	// symbolForm follows the grammar of document symbols: parts joined by slashes, a suffix such as Rev.1 with its dot, asterisks of a
	// reissue at the end.
	symbolForm = regexp.MustCompile(`^[A-Z][A-Za-z0-9.\-]*(?:/[A-Za-z0-9][A-Za-z0-9.\-]*)+\*{0,3}$`)
	noDot      = regexp.MustCompile(`/(Rev|Add|Corr|Amend)([0-9]+)`)
	// reporting is a symbol of a treaty body: stem, protocol, State, nature, number of the report.
	reporting = regexp.MustCompile(`^(E/C\.12|(?:CCPR|CERD|CEDAW|CAT|CRC|CRPD|CED|CMW)/C)(?:/(?:OPAC|OPSC))?/([A-Z]{3})/(?:(?:CO|Q|QPR|RQ|FCO)/)?([0-9]+(?:-[0-9]+)?)(?:/(?:Rev|Add|Corr)\.[0-9]+)*\*{0,3}$`)
)

// validate reports what is missing or cannot be, apart from names that only the templates know.
func (c *Config) validate(found *diag.List) {
	r := &c.Report
	for _, need := range []struct{ key, value, example string }{
		{"body", r.Body, `body = "CMW"`}, {"state", r.State, `state = "HND"`}, {"kind", r.Kind, `kind = "periodic"`},
	} {
		if need.value == "" {
			found.Errorf(c.Keys.Span("report"), "report/missing-key", "%q has no value", "report."+need.key).WithHint("write %s", need.example)
		}
	}
	if r.State != "" && !stateCode.MatchString(r.State) {
		found.Errorf(c.value("state"), "report/state", "%q is not the code of a State; three capital letters of ISO 3166-1 were expected", r.State).WithHint(`write state = "HND" for Honduras`)
	}
	if r.Number != "" && !reportNumber.MatchString(r.Number) {
		found.Errorf(c.value("number"), "report/number", "%q is not the number of a report; \"2\", or \"8-9\" for combined reports, was expected", r.Number)
	}
	c.validateSymbol(found)
	c.validateNames(found)
	if c.Limits.Words < 0 {
		found.Errorf(c.Keys.Value("limits", "words"), "report/limit", "%d is not a number of words", c.Limits.Words)
	}
	for lang := range c.Title {
		c.known(found, lang, "title", lang)
	}
	for lang := range c.TitleNotes {
		c.known(found, lang, "title_notes", lang)
	}
}

// known reports a table of a language that the report does not have.
func (c *Config) known(found *diag.List, lang string, path ...string) {
	if !slices.Contains(c.Report.Languages, lang) {
		found.Errorf(c.Keys.Span(path...), "report/language", "%q is not among the languages of this report: %s", lang, strings.Join(c.Report.Languages, ", "))
	}
}

func (c *Config) validateSymbol(found *diag.List) {
	s := c.Report.Symbol
	if s == "" {
		return
	}
	span := c.value("symbol")
	if m := noDot.FindStringSubmatch(s); m != nil {
		found.Errorf(span, "report/symbol", "symbol %q has no dot between %q and %q", s, m[1], m[2]).WithHint("write %s", noDot.ReplaceAllString(s, "/$1.$2"))
		return
	}
	if !symbolForm.MatchString(s) {
		found.Errorf(span, "report/symbol", "symbol %q is malformed; parts joined by slashes, as in CMW/C/HND/2, were expected", s)
		return
	}
	m := reporting.FindStringSubmatch(s)
	if m == nil {
		return
	}
	if c.Report.State != "" && m[2] != c.Report.State {
		found.Errorf(span, "report/symbol", "symbol %q is of State %q; report.state is %q", s, m[2], c.Report.State)
	}
	if c.Report.Number != "" && c.Report.Kind == "periodic" && m[3] != c.Report.Number {
		found.Errorf(span, "report/symbol", "symbol %q is of report %q; report.number is %q", s, m[3], c.Report.Number)
	}
}

func (c *Config) validateNames(found *diag.List) {
	r := &c.Report
	if len(r.Languages) == 0 {
		found.Errorf(c.Keys.Span("report", "languages"), "report/missing-key", "\"report.languages\" names no language").WithHint(`write languages = ["en"]`)
	}
	list := func(key string, values []string, form *regexp.Regexp, what string) {
		for i, v := range values {
			span := c.value(key, fmt.Sprint(i))
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

// sectionFile is the path of a section in a language.
func sectionFile(language, name string) string { return path.Join("content", language, name+".md") }
