package redlinetest

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Edited returns a project after n edits in its content, the same ones at every run: words and numbers replaced, words deleted, sentences
// and paragraphs added, paragraphs deleted and moved, numbers in tables changed. It still compiles, though a translation falls behind.
func Edited(p Project, n int) Project {
	out := Project{}
	var names []string
	for name, data := range p {
		out[name] = data
		if strings.HasPrefix(name, "content/") && strings.HasSuffix(name, ".md") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	d := &dice{state: 1}
	for done := 0; done < n; {
		name := names[d.IntN(len(names))]
		blocks := strings.Split(string(out[name]), "\n\n")
		at := d.IntN(len(blocks))
		if now := d.edit(blocks, at, done); now != nil {
			out[name] = []byte(strings.Join(now, "\n\n"))
			done++
		}
	}
	return out
}

var (
	proseWord   = regexp.MustCompile(` [a-z]{5,} `)
	proseNumber = regexp.MustCompile(` [0-9]{2,3} `)
	label       = regexp.MustCompile(`^[A-Za-z.]{1,8}:`) // of a line under a table
)

// edit does something to the block of that index and returns the blocks; nil where it cannot be done there.
func (d *dice) edit(blocks []string, at, kind int) []string {
	b := blocks[at]
	prose := b != "" && strings.Contains("ABCDEFGHIJKLMNOPQRSTUVWXYZ", b[:1]) && !label.MatchString(b)
	plain := prose && !strings.ContainsAny(b, "[{@") && strings.HasSuffix(strings.TrimSpace(b), ".")
	replace := func(re *regexp.Regexp, by string) []string {
		all := re.FindAllStringIndex(b, -1)
		if len(all) == 0 {
			return nil
		}
		m := all[d.IntN(len(all))]
		if open := strings.LastIndexAny(b[:m[0]], "[]{}()"); open >= 0 && strings.Contains("[{(", b[open:open+1]) {
			return nil // in a citation, an address or an attribute
		}
		blocks[at] = b[:m[0]] + " " + by + " " + b[m[1]:]
		return blocks
	}
	switch kind % 10 {
	case 0, 1, 2:
		if prose {
			return replace(proseWord, "altered")
		}
	case 3, 4:
		if prose || strings.HasPrefix(b, "|") {
			return replace(proseNumber, fmt.Sprint(100+d.IntN(900)))
		}
	case 5:
		if prose {
			return replace(proseWord, "and")
		}
	case 6:
		if plain {
			blocks[at] = strings.TrimSpace(b) + " A new sentence tells what has been done since 2022."
			return blocks
		}
	case 7:
		if plain {
			return slices.Insert(blocks, at, fmt.Sprintf("This paragraph is new; it has %d words in it and a date, 3 March 2023.", 10+d.IntN(90)))
		}
	case 8:
		if plain {
			return slices.Delete(blocks, at, at+1)
		}
	default:
		if plain {
			blocks = slices.Delete(blocks, at, at+1)
			return slices.Insert(blocks, max(at-3, 1), b)
		}
	}
	return nil
}
