package observations_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"rapporteur/internal/observations"
)

// asking is a document that asks for follow-up, in a paragraph behind those that can be named.
const asking = `CMW/C/HND/CO/2
1. The Committee considered the report. On 13 September 2024, it adopted the present concluding observations.
C. Principal areas of concern and recommendations
7. The Committee recommends that the State party:
(a) Apply the Act;
(b) Adopt measures to:
(i) Train staff;
(ii) Inform migrants;
(c) Report on it.
8. The Committee recommends that the State party set up a body.
9. The State party should prohibit discrimination.
10. The State party should:
(a) Do it;
(b) Do it well;
(c) Do it soon.
11. The State party should ratify the Convention.
12. The State party should ratify the Protocol.
`

// TestFollowUp takes the paragraphs that a request for follow-up names, in every way of writing them, and the day.
func TestFollowUp(t *testing.T) {
	for _, tt := range []struct{ text, want, told string }{
		{"paragraphs 7, 9 and 11 above", "7 9 11", ""},
		{"paragraphs 7 to 9 above", "7 8 9", ""},
		{"paragraphs 7–9 and 12", "7 8 9 12", ""},
		{"paragraphs 7 - 9, as well as 12", "7 8 9 12", ""},
		{"paragraph 9 (right to life), 10 (domestic violence) and 12 above", "9 10 12", ""},
		{"paragraphs 7 (b) (i) and (ii), 10 (a) to (c)", "7b-i 7b-ii 10a 10b 10c", ""},
		{"paragraphs 7 (a) and (c) and 9", "7a 7c 9", ""},
		{"paragraphs 7(b)(i) and 12", "7b-i 12", ""},
		{"paragraph 7 above, and in paragraph 9", "7 9", ""},
		{"paragraphs 7 and 9 of its observations (CMW/C/HND/CO/1, paras. 11 and 12)", "7 9", ""},
		{"paragraphs 7 and 8 (b)", "7", "it names paragraph 8 (b) for follow-up, which was not found"},
		{"paragraphs 11 to 13", "11 12", "it names paragraph 13 for follow-up, which was not found"},
		{"the recommendations on non-discrimination", "", "no paragraph was found on which the State is to report; add paragraphs to follow-up in [document]"},
		{"paragraphs 7 to 999 above", "7", "it names paragraph 999 for follow-up, which was not found"},
		{"los párrafos 10 a 12", "10 11 12", ""},
		{"los párrafos 10 a) y c) y 12 supra", "10a 10c 12", ""},
		{"los párrafos 7 a), b) ii) y c), así como 9", "7a 7b-ii 7c 9", ""},
		{"aux paragraphes 9, 10 a) et b) et 12 ci-dessus", "9 10a 10b 12", ""},
		{"aux paragraphes 7 à 9 ainsi que 11", "7 8 9 11", ""},
	} {
		lines := observations.Text(asking + "D. Follow-up\n14. The Committee requests the State party to provide, within two years, information on " + tt.text + ".\n")
		p := observations.Propose(lines, "en")
		if got := strings.Join(p.Document.FollowUp.Paragraphs, " "); got != tt.want {
			t.Errorf("%q: paragraphs %q; want %q", tt.text, got, tt.want)
		}
		told := ""
		for _, r := range p.Remarks {
			if r.Item == "14" && !strings.Contains(r.Message, "reckoned") {
				told += r.Message
			}
		}
		if told != tt.told {
			t.Errorf("%q: remarks %q; want %q", tt.text, told, tt.told)
		}
	}
}

// TestFollowUpDay takes the day that is printed before one that is reckoned, and knows the request without a heading of its own.
func TestFollowUpDay(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"The Committee requests the State party to provide, within two years (that is, by 1 October 2026), information on the implementation of paragraphs 7 and 9.", "2026-10-01 unsure 0"},
		{"The Committee requests the State party to provide, within two years, information on the implementation of paragraphs 7 and 9.", "2026-09-13 unsure 1"},
		{"The Committee requests the State party to provide, within one year, information on paragraphs 7 and 9, and to submit its report by 1 October 2029.", "2025-09-13 unsure 1"},
		{"The State party is requested to provide, by 31 March 2029, information on the implementation of the recommendations in paragraphs 7 and 9 above.", "2029-03-31 unsure 0"},
		{"L’État partie est invité à faire parvenir, d’ici au 31 mars 2029, des renseignements sur la suite donnée aux recommandations formulées aux paragraphes 7 et 9 ci-dessus.", "2029-03-31 unsure 0"},
		{"Se pide al Estado parte que facilite, a más tardar el 31 de marzo de 2029, información sobre la aplicación de las recomendaciones que figuran en los párrafos 7 y 9 supra.", "2029-03-31 unsure 0"},
	} {
		d := observations.Propose(observations.Text(asking+"13. "+tt.text+"\n"), "").Document
		last := d.Items[len(d.Items)-1]
		got := fmt.Sprintf("%s unsure %d", d.FollowUp.Due.Format(time.DateOnly), strings.Count(last.Comment, "unsure"))
		if got != tt.want || strings.Join(d.FollowUp.Paragraphs, " ") != "7 9" || last.Kind != "follow-up" {
			t.Errorf("%q: %s of %v, a %s; want %s of 7 and 9", tt.text, got, d.FollowUp.Paragraphs, last.Kind, tt.want)
		}
	}
	d := observations.Propose(observations.Text(asking+"13. The State party should, by 31 March 2029, amend the Act mentioned in paragraph 7.\n"), "").Document
	if last := d.Items[len(d.Items)-1]; last.Kind != "recommendation" {
		t.Errorf("what names a day and a paragraph and asks for no information is a %s", last.Kind)
	}
}
