package exchange

import (
	"regexp"
	"strconv"
	"strings"

	"rapporteur/internal/translation"
)

// token finds what looks like a code in flat text, with the backslashes before it.
var token = regexp.MustCompile(`(\\*)<(?:(/?)g|x)([0-9]{1,6})(/?)>`)

// flat writes pieces as one string: words as they are, codes as tags that translation tools know: <g1>italics</g1>, <x2/>. Words that look
// like such a tag get a backslash; backslashes before a tag are doubled.
func flat(pieces []translation.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		if c := p.Code; c == nil {
			b.WriteString(p.Text)
		} else {
			b.WriteString(tag(c.Kind, c.Number))
		}
	}
	return b.String()
}

// flatten is flat for text that is read back.
func flatten(pieces []translation.Piece) string {
	var b strings.Builder
	for i, p := range pieces {
		if p.Code != nil {
			b.WriteString(tag(p.Code.Kind, p.Code.Number))
			continue
		}
		text := token.ReplaceAllStringFunc(p.Text, func(m string) string {
			slashes := strings.IndexByte(m, '<')
			return m[:slashes] + m[:slashes] + `\` + m[slashes:]
		})
		if i+1 < len(pieces) && pieces[i+1].Code != nil {
			bare := strings.TrimRight(text, `\`)
			text += text[len(bare):]
		}
		b.WriteString(text)
	}
	return b.String()
}

func tag(kind translation.CodeKind, number int) string {
	switch n := strconv.Itoa(number); kind {
	case translation.Open:
		return "<g" + n + ">"
	case translation.Close:
		return "</g" + n + ">"
	default:
		return "<x" + n + "/>"
	}
}

// unflatten reads what flatten writes.
func unflatten(text string) []translation.Piece {
	var out []translation.Piece
	var words strings.Builder
	flush := func() {
		if words.Len() > 0 {
			out = append(out, translation.Piece{Text: words.String()})
			words.Reset()
		}
	}
	last := 0
	for _, m := range token.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		words.WriteString(text[last:m[0]])
		last = m[1]
		slashes := group(1)
		body := text[m[3]:m[1]]
		words.WriteString(slashes[:len(slashes)/2])
		kind, ok := kindOf(body)
		if len(slashes)%2 == 1 || !ok {
			words.WriteString(body)
			continue
		}
		flush()
		number, _ := strconv.Atoi(group(3))
		out = append(out, translation.Piece{Code: &translation.Code{Kind: kind, Number: number}})
	}
	words.WriteString(text[last:])
	flush()
	return out
}

// kindOf tells <g1>, </g1> and <x1/> apart; <x1> and <g1/> are none of them.
func kindOf(tag string) (translation.CodeKind, bool) {
	single := strings.HasSuffix(tag, "/>")
	switch {
	case strings.HasPrefix(tag, "<x"):
		return translation.Atom, single
	case strings.HasPrefix(tag, "</g"):
		return translation.Close, !single
	default:
		return translation.Open, !single
	}
}

// same reports whether two texts have the same words and codes; spaces count as one, wherever there are any.
func same(a, b []translation.Piece) bool { return squeeze(flatten(a)) == squeeze(flatten(b)) }
