package changes

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/redline"
)

// parts are all parts, in the order in which they are summed up: what readers look for first.
var parts = []redline.Part{
	redline.ParagraphPart, redline.ItemPart, redline.HeadingPart, redline.TablePart, redline.PicturePart, redline.ListPart,
	redline.QuotePart, redline.FrontPart, redline.SectionPart, redline.NotePart,
}

// summary counts and collects what has changed. The figures come in the order of the changes.
func summary(all []Change, figures []Figure) Summary {
	s := Summary{Changes: len(all), Counts: []Count{}, Figures: []Figure{}, Sources: []Source{}}
	count := map[Count]int{}
	for i := range all {
		count[Count{Part: all[i].part(), Kind: all[i].Kind}]++
	}
	for _, p := range parts {
		for _, k := range redline.Kinds {
			if n := count[Count{Part: p, Kind: k}]; n > 0 {
				s.Counts = append(s.Counts, Count{p, k, n})
			}
		}
	}
	for _, k := range redline.FigureKinds {
		for _, f := range figures {
			if f.Kind == k {
				s.Figures = append(s.Figures, f)
			}
		}
	}
	for i := range all {
		for _, source := range all[i].Sources {
			n := slices.IndexFunc(s.Sources, func(o Source) bool { return o.Key == source.Key })
			if n < 0 {
				n = len(s.Sources)
				s.Sources = append(s.Sources, Source{Key: source.Key, Fields: source.Fields})
			}
			s.Sources[n].Changes = append(s.Sources[n].Changes, i)
			s.Sources[n].Places = append(s.Sources[n].Places, all[i].at()[0])
		}
	}
	slices.SortStableFunc(s.Sources, func(a, b Source) int { return cmp.Compare(a.Key, b.Key) })
	return s
}

// at is where a change stands: in the newer draft, or in the older one where it is no more.
func (c *Change) at() []Place {
	if len(c.New) > 0 {
		return c.New
	}
	return c.Old
}

// part is what has changed.
func (c *Change) part() redline.Part { return c.at()[0].Part }

// table is the counts as rows of cells: a head, and a row for every part that has changed, with a column for every kind that there is.
func (l *List) table() [][]string {
	var kinds []redline.Kind
	for _, k := range redline.Kinds {
		if slices.ContainsFunc(l.Summary.Counts, func(c Count) bool { return c.Kind == k }) {
			kinds = append(kinds, k)
		}
	}
	head := []string{""}
	for _, k := range kinds {
		head = append(head, l.words.Redline.Preface.OfKind[string(k)])
	}
	rows := [][]string{head}
	for _, p := range parts {
		row := []string{l.words.Changes.Parts[string(p)].Many}
		any := false
		for _, k := range kinds {
			n := 0
			for _, c := range l.Summary.Counts {
				if c.Part == p && c.Kind == k {
					n = c.Count
				}
			}
			if any = any || n > 0; n > 0 {
				row = append(row, strconv.Itoa(n))
			} else {
				row = append(row, "–")
			}
		}
		if any {
			rows = append(rows, row)
		}
	}
	return rows
}

// renumberings says what has another number, a line for every sort of block: "paragraphs 26–40 → 28–42, 50 → 53".
func (l *List) renumberings() []string {
	var out []string
	for _, p := range parts {
		var runs []numberRun
		for _, n := range l.Renumbered {
			if n.New.Part != p {
				continue
			}
			if k := len(runs) - 1; k < 0 || !runs[k].take(n) {
				runs = append(runs, newRun(n))
			}
		}
		if len(runs) == 0 {
			continue
		}
		var words []string
		for _, r := range runs {
			words = append(words, r.String())
		}
		name := l.words.Changes.Parts[string(p)].Many
		if p == redline.TablePart || p == redline.PicturePart {
			name = "" // the numbers have it: "Table 1"
		}
		out = append(out, strings.TrimSpace(name+" "+strings.Join(words, ", ")))
	}
	return out
}

// A numberRun is a run of blocks whose numbers are all moved by the same.
type numberRun struct {
	old, new         string // of the first
	lastOld, lastNew string
}

func newRun(n Renumbering) numberRun {
	return numberRun{n.Old.Number, n.New.Number, n.Old.Number, n.New.Number}
}

// take adds the next block to the run, if it goes on with it.
func (r *numberRun) take(n Renumbering) bool {
	if !follows(r.lastOld, n.Old.Number) || !follows(r.lastNew, n.New.Number) {
		return false
	}
	r.lastOld, r.lastNew = n.Old.Number, n.New.Number
	return true
}

// follows reports whether b is the number behind a.
func follows(a, b string) bool {
	from, err := strconv.Atoi(a)
	to, problem := strconv.Atoi(b)
	return err == nil && problem == nil && to == from+1
}

func (r numberRun) String() string {
	if r.old == r.lastOld {
		return r.old + " → " + r.new
	}
	return r.old + "–" + r.lastOld + " → " + r.new + "–" + r.lastNew
}
