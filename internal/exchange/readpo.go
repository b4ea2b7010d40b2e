package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"rapporteur/internal/diag"
	"rapporteur/internal/translation"
)

// A message is an entry of a PO file.
type message struct {
	start             int // of its first line
	from, to          int // of the first line of its translation
	comments, places  []string
	flags             []string
	context, id, text string
	has               map[string]bool // keywords that it has
	plural            bool
}

// readPO reads a catalogue of gettext.
func readPO(f *diag.File) ([]*Batch, error) {
	if !utf8.Valid(f.Src) {
		return nil, errors.New("the text is not in UTF-8")
	}
	messages, err := messagesOf(f.Src)
	if err != nil {
		return nil, err
	}
	head := map[string]string{}
	b := &Batch{File: f, At: f.Span(0, 0)}
	for _, m := range messages {
		if m.id == "" && m.context == "" {
			for line := range strings.SplitSeq(m.text, "\n") {
				name, value, _ := strings.Cut(line, ":")
				head[strings.ToLower(strings.TrimSpace(name))] = strings.TrimSpace(value)
			}
			continue
		}
		if b.Original == "" && len(m.places) > 0 {
			b.Original, _, _ = strings.Cut(m.places[0], ":")
		}
		b.Units = append(b.Units, m.unit(f))
	}
	if original := head[strings.ToLower(poOriginal)]; original != "" {
		b.Original = original
	}
	b.Project, b.To, b.From = head["project-id-version"], head["language"], head[strings.ToLower(poFrom)]
	if charset := head["content-type"]; charset != "" && !strings.Contains(strings.ToLower(charset), "utf-8") {
		return nil, fmt.Errorf("the content type is %q; UTF-8 was expected", charset)
	}
	if len(messages) == 0 {
		return nil, errors.New("there is no message in it")
	}
	return []*Batch{b}, nil
}

func (m *message) unit(f *diag.File) Returned {
	u := Returned{ID: m.context, At: f.Span(m.from, m.to), Source: unflatten(m.id)}
	for _, c := range m.comments {
		if text, ok := strings.CutPrefix(c, poBase); ok {
			u.Base = parseBase(text)
		}
	}
	if strings.TrimSpace(m.text) != "" {
		u.Target = unflatten(m.text)
	}
	if m.plural {
		u.Fault = "it has forms of the plural, which no sentence of a report has"
	}
	if utf8.RuneCountInString(m.text) > maxUnit || len(translation.Codes(u.Target)) > maxCodes {
		u.Target, u.Fault = nil, fmt.Sprintf("the text has more than %d characters or %d codes", maxUnit, maxCodes)
	}
	fuzzy := false
	for _, flag := range m.flags {
		fuzzy = fuzzy || flag == "fuzzy"
	}
	known := u.Base.Hash != ""
	switch was := u.Base.State; {
	case len(u.Target) == 0:
		u.State = translation.Missing
	case fuzzy:
		u.Unsure = true
		if u.State = translation.Draft; known && was == translation.Stale {
			u.State = was
		}
	default:
		if u.State = translation.Translated; known {
			u.State = max(u.State, was)
		}
	}
	return u
}

// messagesOf reads the entries of a PO file; those that are obsolete are left out.
func messagesOf(src []byte) ([]*message, error) {
	src = bytes.TrimPrefix(src, []byte("\uFEFF"))
	var out []*message
	var m *message
	keyword := ""
	flush := func() error {
		if m == nil {
			return nil
		}
		if m.has["msgid"] && !m.has["msgstr"] {
			return fmt.Errorf("line %d: the message %q has no msgstr", line(src, m.start), m.id)
		}
		if m.has["msgid"] {
			out = append(out, m)
		}
		m, keyword = nil, ""
		return nil
	}
	for at := 0; at < len(src); {
		end := at + len(src[at:])
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			end = at + i
		}
		text := strings.TrimSpace(string(src[at:end]))
		start := at
		at = end + 1
		comment := strings.HasPrefix(text, "#")
		word, rest, _ := strings.Cut(text, " ")
		switch {
		case text == "":
			if err := flush(); err != nil {
				return nil, err
			}
			continue
		case strings.HasPrefix(text, "#~"):
			continue
		case comment && m != nil && m.has["msgid"], word == "msgctxt" && m != nil && m.has["msgid"], word == "msgid" && m != nil && m.has["msgid"]:
			if err := flush(); err != nil {
				return nil, err
			}
		}
		if m == nil {
			if len(out) >= maxElements {
				return nil, fmt.Errorf("it has more than %d messages", maxElements)
			}
			m = &message{start: start, has: map[string]bool{}}
		}
		if comment {
			m.comment(text)
			continue
		}
		if strings.HasPrefix(text, `"`) {
			rest, word = text, keyword
		} else if m.has[word] {
			return nil, fmt.Errorf("line %d: %s stands twice in a message", line(src, start), word)
		} else {
			m.has[word], keyword = true, word
		}
		value, ok := unquote(strings.TrimSpace(rest))
		if strings.HasPrefix(word, "msgstr") && m.text == "" {
			m.from, m.to = start, end
		}
		if !ok || !m.add(word, value) {
			return nil, fmt.Errorf("line %d is not that of a PO file: %q", line(src, start), clip(text))
		}
	}
	return out, flush()
}

func (m *message) comment(text string) {
	switch rest := strings.TrimSpace(text[min(2, len(text)):]); {
	case strings.HasPrefix(text, "#."):
		m.comments = append(m.comments, rest)
	case strings.HasPrefix(text, "#:"):
		m.places = append(m.places, strings.Fields(rest)...)
	case strings.HasPrefix(text, "#,"):
		for flag := range strings.SplitSeq(rest, ",") {
			m.flags = append(m.flags, strings.TrimSpace(flag))
		}
	}
}

// add puts text into what a keyword names; false where there is no such keyword.
func (m *message) add(keyword, text string) bool {
	switch {
	case keyword == "msgctxt":
		m.context += text
	case keyword == "msgid":
		m.id += text
	case keyword == "msgstr":
		m.text += text
	case keyword == "msgid_plural", strings.HasPrefix(keyword, "msgstr["):
		m.plural, m.has["msgstr"] = true, true
	default:
		return false
	}
	return true
}

// unquote reads a string of a PO file.
func unquote(text string) (string, bool) {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return "", false
	}
	text = text[1 : len(text)-1]
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '"':
			return "", false
		case c != '\\':
			b.WriteByte(c)
		case i+1 == len(text):
			return "", false
		default:
			i++
			switch c := text[i]; c {
			case 'n':
				b.WriteByte('\n')
			case 't':
				b.WriteByte('\t')
			case 'r':
				b.WriteByte('\r')
			case '"', '\\':
				b.WriteByte(c)
			default:
				return "", false
			}
		}
	}
	return b.String(), true
}

func line(src []byte, at int) int { return 1 + bytes.Count(src[:at], []byte("\n")) }

func clip(text string) string {
	const most = 60
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}
