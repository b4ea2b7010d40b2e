package fulltext

import "strings"

// A Query is what to look for: records that hold all of its terms. The zero Query finds every record.
type Query struct {
	terms []term
}

// A term is words one after the other, or the beginning of one word.
type term struct {
	words  []string
	prefix bool
}

// Parse reads a query as people type it: words, "words in quotation marks" that stand one after the other, and beginnings of words with an
// asterisk, migra*. A group of characters without a space that is several words, such as "16.3" or "l'État", is a phrase.
func Parse(text string) Query {
	var q Query
	for i, part := range strings.Split(strings.Map(straight, text), `"`) {
		if i%2 == 1 {
			q.add(part, false)
			continue
		}
		for _, group := range strings.Fields(part) {
			q.add(group, strings.HasSuffix(group, "*"))
		}
	}
	return q
}

// Phrase returns the query for the words of the text, one after the other, or for words that begin so where it is one with an asterisk.
func Phrase(text string) Query {
	var q Query
	q.add(text, strings.HasSuffix(strings.TrimSpace(text), "*"))
	return q
}

// straight returns the plain quotation mark for all others.
func straight(r rune) rune {
	switch r {
	case '“', '”', '„', '«', '»':
		return '"'
	}
	return r
}

func (q *Query) add(text string, prefix bool) {
	if words := Words(text); len(words) > 0 {
		q.terms = append(q.terms, term{words, prefix && len(words) == 1})
	}
}

// Empty reports whether the query has no words.
func (q Query) Empty() bool { return len(q.terms) == 0 }

// Match returns the records of those in within that hold every term of the query. It changes within.
func (x *Index) Match(q Query, within Set) Set {
	for _, phrases := range []bool{false, true} { // phrases last, for they take longer the more records are left
		for _, t := range q.terms {
			if phrase := len(t.words) > 1; phrase == phrases {
				s := NewSet(x.records)
				x.addTerm(t, within, s)
				within.Intersect(s)
			}
		}
	}
	return within
}

// addTerm adds the records that hold a term; of a phrase only those in within are looked at.
func (x *Index) addTerm(t term, within, to Set) {
	if t.prefix {
		x.addPrefix(t.words[0], to)
		return
	}
	words := make([]uint32, len(t.words))
	for i, name := range t.words {
		w, known := x.words[name]
		if !known {
			return
		}
		words[i] = w
	}
	if len(words) == 1 {
		x.addWord(words[0], to)
	} else {
		x.addPhrase(words, within, to)
	}
}
