package hyphen

// Load parses the patterns of British English, French and Spanish anew.
func Load() []*Patterns {
	return []*Patterns{parse("patterns/en-gb.txt", 2, 3), parse("patterns/fr.txt", 2, 3), parse("patterns/es.txt", 2, 2)}
}
