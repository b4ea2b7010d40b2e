package exchange_test

import (
	"strings"
	"testing"

	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
)

// A file in a language that the project does not have yet begins a translation, and says so. One that was made from other translations says that.
func TestOtherLanguage(t *testing.T) {
	out := export(t, "xliff1", align(t, english, "", nil))
	var found diag.List
	for _, b := range exchange.Read(diag.NewFile("back", []byte(replace(t, out, `target-language="es"`, `target-language="fr"`))), &found) {
		if _, ok := home.Place(b, &found); !ok || !has(found, "exchange/new-language") || found.HasErrors() || !strings.Contains(found.Sorted()[0].Message, `"es"`) {
			t.Errorf("%t %v", ok, found.Sorted())
		}
	}
	s := align(t, english, spanish, nil)
	other := align(t, english, strings.NewReplacer("Ley", "Norma", "Obliga", "Sujeta", "Aquí hay", "Allí hay", "Casos", "Causas").Replace(spanish), nil)
	r, found := take(t, other, export(t, "xliff1", s))
	if n := fates(r); r.Src != nil || n["kept"] != 5 || has(found, "exchange/other-version") {
		t.Errorf("a few have changed: %v %v", n, found.Sorted())
	}
	r, found = take(t, align(t, english, "", nil), export(t, "xliff1", s))
	if n := fates(r); r.Src != nil || n["kept"] != len(r.Verdicts)-1 || !has(found, "exchange/other-version") {
		t.Errorf("none is here: %v %v", n, found.Sorted())
	}
}
