package compile

import (
	"regexp"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
)

var (
	// symbolForm follows the grammar of document symbols: parts joined by slashes, a suffix such as Rev.1 with its dot, asterisks of a
	// reissue at the end.
	symbolForm = regexp.MustCompile(`^[A-Z][A-Za-z0-9.\-]*(?:/[A-Za-z0-9][A-Za-z0-9.\-]*)+\*{0,3}$`)
	noDot      = regexp.MustCompile(`/(Rev|Add|Corr|Amend)([0-9]+)`)
	// symbolTail is what follows the stem of a treaty body: protocol, State, series, number of the report, addenda and the like.
	symbolTail = regexp.MustCompile(`^(?:/(?:OPAC|OPSC))?/([A-Z]{3})/(?:([A-Z]+)/)?([0-9]+(?:-[0-9]+)?)((?:/(?:Rev|Add|Corr)\.[0-9]+)*)\*{0,3}$`)
)

// seriesNames says what the documents of a series are, by the letters in their symbols. Reports stand in none.
var seriesNames = map[string]string{
	"CO":  "concluding observations",
	"FCO": "follow-up to concluding observations",
	"Q":   "a list of issues",
	"QPR": "a list of issues prior to reporting",
	"RQ":  "replies to a list of issues",
}

// kindSeries are the series in which a document of a kind can stand; "/Add" is an addendum to one of the series, as replies and
// information of a State were issued before they had series of their own. Of other kinds nothing is known.
var kindSeries = map[string][]string{
	"initial":   {""},
	"periodic":  {""},
	"replies":   {"", "RQ", "Q/Add", "QPR/Add"},
	"follow-up": {"", "FCO", "FCO/Add", "CO/Add"},
}

// validateSymbol reports a symbol that is none.
func (c *Config) validateSymbol(found *diag.List) {
	s, span := c.Report.Symbol, c.value("symbol")
	if s == "" {
		return
	}
	if m := noDot.FindStringSubmatch(s); m != nil {
		found.Errorf(span, "report/symbol", "symbol %q has no dot between %q and %q", s, m[1], m[2]).WithHint("write %s", noDot.ReplaceAllString(s, "/$1.$2"))
		return
	}
	if !symbolForm.MatchString(s) {
		found.Errorf(span, "report/symbol", "symbol %q is malformed; parts joined by slashes, as in CMW/C/HND/2, were expected", s)
	}
}

// checkSymbol reports a symbol that belongs to another body, State, report or series of documents.
func (c *Config) checkSymbol(b *style.Body, found *diag.List) {
	r, span := &c.Report, c.value("symbol")
	if r.Symbol == "" || b.Symbol == "" || c.faulty(found, "report", "symbol") {
		return
	}
	tail, ours := strings.CutPrefix(r.Symbol, b.Symbol+"/")
	if !ours {
		if hasTitle(b, r.Kind) { // a document of this body, not one of all bodies such as a common core document
			found.Errorf(span, "report/symbol", "symbol %q is not one of %s, which begin with %s/", r.Symbol, strings.ToUpper(b.Code), b.Symbol)
		}
		return
	}
	m := symbolTail.FindStringSubmatch("/" + tail)
	if m == nil {
		return
	}
	state, series, number, addenda := m[1], m[2], m[3], m[4]
	if r.State != "" && state != r.State {
		found.Errorf(span, "report/symbol", "symbol %q is of State %q; report.state is %q", r.Symbol, state, r.State)
	}
	what, named := seriesNames[series]
	place := series
	if strings.Contains(addenda, "/Add.") && series != "" {
		place += "/Add"
	}
	if can, known := kindSeries[r.Kind]; known && named && !slices.Contains(can, place) {
		found.Errorf(span, "report/symbol", "symbol %q is of %s; report.kind is %q", r.Symbol, what, r.Kind)
		return
	}
	if r.Number != "" && r.Kind == "periodic" && series == "" && number != r.Number && !c.faulty(found, "report", "number") {
		found.Errorf(span, "report/symbol", "symbol %q is of report %q; report.number is %q", r.Symbol, number, r.Number)
	}
}
