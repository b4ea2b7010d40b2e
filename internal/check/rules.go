package check

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/recommendation"
)

// A Rule is one check of a compiled report.
type Rule struct {
	Code
	run func(c *checker)
}

// Options say what the rules need to know beside the report.
type Options struct {
	Words int       // how many the report may have; 0 for no limit
	Limit diag.Span // what says so

	Recommendations *recommendation.Registry // what the report has to answer; nil where that cannot be told
}

// rules are all rules, in the order of their codes.
var rules = []Rule{
	{Code{"heading/lone", diag.Warning, "A subheading stands alone: an \"A.\" requires a \"B.\" (UN Editorial Manual, Headings and subheadings)."}, lone},
	{Code{"heading/skipped", diag.Error, "A heading is more than one level below the one above it, so that its place in the report is not clear."}, skipped},
	{Code{"limit/words", diag.Warning, "The report has more words than the committee accepts (General Assembly resolution 68/268)."}, words},
	{Code{"list/one-item", diag.Warning, "A list has only one item, and is no list."}, oneItem},
	{Code{"list/second", diag.Warning, "A second list of a paragraph begins with (a) again, so that references to its items are not clear."}, second},
	{Code{"note/after-digit", diag.Warning, "A note mark right after a digit reads as an exponent."}, afterDigit},
	{Code{"recommendation/answered-after-all", diag.Warning, "A recommendation is answered, and the registry says why it has no answer."}, answeredAfterAll},
	{Code{"recommendation/answered-only-by-parent", diag.Warning, "A paragraph is answered as a whole, and items of it are answered nowhere by themselves."}, onlyByParent},
	{Code{"recommendation/no-source", diag.Warning, "No place that answers a recommendation cites a source."}, noSource},
	{Code{"recommendation/out-of-order", diag.Warning, "The questions of a list of issues are answered in another order than they are asked in."}, outOfOrder},
	{Code{"recommendation/section-answers-nothing", diag.Warning, "A section answers no recommendation."}, answersNothing},
	{Code{"recommendation/unanswered", diag.Warning, "A recommendation is not answered."}, unanswered},
	{Code{"table/no-caption", diag.Warning, "A table has no caption, so that it has no number and nothing can refer to it."}, noCaption},
}

// checker runs one rule.
type checker struct {
	report *doc.Report
	opt    Options
	rule   Rule
	found  diag.List

	coverage *recommendation.Coverage // nil where there is nothing to answer
}

// at adds a finding of the rule.
func (c *checker) at(s diag.Span, format string, args ...any) *diag.Diagnostic {
	if c.rule.Severity == diag.Error {
		return c.found.Errorf(s, c.rule.Name, format, args...)
	}
	return c.found.Warnf(s, c.rule.Name, format, args...)
}

// Run holds the report to all rules.
func Run(r *doc.Report, opt Options) diag.List {
	c := &checker{report: r, opt: opt}
	if all := opt.Recommendations; all != nil && len(all.Documents) > 0 {
		c.coverage = recommendation.Cover(all, r)
	}
	for _, c.rule = range rules {
		c.rule.run(c)
	}
	return c.found
}

// headings calls f for every heading with the one before it, nil for the first.
func (c *checker) headings(f func(h, above *doc.Heading)) {
	var above *doc.Heading
	for _, b := range c.report.Blocks {
		if h, ok := b.(*doc.Heading); ok {
			f(h, above)
			above = h
		}
	}
}

func skipped(c *checker) {
	c.headings(func(h, above *doc.Heading) {
		switch {
		case above == nil && h.Level > 1:
			c.at(h.Span, "the first heading of the report is of level %d; level 1 was expected", h.Level).WithHint("write one # before it")
		case above != nil && h.Level > above.Level+1:
			c.at(h.Span, "heading of level %d follows one of level %d; level %d was expected", h.Level, above.Level, above.Level+1).
				WithRelated(above.Span, "the heading above")
		}
	})
}

