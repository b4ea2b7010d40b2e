// Package hyphen finds where a word may be divided at the end of a line: a word in, byte offsets out. It knows words only; which words of a
// text may be divided, and at what cost, is decided where lines are broken.
//
// The method is that of F. M. Liang (Word Hy-phen-a-tion by Com-put-er, Stanford 1983): every pattern that occurs in the word gives numbers
// to the places between its letters, the highest number at a place wins, and an odd one is a hyphen. The patterns of a language are
// parsed when it is first asked for, once in a process.
package hyphen

import (
	"embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

//go:embed patterns/*.txt
var files embed.FS

// Patterns are the patterns of one language. They are read-only.
type Patterns struct {
	levels      map[string]string // by the letters of a pattern, "." for an end of the word: a digit before each letter and one after the last
	exceptions  map[string][]int  // byte offsets in words whose division is listed
	longest     int               // bytes of the longest pattern
	left, right int               // least number of letters before the first hyphen and after the last
}

// languages are the languages with patterns, by the tags that mean them. American English is divided in other places than British English and
// has no patterns here; the United Nations writes British spelling.
var languages = map[string]func() *Patterns{
	"en": british, "en-gb": british,
	"fr": sync.OnceValue(func() *Patterns { return parse("patterns/fr.txt", 2, 3) }),
	"es": sync.OnceValue(func() *Patterns { return parse("patterns/es.txt", 2, 2) }),
}

var british = sync.OnceValue(func() *Patterns { return parse("patterns/en-gb.txt", 2, 3) })

// For returns the patterns for a language tag such as "en-GB", nil where there are none.
func For(tag string) *Patterns {
	tag = strings.ToLower(tag)
	if p, ok := languages[tag]; ok {
		return p()
	}
	if base, _, _ := strings.Cut(tag, "-"); base != "en" && languages[base] != nil {
		return languages[base]()
	}
	return nil
}

// parse reads a file of patterns, one a line; a line with a hyphen is an exception.
func parse(file string, left, right int) *Patterns {
	data, err := files.ReadFile(file)
	if err != nil {
		panic("hyphen: " + err.Error()) // the files are part of the program
	}
	p := &Patterns{levels: make(map[string]string, strings.Count(string(data), "\n")), exceptions: map[string][]int{}, left: left, right: right}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.Contains(line, "-") {
			p.except(line)
		} else {
			p.pattern(line)
		}
	}
	return p
}

// pattern adds a pattern such as ".ac5tiva": letters with numbers between them, 0 left out.
func (p *Patterns) pattern(s string) {
	letters := make([]byte, 0, len(s))
	levels := make([]byte, 0, len(s)+1)
	level := byte('0')
	for _, r := range s {
		if r >= '0' && r <= '9' {
			level = byte(r)
			continue
		}
		letters = utf8.AppendRune(letters, r)
		levels = append(levels, level)
		level = '0'
	}
	p.levels[string(letters)] = string(append(levels, level))
	p.longest = max(p.longest, len(letters))
}

// except adds a word with its hyphens: "how-ever".
func (p *Patterns) except(s string) {
	var at []int
	parts := strings.Split(s, "-")
	n := 0
	for _, part := range parts[:len(parts)-1] {
		n += len(part)
		at = append(at, n)
	}
	p.exceptions[strings.Join(parts, "")] = at
}

// Points returns the byte offsets in word at which it may be divided, in order. The word is one of letters and apostrophes; capitals are
// read as small letters, and ’ as '.
func (p *Patterns) Points(word string) []int {
	if p == nil {
		return nil
	}
	// low is the word as the patterns write it; offsets are the bytes of word at which its characters begin, edges the bytes of low.
	low := append(make([]byte, 0, len(word)+2), '.')
	offsets := make([]int, 0, len(word)+1)
	edges := append(make([]int, 0, len(word)+3), 0)
	for i, r := range word {
		if r == '’' {
			r = '\''
		}
		offsets = append(offsets, i)
		edges = append(edges, len(low))
		low = utf8.AppendRune(low, unicode.ToLower(r))
	}
	edges = append(edges, len(low), len(low)+1)
	low = append(low, '.')
	if at, ok := p.exceptions[string(low[1:len(low)-1])]; ok {
		return at // the words are listed in ASCII: their offsets are those of word
	}
	levels := make([]byte, len(edges))
	for i := range edges[:len(edges)-1] {
		for j := i + 1; j < len(edges) && edges[j]-edges[i] <= p.longest; j++ {
			for k, l := range []byte(p.levels[string(low[edges[i]:edges[j]])]) {
				levels[i+k] = max(levels[i+k], l)
			}
		}
	}
	var out []int
	for n := p.left; n <= len(offsets)-p.right; n++ {
		if level := levels[n+1]; level%2 == '1'%2 { // the dot before the word is the first of its characters
			out = append(out, offsets[n])
		}
	}
	return out
}
