package cite

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
)

var (
	goodKey   = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	keyBreaks = regexp.MustCompile(`[^a-z0-9]+`)
)

// referencePrefixes begin the names of cross-references, so that @para-x cannot be a source.
var referencePrefixes = []string{"para-", "sec-", "tbl-", "fig-", "note-", "rec-"}

// check reports what is wrong with one entry by itself.
func check(e *Entry, found *diag.List) {
	checkKey(e, found)
	checkType(e, found)
	checkSymbol(e, found)
	checkGazette(e, found)
	checkAddress(e, found)
	checkWords(e, e.Title, found, "title")
	checkWords(e, e.ShortTitle, found, "short-title")
	checkWords(e, e.Organization, found, "organization")
	checkWords(e, e.Place, found, "place")
	checkWords(e, e.Gazette.Name, found, "gazette", "name")
	if e.Original != "" && !languageCode.MatchString(e.Original) {
		found.Errorf(e.Value("original"), "cite/bad-language", "%q is not the code of a language", e.Original).WithHint("write a code such as es")
	}
}

// checkWords reports the languages of a text that are none, and texts that are none.
func checkWords(e *Entry, w Words, found *diag.List, path ...string) {
	at := func(code string) []string { return append(slices.Clone(path), code) }
	for _, code := range w.Odd() {
		found.Errorf(e.Value(at(code)...), "registry/wrong-type", "%q in %q is not text in quotation marks", code, e.Key+"."+strings.Join(path, "."))
	}
	for _, code := range w.Languages() {
		if !languageCode.MatchString(code) {
			found.Errorf(e.Field(at(code)...), "cite/bad-language", "%q is not the code of a language", code).WithHint("write a code such as es")
		}
	}
}

func checkKey(e *Entry, found *diag.List) {
	if !goodKey.MatchString(e.Key) {
		d := found.Errorf(e.Span(), "cite/bad-key", "key %q has other characters than small letters, digits and single hyphens", e.Key)
		if better := strings.Trim(keyBreaks.ReplaceAllString(strings.ToLower(e.Key), "-"), "-"); goodKey.MatchString(better) {
			d.WithHint("write [%s]", better)
		}
		return
	}
	for _, p := range referencePrefixes {
		if strings.HasPrefix(e.Key, p) {
			found.Errorf(e.Span(), "cite/bad-key", "key %q begins with %q, as only cross-references do", e.Key, p).
				WithHint("begin it with another word")
		}
	}
}

func checkType(e *Entry, found *diag.List) {
	c, ok := sourceTypes[e.Type]
	switch {
	case ok:
	case e.lacks("type"):
		missing(e, found, "type").WithHint("add type = with one of %s", strings.Join(Types(), ", "))
		return
	default:
		d := found.Errorf(e.Value("type"), "cite/unknown-type", "type %q of %q is not known", e.Type, e.Key)
		if near := diag.Nearest(e.Type, Types()); len(near) > 0 {
			d.WithHint("write %s", diag.Quoted(near))
			d.Fix = replaceValue(e.Value("type"), near[0])
		} else {
			d.WithHint("use one of %s", strings.Join(Types(), ", "))
		}
		return
	}
	switch c {
	case legislation:
		if e.lacks("number") && e.lacks("title") {
			missing(e, found, "number", "title")
		}
	case document:
		if e.lacks("symbol") {
			missing(e, found, "symbol").WithHint("add symbol = with the symbol printed at the top of the document")
		}
	case resolution:
		if e.lacks("number") {
			missing(e, found, "number").WithHint(`add number = as in "68/268"`)
		}
	case treaty:
		if e.lacks("title") && (e.lacks("volume") || e.lacks("number")) {
			missing(e, found, "title").WithHint("add the title, or volume and number in the Treaty Series")
		}
	case report, news:
		if e.lacks("title") {
			missing(e, found, "title")
		}
	case web:
		if e.lacks("url") {
			missing(e, found, "url").WithHint(`add the address, or use type = "news" or "report" for what has none`)
		}
	}
}

// missing reports that e has none of the fields, of which it needs one.
func missing(e *Entry, found *diag.List, fields ...string) *diag.Diagnostic {
	kind := ""
	if e.Type != "" {
		kind = fmt.Sprintf(" of type %q", e.Type)
	}
	if len(fields) == 1 {
		return found.Errorf(e.Span(), "cite/missing-field", "entry %q%s has no %q", e.Key, kind, fields[0])
	}
	quoted := make([]string, len(fields))
	for i, f := range fields {
		quoted[i] = fmt.Sprintf("%q", f)
	}
	return found.Errorf(e.Span(), "cite/missing-field", "entry %q%s has neither %s", e.Key, kind, strings.Join(quoted, " nor "))
}