// lone finds subheadings without a sister under the same heading. A chapter may stand alone.
func lone(c *checker) {
	var open [8]*doc.Heading // the only heading of its level so far
	count := [8]int{}
	end := func(level int) {
		for l := level; l < len(open); l++ {
			if count[l] == 1 && l > 1 {
				c.at(open[l].Span, "subheading %q stands alone under its heading", doc.PlainText(open[l].Inlines)).
					WithHint("add a second one, or fold it into the heading above")
			}
			count[l], open[l] = 0, nil
		}
	}
	c.headings(func(h, _ *doc.Heading) {
		end(h.Level + 1)
		count[h.Level]++
		open[h.Level] = h
	})
	end(1)
}

func words(c *checker) {
	if c.opt.Words == 0 {
		return
	}
	if n := doc.CountWords(c.report).Total(); n > c.opt.Words {
		c.at(c.opt.Limit, "%s words; the limit is %s", grouped(n), grouped(c.opt.Words)).WithHint("shorten the report; run rapporteur count to see its sections")
	}
}

// grouped writes n with commas between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func oneItem(c *checker) {
	doc.Walk(c.report.Blocks, func(b doc.Block) bool {
		if l, ok := b.(*doc.List); ok && len(l.Items) == 1 {
			c.at(l.Span, "the list has one item only").WithHint("write it as a sentence of the paragraph")
		}
		return true
	})
}

// second finds lists whose letters a list of the same paragraph has had before.
func second(c *checker) {
	var first *doc.List
	number := 0
	for _, b := range c.report.Blocks {
		switch b := b.(type) {
		case *doc.Paragraph:
			if b.Number > 0 {
				first, number = nil, b.Number
			}
		case *doc.Heading:
			first, number = nil, 0
		case *doc.List:
			if !b.Ordered || number == 0 {
				continue
			}
			if first == nil {
				first = b
				continue
			}
			c.at(b.Span, "second list of paragraph %d; %s would stand twice in it", number, b.Items[0].Marker).
				WithRelated(first.Span, "the first list").WithHint("make the sentence that opens it a paragraph of its own")
		}
	}
}

func afterDigit(c *checker) {
	doc.Walk(c.report.Blocks, func(b doc.Block) bool {
		if _, ok := b.(*doc.Table); ok {
			return true // a letter after a number in a cell is how tables do it
		}
		doc.Texts(b, func(in *[]doc.Inline) {
			for i, x := range *in {
				call, ok := x.(*doc.Call)
				if !ok || i == 0 || call.Note.Kind != doc.NumberedNote {
					continue
				}
				if endsInNumber(doc.PlainText((*in)[i-1 : i])) {
					c.at(call.Span, "note mark %s stands right after a digit and reads as an exponent", call.Note.Mark).WithHint("move it behind the next word or to the end of the clause")
				}
			}
		})
		return true
	})
}

// endsInNumber reports whether the last word of s is a number: "519,715,217" or "2017–2025", not "COVID-19".
func endsInNumber(s string) bool {
	word := s
	if i := strings.LastIndexFunc(s, unicode.IsSpace); i >= 0 {
		_, size := utf8.DecodeRuneInString(s[i:]) // a no-break space is longer than a byte
		word = s[i+size:]
	}
	return word != "" && strings.Trim(word, "0123456789.,–-") == "" && word[len(word)-1] >= '0' && word[len(word)-1] <= '9'
}

func noCaption(c *checker) {
	doc.Walk(c.report.Blocks, func(b doc.Block) bool {
		if t, ok := b.(*doc.Table); ok && len(t.Caption.Inlines) == 0 {
			f := c.at(t.Span, "the table has no caption, so it has no number")
			if t.Given {
				f.WithHint("write a line \": Caption\" below it")
			} else {
				f.WithHint("write a line \": Caption {#tbl-name}\" below it")
			}
		}
		return true
	})
}
