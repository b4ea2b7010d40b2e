package cli

import (
	"fmt"
	"maps"
	"slices"

	"rapporteur/internal/diag"
	"rapporteur/internal/fulltext"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

// states are the States that a report can be about, by code. What is wrong in a list of the project itself, check tells.
func (p *project) states() (map[string]style.State, error) {
	var found diag.List
	return (&style.Templates{Project: p.fsys, Builtin: templates.Files, Found: &found}).States()
}

// codeOf returns the code of the State that a word names by its code or by its name in some language, empty where it names none. Case and
// accents do not count.
func codeOf(word string, states map[string]style.State) string {
	folded := fulltext.Fold(word)
	for _, code := range slices.Sorted(maps.Keys(states)) {
		if fulltext.Fold(code) == folded {
			return code
		}
		for _, name := range states[code].Names {
			if fulltext.Fold(name.Name) == folded {
				return code
			}
		}
	}
	return ""
}

// stateCodes returns the words with codes of States in the place of their names.
func (p *project) stateCodes(words []string) ([]string, error) {
	if len(words) == 0 {
		return nil, nil
	}
	states, err := p.states()
	if err != nil {
		return nil, err
	}
	codes := slices.Clone(words)
	for i, word := range words {
		if code := codeOf(word, states); code != "" {
			codes[i] = code
		}
	}
	return codes, nil
}

// unknownState says that a word names no State, with the nearest codes and names.
func unknownState(word string, states map[string]style.State) error {
	known := slices.Sorted(maps.Keys(states))
	for _, code := range slices.Clone(known) {
		known = append(known, states[code].Names["en"].Name)
	}
	message := fmt.Sprintf("unknown State %q", word)
	if near := diag.Nearest(word, known); len(near) > 0 {
		return &usageError{message: message + "; the nearest is " + diag.Quoted(near)}
	}
	return &usageError{message, "write its code by ISO 3166-1, such as HND"}
}
