package quality

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// Options are what the checks go by beside the sentences.
type Options struct {
	Data  *Data
	Terms *term.Base // the table of terms; nil for none
	Names *term.Base // names of institutions and organizations, from registries; nil for none
}

// A Finding is what a check has to say of a sentence.
type Finding struct {
	Check      *Check
	Unit       *translation.Unit
	Diagnostic diag.Diagnostic
	edits      []edit        // of the translation, that repair it
	concept    *term.Concept // that it is about; nil for none
}

// A Result is all that was found in the sections of one language.
type Result struct {
	Findings []Finding
	Ignored  []Finding // that a lock suppresses
	locks    diag.List // about suppressions
	texts    map[*translation.Unit]*text
}

// Run holds the translation of sections against the original. Sections of which there is no translation yet are left alone: that they are
// missing is no fault.
func Run(sections []*translation.Section, opt Options) *Result {
	r := &Result{texts: map[*translation.Unit]*text{}}
	p := &pass{opt: opt, data: opt.Data, result: r}
	p.from, p.to = opt.Data.From, opt.Data.To
	for _, b := range []*term.Base{opt.Terms, opt.Names} {
		if b == nil {
			b = &term.Base{}
		}
		p.bases = append(p.bases, matchers{b.Matcher(p.from.code, p.from.Endings), b.Matcher(p.to.code, p.to.Endings)})
	}
	p.lexicon(sections)
	for _, s := range sections {
		if s.Target == nil {
			continue
		}
		p.section = s
		for _, u := range s.Units {
			p.unit(u)
		}
		p.sentences()
		p.languages()
		p.sums()
	}
	p.consistency(sections)
	p.meanings(sections)
	r.suppress(sections)
	return r
}

// matchers find terms in both languages.
type matchers struct{ from, to *term.Matcher }

// A pass is one sentence under the checks.
type pass struct {
	opt      Options
	data     *Data
	from, to *Language
	bases    []matchers // of the table of terms, of the registries
	result   *Result
	section  *translation.Section

	check    *Check
	u        *translation.Unit
	src, tgt *text
	s, t     holdings // of src and tgt
	cell     bool     // in a table

	inSource, inTarget map[string]bool // words that originals and translations have in small letters
}

func (p *pass) unit(u *translation.Unit) {
	p.set(u)
	p.result.texts[u] = p.tgt
	p.s, p.t = p.from.hold(p.src, p.cell), p.to.hold(p.tgt, p.cell)
	if len(u.Target.Pieces) == 0 || u.State == translation.Missing {
		for _, id := range []string{"Q01", "Q02"} {
			p.check = byID(id)
			p.check.run(p)
		}
		return
	}
	if u.Fixed {
		p.check = byID("Q26")
		p.numbers()
		return
	}
	for _, c := range checks {
		if c.run != nil {
			p.check = c
			c.run(p)
		}
	}
}

// set makes u the sentence that is looked at.
func (p *pass) set(u *translation.Unit) {
	p.u, p.src, p.tgt, p.cell = u, newText(u.Source), newText(u.Target), isCell(u)
}

// isCell reports whether a sentence stands in a cell of a table.
func isCell(u *translation.Unit) bool {
	row, column, ok := strings.Cut(u.Part, "c")
	return ok && strings.HasPrefix(row, "r") && strings.Trim(row[1:], "0123456789") == "" && strings.Trim(column, "0123456789") == "" && column != ""
}

// report adds a finding at a place of the translation; related is where the original stands, or no place.
func (p *pass) report(at, related diag.Span, format string, args ...any) *Finding {
	d := diag.Diagnostic{Code: p.check.Code(), Severity: p.check.Severity, Span: at, Message: fmt.Sprintf(format, args...)}
	if !related.IsZero() {
		d.WithRelated(related, "the original")
	}
	p.result.Findings = append(p.result.Findings, Finding{Check: p.check, Unit: p.u, Diagnostic: d})
	return &p.result.Findings[len(p.result.Findings)-1]
}

// as gives a finding another severity than its check has.
func (f *Finding) as(s diag.Severity) *Finding {
	f.Diagnostic.Severity = s
	return f
}

func (f *Finding) hint(format string, args ...any) *Finding {
	f.Diagnostic.Hint = fmt.Sprintf(format, args...)
	return f
}

