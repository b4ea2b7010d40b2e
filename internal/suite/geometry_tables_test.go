package suite_test

import "strings"

// tables: heads are repeated where a table goes on, and nothing of a table is parted that belongs together.
func (j *geometryJudge) tables() {
	for _, u := range j.flow {
		switch u.kind {
		case rowUnit, pictureUnit:
			if u.titled != nil && (u.titled.first() != u.first() || u.titled.last() != u.first()) {
				j.fault(partedCaption, u.titled.first(), u.titled.text(), "%s on page %d", u.kind, u.first()+1)
			}
		case underUnit:
			if u.under != nil && (u.first() != u.under.last() || u.last() != u.under.last()) {
				j.fault(partedUnder, u.first(), u.text(), "the last row stands on page %d", u.under.last()+1)
			}
		}
		if u.kind != rowUnit || u.table == nil || len(u.table.body) == 0 || u != u.table.body[0] {
			continue
		}
		j.table(u.table)
	}
}

func (j *geometryJudge) table(t *setTable) {
	rows := t.body
	for _, h := range t.head {
		if h.last() != rows[0].first() {
			j.fault(partedCaption, h.first(), h.text(), "column heads, and the first row on page %d", rows[0].first()+1)
		}
	}
	for i, r := range rows {
		if r.first() != r.last() {
			f := j.fault(partedRow, r.first(), r.text(), "%.0f pt high", j.heightOf(r))
			if room := j.roomFor(t, r); j.heightOf(r) > room {
				f.excuse = "the row is higher than a page has room for beside the heads of its table"
			}
		}
		if last := min(i+r.spans, len(rows)) - 1; last > i && rows[last].last() != r.first() {
			f := j.fault(partedSpan, r.first(), r.text(), "%d rows", r.spans)
			high := 0.0
			for _, s := range rows[i : last+1] {
				high += j.heightOf(s)
			}
			if high > j.roomFor(t, r) {
				f.excuse = "the rows together are higher than a page has room for beside the heads of their table"
			}
		}
		if r.row == cutInRow && i+1 < len(rows) && rows[i+1].first() != r.last() {
			j.fault(loneCutIn, r.last(), r.text(), "the next row stands on page %d", rows[i+1].first()+1)
		}
		if r.row == totalRow && i > 0 && rows[i-1].row != totalRow && rows[i-1].last() != r.first() {
			j.fault(loneTotal, r.first(), r.text(), "the row before it stands on page %d", rows[i-1].last()+1)
		}
	}
	for p := rows[0].first() + 1; p <= rows[len(rows)-1].last(); p++ {
		j.repeated(t, p)
	}
}

// heightOf is that of a row, from its lines.
func (j *geometryJudge) heightOf(r *unit) float64 {
	high := 0.0
	for _, cell := range r.cells {
		scale := cell[0].size / j.sheet.TableCell.Size.Points()
		h := float64(len(cell))*j.sheet.TableCell.Line.Points()*min(scale, 1) + (j.sheet.TableCell.Before + j.sheet.TableCell.After).Points()
		high = max(high, h)
	}
	return high
}

// roomFor is what a page has for a row below the caption and the column heads.
func (j *geometryJudge) roomFor(t *setTable, r *unit) float64 {
	p := j.paper(r.first())
	room := (p.Height - p.Top - p.Bottom).Points()
	if t.caption != nil {
		room -= float64(len(t.caption.lines))*j.sheet.TableTitle.Line.Points() + j.sheet.TableTitle.After.Points()
	}
	for _, h := range t.head {
		room -= j.heightOf(h)
	}
	return room
}

// repeated: on a page where a table goes on, its caption and its column heads stand again above the first row.
func (j *geometryJudge) repeated(t *setTable, page int) {
	var first *unit
	for _, r := range t.body {
		if r.first() <= page && page <= r.last() {
			first = r
			break
		}
	}
	if first == nil {
		return
	}
	top := 0.0
	for _, line := range first.lines {
		if line.page == page {
			top = line.top
			break
		}
	}
	var again strings.Builder
	for i := range j.Pages[page].Runs {
		r := &j.Pages[page].Runs[i]
		if r.Artifact == "Pagination" && r.bottom() < top+0.5 {
			again.WriteString(solid(r.text()))
		}
	}
	got := again.String()
	if t.caption != nil && !strings.Contains(got, solid(j.sheet.Language.Tables.Continued)) {
		j.fault(headNotRepeated, page, t.caption.text(), "no %q", j.sheet.Language.Tables.Continued)
		return
	}
	for _, h := range t.head {
		for _, cell := range h.cells {
			for _, line := range cell {
				for _, r := range line.runs {
					if r.Size >= 0.8*line.size && !strings.Contains(got, solid(r.text())) {
						j.fault(headNotRepeated, page, h.text(), "%q is not there", r.text())
						return
					}
				}
			}
		}
	}
}
