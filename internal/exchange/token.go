package exchange

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"rapporteur/internal/translation"
)

// brace finds what looks like a code in the text of a table, with the backslashes before it.
var brace = regexp.MustCompile(`(\\*)\{(/?)([0-9]{1,6})\}`)

// braced writes pieces as people without tools see them: {1}italics{/1}, {2}. Words that look like such a token get a backslash; backslashes
// before a token are doubled. All space is one space.
func braced(pieces []translation.Piece) string {
	var b strings.Builder
	for i, p := range pieces {
		if c := p.Code; c != nil {
			shut := ""
			if c.Kind == translation.Close {
				shut = "/"
			}
			fmt.Fprintf(&b, "{%s%d}", shut, c.Number)
			continue
		}
		text := brace.ReplaceAllStringFunc(p.Text, func(m string) string {
			slashes := strings.IndexByte(m, '{')
			return m[:slashes] + m[:slashes] + `\` + m[slashes:]
		})
		if i+1 < len(pieces) && pieces[i+1].Code != nil {
			text += text[len(strings.TrimRight(text, `\`)):]
		}
		b.WriteString(text)
	}
	return printable(strings.NewReplacer("\n", " ", "\t", " ", "\r", " ").Replace(b.String()))
}

// unbraced reads what braced writes. A token opens when another one closes it, in the text or in that of the original.
func unbraced(text, original string) []translation.Piece {
	var out []translation.Piece
	words := func(s string) {
		if s != "" {
			out = appendText(out, s)
		}
	}
	last := 0
	for _, m := range brace.FindAllStringSubmatchIndex(text, -1) {
		slashes := text[m[2]:m[3]]
		words(text[last:m[0]] + slashes[:len(slashes)/2])
		last = m[1]
		if len(slashes)%2 == 1 {
			words(text[m[3]:m[1]])
			continue
		}
		digits := text[m[6]:m[7]]
		code := &translation.Code{Kind: translation.Atom}
		code.Number, _ = strconv.Atoi(digits)
		if m[4] < m[5] {
			code.Kind = translation.Close
		} else if shut := "{/" + digits + "}"; strings.Contains(original, shut) || strings.Contains(text, shut) {
			code.Kind = translation.Open
		}
		out = append(out, translation.Piece{Code: code})
	}
	words(text[last:])
	return out
}

// recorded is a hash of an original as a table has it.
func recorded(pieces []translation.Piece) string {
	sum := sha256.Sum256([]byte(squeeze(braced(pieces))))
	return hex.EncodeToString(sum[:6])
}
