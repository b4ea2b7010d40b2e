package recommendation_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

// everything has every field of a document, an item and a note.
const everything = `[document]
symbol = "A/HRC/46/12"
body = "UPR"
kind = "upr-report"
prefix = "upr"
state = "HND"
session = "36"
adopted = 2020-11-05
published = 2020-12-15
title = { en = "Report \"of\" the \\ Group", es = "Informe" }
url = "https://example.org/"
text = "paraphrase"
follow-up = { paragraphs = ["33"], due = 2022-11-05 }
comment = "a\tb"

[33]
kind = "recommendation"
concern = "32"
subject = "Plain"
text = { en = "Do:" }
themes = ["a", "b"]
rights = ["c"]
articles = ["8"]
groups = ["d"]
sdg = ["10.7"]
institutions = ["SEDH"]
lead = "INM"
round-table = "e"
policy = ["f"]
states = ["Chile"]
position = "noted"
status = { value = "in-progress", date = 2021-10-31, source = "g" }
follow-up = { due = 2022-11-05 }
uhri = "h"
comment = "i"

[[33.notes]]
date = 2021-10-31
institution = "INM"
text = { es = "j" }
source = "k"

[[33.notes]]
date = 2022-10-31
text = { es = "l" }

[33a]
text = { en = "One" }
themes = ["z"]

["124.1"]
kind = "recommendation"
text = { en = "Ratify" }
`

func TestWrite(t *testing.T) {
	var found diag.List
	r := recommendation.Load(fstest.MapFS{"recommendations/x.toml": {Data: []byte(everything)}}, &found)
	var b strings.Builder
	if err := recommendation.Write(&b, r.Documents[0]); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(everything, b.String()); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestFileName(t *testing.T) {
	for symbol, want := range map[string]string{"CMW/C/HND/CO/1": "cmw-c-hnd-co-1.toml", "E/C.12/HND/CO/2*": "e-c-12-hnd-co-2.toml", "": "document.toml", "../Institutions": "document.toml"} {
		if got := (&recommendation.Document{Symbol: symbol}).FileName(); got != want {
			t.Errorf("%q: %s, want %s", symbol, got, want)
		}
	}
}
