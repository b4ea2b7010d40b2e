package fulltext

import "strings"

// A Query is what to look for: records that hold all of its terms. The zero Query finds every record.
type Query struct {
	terms []term
}

// A term is words one after the other; the last may be the beginning of one only.
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
			q.add(part)
			continue
		}
		for _, group := range strings.Fields(part) {
			q.add(group)
		}
	}
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

func (q *Query) add(text string) {
	if words := Words(text); len(words) > 0 {
		// A beginning inside a phrase would need the lists of all words that begin so, side by side.
		q.terms = append(q.terms, term{words, len(words) == 1 && strings.HasSuffix(text, "*")})
	}
}

// Empty reports whether the query has no words.
func (q Query) Empty() bool { return len(q.terms) == 0 }

// Match returns the records that hold every term of the query.
func (x *Index) Match(q Query) Set {
	all := Full(x.records)
	for _, t := range q.terms {
		s := NewSet(x.records)
		x.addTerm(t, s)
		all.Intersect(s)
	}
	return all
}

func (x *Index) addTerm(t term, to Set) {
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
		x.addPhrase(words, to)
	}
}
