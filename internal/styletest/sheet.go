// Package styletest gives tests the built-in house format.
package styletest

import (
	"fmt"

	"rapporteur/internal/diag"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

// Sheet returns a new copy of the built-in sheet with the words of that language. The program is broken if it does not load: Sheet panics.
func Sheet(language string) *style.Sheet {
	var found diag.List
	t := style.Templates{Project: templates.Files, Builtin: templates.Files, Found: &found} // no templates/ folder in it: nothing is overridden
	l, err := t.Language(language)
	if err != nil {
		panic("styletest: " + err.Error())
	}
	s, err := t.Sheet("un-geneva", l)
	if err != nil || l == nil || s == nil || found.Len() > 0 {
		panic(fmt.Sprintf("styletest: the built-in sheet does not load: %v, %d findings", err, found.Len()))
	}
	return s
}
