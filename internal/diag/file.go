package diag

import (
	"cmp"
	"sort"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// A File is a named text. Name is relative to the project, with slashes. Src must not be changed once a span points into it.
type File struct {
	Name string
	Src  []byte

	once  sync.Once
	lines []int // byte offset of the first byte of each line
}

// NewFile returns a file of that name and text.
func NewFile(name string, src []byte) *File {
	return &File{Name: name, Src: src}
}

// Span returns the byte range [start, end) of f.
func (f *File) Span(start, end int) Span {
	return Span{File: f, Start: start, End: end}
}

func (f *File) index() []int {
	f.once.Do(func() {
		f.lines = []int{0}
		for i, b := range f.Src {
			if b == '\n' {
				f.lines = append(f.lines, i+1)
			}
		}
	})
	return f.lines
}

// Position returns the place of the byte offset off, which is held inside the file.
func (f *File) Position(off int) Position {
	off = max(0, min(off, len(f.Src)))
	lines := f.index()
	n := sort.SearchInts(lines, off+1) - 1
	head := f.Src[lines[n]:off]
	units := 0
	for b := head; len(b) > 0; {
		r, size := utf8.DecodeRune(b)
		units += max(1, utf16.RuneLen(r))
		b = b[size:]
	}
	return Position{Line: n + 1, Column: utf8.RuneCount(head) + 1, Byte: off, UTF16: units + 1}
}

// Line returns the text of line n, counted from 1, without its line end; empty when there is no such line.
func (f *File) Line(n int) []byte {
	lines := f.index()
	if n < 1 || n > len(lines) {
		return nil
	}
	end := len(f.Src)
	if n < len(lines) {
		end = lines[n] - 1
	}
	start := lines[n-1]
	if end > start && f.Src[end-1] == '\r' {
		end--
	}
	return f.Src[start:end]
}

// Offset returns the byte offset of line and column (both from 1, the column in code points), held inside the file.
func (f *File) Offset(line, column int) int {
	lines := f.index()
	if line < 1 {
		return 0
	}
	if line > len(lines) {
		return len(f.Src)
	}
	off := lines[line-1]
	text := f.Line(line)
	for ; column > 1 && len(text) > 0; column-- {
		_, size := utf8.DecodeRune(text)
		off += size
		text = text[size:]
	}
	return off
}

// A Position is a place as a person and an editor count it.
type Position struct {
	Line   int // from 1
	Column int // from 1, in code points
	Byte   int // offset in the file, from 0
	UTF16  int // column from 1 in UTF-16 units, as editors count
}

// A Span is the byte range [Start, End) of File; the zero Span is no place.
type Span struct {
	File       *File
	Start, End int
}

// IsZero reports whether s is no place.
func (s Span) IsZero() bool { return s.File == nil }

// Position returns where s begins.
func (s Span) Position() Position {
	if s.File == nil {
		return Position{}
	}
	return s.File.Position(s.Start)
}

// Text returns the source text of s, empty for no place or a range outside the file.
func (s Span) Text() string {
	if s.File == nil || s.Start < 0 || s.End > len(s.File.Src) || s.Start > s.End {
		return ""
	}
	return string(s.File.Src[s.Start:s.End])
}

// FirstLine returns s up to its first line end: where a finding about something long points.
func (s Span) FirstLine() Span {
	if i := strings.IndexByte(s.Text(), '\n'); i >= 0 {
		s.End = s.Start + i
	}
	return s
}

// Until returns the span from the beginning of s to the end of t, or s where they stand in different files.
func (s Span) Until(t Span) Span {
	if s.File == nil {
		return t
	}
	if s.File == t.File && t.End > s.End {
		s.End = t.End
	}
	return s
}

// compare orders spans by file name, start and end; no place comes first.
func (s Span) compare(t Span) int {
	switch {
	case s.File == nil && t.File == nil:
		return 0
	case s.File == nil:
		return -1
	case t.File == nil:
		return 1
	}
	return cmp.Or(cmp.Compare(s.File.Name, t.File.Name), cmp.Compare(s.Start, t.Start), cmp.Compare(s.End, t.End))
}
