package tomlfile

import (
	"errors"
	"maps"
	"slices"
	"strings"
)

// Words is a text in several languages, or in one that is not named: in a file, text or a table of texts by language code.
type Words struct {
	plain string
	by    map[string]string // by language code
	odd   []string          // codes under which something other than text stands
}

// WordsOf returns the words of texts by language code; the text under the empty code is of a language that is not named.
func WordsOf(texts map[string]string) Words {
	w := Words{by: map[string]string{}}
	for _, code := range slices.Sorted(maps.Keys(texts)) {
		switch s := clean(texts[code]); {
		case s == "":
		case code == "":
			w.plain = s
		default:
			w.by[code] = s
		}
	}
	return w
}

// UnmarshalTOML reads text, or a table of texts by language.
func (w *Words) UnmarshalTOML(v any) error {
	switch v := v.(type) {
	case string:
		*w = Words{plain: clean(v)}
	case map[string]any:
		w.by = map[string]string{}
		for _, code := range slices.Sorted(maps.Keys(v)) {
			if s, ok := v[code].(string); !ok {
				w.odd = append(w.odd, code)
			} else if s = clean(s); s != "" {
				w.by[code] = s
			}
		}
	default:
		return errors.New("is neither text nor a table of texts by language")
	}
	return nil
}

// clean makes one line of s, with single spaces and none around it.
func clean(s string) string {
	if isClean(s) { // as nearly every text is: it need not be made anew
		return s
	}
	return strings.Join(strings.FieldsFunc(s, isSpace), " ")
}

func isClean(s string) bool {
	return !strings.ContainsAny(s, "\t\n\r") && !strings.Contains(s, "  ") && !strings.HasPrefix(s, " ") && !strings.HasSuffix(s, " ")
}

// isSpace tells spaces at which a line may break; no-break spaces are the author's and stay.
func isSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' }

// IsZero reports whether there is no text.
func (w Words) IsZero() bool { return w.plain == "" && len(w.by) == 0 }

// In returns the text in a language and the code of the language it is in. Where that language is missing, the text is the one of
// original or else, in alphabetical order of the codes, the first there is. The code is empty for text whose language is not named.
func (w Words) In(code, original string) (text, language string) {
	for _, c := range []string{code, original} {
		if s, ok := w.by[c]; ok {
			return s, c
		}
	}
	for _, c := range slices.Sorted(maps.Keys(w.by)) {
		return w.by[c], c
	}
	return w.plain, ""
}

// Languages returns the codes of the languages of the text, sorted.
func (w Words) Languages() []string { return slices.Sorted(maps.Keys(w.by)) }

// Odd returns the language codes under which the file has something other than text, sorted.
func (w Words) Odd() []string { return w.odd }