// fix says how the translation would be right.
func (f *Finding) fix(t *text, edits ...edit) *Finding {
	f.edits = edits
	fix := &diag.Fix{Message: "write it so"}
	for _, e := range edits {
		span := t.span(e.start, e.end)
		if span.Text() != t.s[e.start:e.end] {
			return f
		}
		fix.Edits = append(fix.Edits, diag.Edit{Span: span, New: e.new})
	}
	f.Diagnostic.Fix = fix
	return f
}

// where is the place of the translation of the unit; that of its block, where it has none.
func (p *pass) where() diag.Span {
	switch {
	case len(p.u.Target.Pieces) > 0:
		return p.u.Target.Span
	case p.u.Other != nil:
		return p.u.Other.Span.FirstLine()
	}
	return p.u.Source.Span
}

// suppress takes out what locks ignore, and says which reasons are not needed any more.
func (r *Result) suppress(sections []*translation.Section) {
	used := map[*translation.Entry]map[string]bool{}
	kept := r.Findings[:0:0]
	for _, f := range r.Findings {
		if e := f.Unit.Entry; e != nil && strings.TrimSpace(e.Ignore[f.Check.ID]) != "" {
			if used[e] == nil {
				used[e] = map[string]bool{}
			}
			used[e][f.Check.ID] = true
			r.Ignored = append(r.Ignored, f)
			continue
		}
		kept = append(kept, f)
	}
	r.Findings = kept
	for _, s := range sections {
		if s.Target == nil || s.Lock.File == nil {
			continue
		}
		for _, e := range s.Lock.Entries {
			for _, id := range slices.Sorted(maps.Keys(e.Ignore)) {
				switch {
				case byID(id) == nil:
					f := r.locks.Errorf(ignorePlace(s.Lock.File, e.ID, id), BadIgnoreCode, "unit %q ignores %q, and there is no such check", e.ID, id)
					if near := diag.Nearest(id, ids()); len(near) > 0 {
						f.WithHint("write %s", diag.Quoted(near))
					}
				case strings.TrimSpace(e.Ignore[id]) == "":
					r.locks.Errorf(ignorePlace(s.Lock.File, e.ID, id), BadIgnoreCode, "unit %q ignores %s without a reason", e.ID, id).
						WithHint("write why it is right as it is, or take the line out")
				case !used[e][id]:
					r.locks.Warnf(ignorePlace(s.Lock.File, e.ID, id), IgnoreCode, "unit %q ignores %s, which has nothing to say of it", e.ID, id).
						WithHint("take the line out, so that the check speaks again when it has to")
				}
			}
		}
	}
}

// ignorePlace is where the lock f says that the unit ignores a check.
func ignorePlace(f *diag.File, unit, id string) diag.Span {
	src := string(f.Src)
	at := strings.Index(src, fmt.Sprintf("id = %q", unit))
	if at < 0 {
		return f.Span(0, 0)
	}
	end := len(src)
	if n := strings.Index(src[at:], "[[unit]]"); n >= 0 {
		end = at + n
	}
	if n := strings.Index(src[at:end], "ignore."+id); n >= 0 {
		return f.Span(at+n, at+n+len("ignore."+id))
	}
	return f.Span(at, at)
}

// Found are all findings, also those about suppressions.
func (r *Result) Found() diag.List {
	var out diag.List
	for _, f := range r.Findings {
		out.Add(f.Diagnostic)
	}
	out.Merge(r.locks)
	return out
}

// Open are the ids of the checks that find errors in a sentence.
func (r *Result) Open(u *translation.Unit) []string {
	var out []string
	for _, f := range r.Findings {
		if f.Unit == u && f.Diagnostic.Severity == diag.Error && !slices.Contains(out, f.Check.ID) {
			out = append(out, f.Check.ID)
		}
	}
	return out
}

// Edits are the sentences of a section that can be repaired without asking, as they would read, and how many findings that settles.
func (r *Result) Edits(s *translation.Section) (edits []translation.Edit, settled int) {
	for _, u := range s.Units {
		var all []edit
		n := 0
		for _, f := range r.Findings {
			if f.Unit == u && len(f.edits) > 0 {
				all = append(all, f.edits...)
				n++
			}
		}
		if len(all) == 0 {
			continue
		}
		if pieces, ok := r.texts[u].apply(all); ok {
			edits = append(edits, translation.Edit{Unit: u, Target: pieces})
			settled += n
		}
	}
	return edits, settled
}