var (
	// symbolForm is the form of a United Nations document symbol: components with a slash between them.
	symbolForm = regexp.MustCompile(`^[A-Z]{1,5}(/[A-Za-z0-9]+([.()-][A-Za-z0-9]*)*)+\*{0,3}$`)
	// suffixForm is the form of what corrigenda lists.
	suffixForm = regexp.MustCompile(`^(Corr|Add|Rev|Amend)\.[0-9]+(-[0-9]+)?$`)
	// pointless finds components that lack their full stop, or are not written as usual.
	pointless = regexp.MustCompile(`(?i)(^|/)(Rev|Add|Corr|Amend|SR|CRP|WP|PV|Misc)[. ]*([0-9])`)
	spelling  = []string{"Rev", "Add", "Corr", "Amend", "SR", "CRP", "WP", "PV", "Misc"}
)

// mendSymbol writes a symbol as it ought to be, as far as that can be told.
func mendSymbol(s string) string {
	s = strings.NewReplacer("–", "-", "—", "-", "\u2011", "-").Replace(strings.Join(strings.Fields(s), " "))
	s = pointless.ReplaceAllStringFunc(s, func(m string) string {
		parts := pointless.FindStringSubmatch(m)
		for _, name := range spelling {
			if strings.EqualFold(name, parts[2]) {
				return parts[1] + name + "." + parts[3]
			}
		}
		return m
	})
	return strings.ReplaceAll(s, " ", "")
}

func checkSymbol(e *Entry, found *diag.List) {
	judge := func(s string, span diag.Span, form *regexp.Regexp, sample string) {
		mended := mendSymbol(s)
		if mended == s && form.MatchString(s) {
			return
		}
		d := found.Errorf(span, "cite/malformed-symbol", "symbol %q does not have the form of a document symbol", s)
		if form.MatchString(mended) {
			d.WithHint("write %q", mended)
			d.Fix = replaceValue(span, mended)
		} else {
			d.WithHint("write it as the document has it at its top, such as %q", sample)
		}
	}
	if e.Symbol != "" {
		judge(e.Symbol, e.Value("symbol"), symbolForm, "CMW/C/HND/CO/1")
	}
	for i, s := range e.Corrigenda {
		judge(s, e.Value("corrigenda", fmt.Sprint(i)), suffixForm, "Corr.1")
	}
}

func checkGazette(e *Entry, found *diag.List) {
	if !e.has("gazette") {
		return
	}
	if e.Gazette.Issue < 0 {
		found.Errorf(e.Value("gazette", "issue"), "cite/bad-issue", "issue %d of a gazette is less than 1", e.Gazette.Issue)
	} else if e.Gazette.Issue == 0 && e.Gazette.Date.IsZero() {
		found.Errorf(e.Field("gazette"), "cite/missing-field", "the gazette of %q has neither %q nor %q", e.Key, "issue", "date")
	}
}

// shorteners are hosts whose addresses tell nothing and may lead elsewhere tomorrow.
var shorteners = []string{
	"1drv.ms", "adf.ly", "amzn.to", "bit.do", "bit.ly", "bitly.com", "buff.ly", "cutt.ly", "db.tt", "fb.me", "goo.gl", "is.gd", "j.mp", "lnkd.in",
	"ow.ly", "rb.gy", "rebrand.ly", "s.id", "shorturl.at", "t.co", "t.ly", "tiny.cc", "tinyurl.com", "trib.al", "v.gd", "wp.me",
}

func checkAddress(e *Entry, found *diag.List) {
	for _, field := range []string{"url", "archived"} {
		text := e.URL
		if field == "archived" {
			text = e.Archived
		}
		if text == "" {
			continue
		}
		span := e.Value(field)
		u, err := url.Parse(text)
		switch {
		case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(text, " \t\n<>\"\\|\u00AD"):
			found.Errorf(span, "cite/bad-url", "%q is not a web address", text).WithHint("write the whole address, beginning with https://, without spaces and soft hyphens")
		case slices.Contains(shorteners, strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")):
			found.Warnf(span, "cite/shortened-url", "the address of %q is shortened, so that it tells nothing and may lead elsewhere tomorrow", e.Key).
				WithHint("open it and write the address to which it leads")
		case u.Scheme == "http":
			found.Warnf(span, "cite/insecure-url", "the address of %q is not secure", e.Key).WithHint("write https:// if the site answers there")
		}
	}
	switch {
	case sourceTypes[e.Type] == web && e.URL != "" && e.Accessed.IsZero():
		found.Warnf(e.Value("url"), "cite/no-access-date", "the web page %q has no date of access", e.Key).
			WithHint("add accessed = with the day on which you saw the page, such as 2024-02-09")
	case e.URL == "" && !e.Accessed.IsZero():
		found.Warnf(e.Field("accessed"), "cite/access-without-url", "entry %q was accessed, but has no address", e.Key).
			WithHint("add url =, or remove the date of access")
	}
}
