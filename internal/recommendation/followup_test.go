package recommendation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

// followUp is a registry with what the tests of follow-up need: a paragraph of concern, one with items, one with notes.
const followUp = head + `follow-up = { paragraphs = ["33"], due = 2018-09-07 }

[16]
kind = "concern"
text = { en = "Worry" }

[17]
kind = "recommendation"
concern = "16"
text = { en = "Do" }
institutions = ["INM"]

[33]
kind = "recommendation"
text = { en = "Search" }
institutions = ["INM", "SEDH"]

[33a]
text = { en = "Here" }

[33b]
text = { en = "There" }
institutions = ["SEDH"]
follow-up = { due = 2017-09-07 }

[49]
kind = "recommendation"
text = { en = "Agree" }

# The first one.
[[49.notes]]
date = 2020-01-01
text = { en = "One" }

[[49.notes]]
date = 2022-01-01
institution = "INM"
text = { en = "Three", es = "Tres" }
`

// names lists items by their ids.
func names(items []*recommendation.Item) string {
	var all []string
	for _, it := range items {
		all = append(all, string(it.ID))
	}
	return strings.Join(all, " ")
}

func TestDue(t *testing.T) {
	r, _ := load(t, followUp, "institutions:"+list)
	for by, want := range map[string]string{"0001-01-01": "33b 33", "2018-09-07": "33b 33", "2018-09-06": "33b", "2017-09-06": ""} {
		day, err := time.Parse(time.DateOnly, by)
		if err != nil {
			t.Fatal(err)
		}
		if got := names(r.Due(day)); got != want {
			t.Errorf("due by %s: %q, want %q", by, got, want)
		}
	}
}

func TestAskedOf(t *testing.T) {
	r, _ := load(t, followUp, "institutions:"+list)
	for key, want := range map[string]string{"INM": "17 33a", "SEDH": "33a 33b", "XY": ""} {
		if got := names(r.AskedOf(key)); got != want {
			t.Errorf("asked of %s: %q, want %q", key, got, want)
		}
	}
}

// today is when tables of answers are read.
var today = time.Date(2024, 5, 31, 0, 0, 0, 0, time.UTC)

func TestReadReplies(t *testing.T) {
	const columns = "recommendation,institution,language,date,note,source\n"
	for _, test := range []struct{ name, src, want, findings string }{
		{"a row", columns + "rec-33b,INM,es,2022-10-31,Hecho,carta\n", "new 33b 2022-10-31 INM es Hecho carta", `a.csv:2:9: warning: INM is not among the institutions that answer for paragraph 33b, which are SEDH [reply/institution]`},
		{"as little as can be", "note,date,recommendation\nDone,2022-10-31,17\n", "new 17 2022-10-31  en Done ", ""},
		{"spellings of a paragraph", columns + "33 (b),,,2022-10-31,A,\n@rec-33B,,,2022-10-31,B,\n", "new 33b 2022-10-31  en A \nnew 33b 2022-10-31  en B ", ""},
		{"as a spreadsheet writes it", "\ufeffsep=;\r\nRecommendation;DATE;Note\r\n17;31/10/2022;\"He said \"\"yes\"\";\r\nat last\"\r\n", `new 17 2022-10-31  en He said "yes"; at last `, `a.csv:3:15: warning: the note has 2 lines; the registry keeps it in one [reply/lines]`},
		{"tabs", "recommendation\tdate\tnote\n17\t2022-10-31\tA, B; C\n", "new 17 2022-10-31  en A, B; C ", ""},
		{"dates of several countries", columns + "17,,,10.31.2022,A,\n17,,,31-10-2022,B,\n17,,,5/5/2022,C,\n", "new 17 2022-10-31  en A \nnew 17 2022-10-31  en B \nnew 17 2022-05-05  en C ", ""},
		{"in the registry already", columns + "49,,,2020-01-01,One,\n49,INM,es,2022-01-01,Tres,\n49,INM,,2022-01-01,Tres,\n", "known 49 2020-01-01  en One \nknown 49 2022-01-01 INM es Tres \nnew 49 2022-01-01 INM en Tres ", ""},
		{"nothing filled in", columns + "17,INM,en,,,\n,,,,,\n\n", "1 empty", ""},
		{"other columns", "recommendation,remarks,date,note\n17,x,2022-10-31,A\n", "new 17 2022-10-31  en A ", ""},

		{"no file", "", "", `a.csv: error: the file has no rows [reply/not-csv]`},
		{"other text", "Dear colleagues,\nnothing to report.\n", "", `a.csv:1:1: error: the table has no column "date" [reply/columns]
a.csv:1:1: error: the table has no column "note" [reply/columns]
a.csv:1:1: error: the table has no column "recommendation" [reply/columns]`},
		{"a column renamed", "recommendation,dates,note\n17,2022-10-31,A\n", "", `a.csv:1:1: error: the table has no column "date" [reply/columns]`},
		{"a column twice", "recommendation,date,note,Note\n17,2022-10-31,A,B\n", "", `a.csv:1:26: error: column "note" is there twice [reply/columns]`},
		{"not UTF-8", columns + "17,,,2022-10-31,Espa\xf1a,\n", "", `a.csv:2:21: error: the file is not text in UTF-8 [reply/not-csv]`},
		{"UTF-16", "\xff\xfer\x00e\x00", "", `a.csv:1:1: error: the file is not text in UTF-8 [reply/not-csv]`},
		{"a quotation mark open", columns + "17,,,2022-10-31,\"A,\n", "", `a.csv:2:1: error: the row cannot be read: a quotation mark is not closed, or text follows it [reply/not-csv]`},
		{"a quotation mark inside", columns + "17,,,2022-10-31,5\" pipe,\n", "", `a.csv:2:1: error: the row cannot be read: a quotation mark stands in a cell that does not begin with one [reply/not-csv]`},
		{"too many cells", columns + "17,,,2022-10-31,A, B,\n17,,,2022-10-31,C,\n", "new 17 2022-10-31  en C ", `a.csv:2:1: error: the row has 7 cells; the first row of the table has 6 [reply/row]`},
		{"no such paragraph", columns + "41,,,2022-10-31,A,\n", "", `a.csv:2:1: error: there is no recommendation "41" [reply/unknown]`},
		{"a paragraph of concern", columns + "16,,,2022-10-31,A,\n", "", `a.csv:2:1: error: paragraph 16 states a concern and asks nothing [reply/unknown]`},
		{"a number made of a name", columns + "124.1,,,2022-10-31,A,\n", "", `a.csv:2:1: error: "124.1" may have lost a zero: spreadsheets take 124.10 for a number [reply/unknown]`},
		{"no paragraph", columns + ",,,2022-10-31,A,\n", "", `a.csv:2:1: error: the row does not say which recommendation it answers [reply/missing]`},
		{"no such institution", columns + "17,IMN,,2022-10-31,A,\n", "", `a.csv:2:4: error: there is no institution "IMN" in recommendations/institutions.toml [reply/unknown]`},
		{"no such language", columns + "17,,Spanish!,2022-10-31,A,\n", "", `a.csv:2:5: error: "Spanish!" is not the code of a language [reply/text]`},
		{"no date", columns + "17,,,,A,\n", "", `a.csv:2:6: error: the row has no "date" [reply/missing]`},
		{"no note", columns + "17,,,2022-10-31,,law\n", "", `a.csv:2:17: error: the row has no "note", which says what was done [reply/missing]`},
		{"two dates", columns + "17,,,3/4/2022,A,\n", "", `a.csv:2:6: error: "3/4/2022" may be 2022-04-03 or 2022-03-04 [reply/date]`},
		{"no day", columns + "17,,,31/13/2022,A,\n17,,,last year,B,\n17,,,2022-02-30,C,\n", "", `a.csv:2:6: error: "31/13/2022" is no day [reply/date]
a.csv:3:6: error: "last year" is no day [reply/date]
a.csv:4:6: error: "2022-02-30" is no day [reply/date]`},
		{"mistyped year", columns + "17,,,7000-01-01,A,\n", "", `a.csv:2:6: error: the day is 7000-01-01; one from 1970 to 2099 was expected [reply/date]`},
		{"still to come", columns + "17,,,2099-01-01,A,\n17,,,2024-06-01,B,\n17,,,2024-05-31,C,\n", "new 17 2024-05-31  en C ", `a.csv:2:6: error: 2099-01-01 is still to come; today is 2024-05-31 [reply/date]
a.csv:3:6: error: 2024-06-01 is still to come; today is 2024-05-31 [reply/date]`},
		{"a code of no language", columns + "17,,xx,2022-10-31,A,\n17,,pt-BR,2022-10-31,B,\n", "new 17 2022-10-31  pt-BR B ", `a.csv:2:5: error: "xx" is not the code of a language [reply/text]`},
		{"too early", columns + "17,,,2016-09-06,A,\n", "", `a.csv:2:6: error: 2016-09-06 is before the document was adopted, on 2016-09-07 [reply/date]`},
		{"paragraphs as people write them", columns + "para. 33 (b),,,2022-10-31,A,\nparagraph 33 b),,,2022-10-31,B,\npárr. 33 b),,,2022-10-31,C,\n", "new 33b 2022-10-31  en A \nnew 33b 2022-10-31  en B \nnew 33b 2022-10-31  en C ", ""},
		{"days as people write them", columns + "17,,,2022/10/31,A,\n17,,,2022-1-5,B,\n", "new 17 2022-10-31  en A \nnew 17 2022-01-05  en B ", ""},
		{"nothing to see", columns + "17,,,2022-10-31,\u200b,\n", "", `a.csv:2:17: error: the cell holds no visible character, only U+200B [reply/text]`},
		{"text that turns", columns + "17,,,2022-10-31,A\u202eB,\n", "", `a.csv:2:17: error: the cell holds a character that turns the direction of the text, U+202E [reply/text]`},
		{"another institution", columns + "17,SEDH,,2022-10-31,A,\n", "new 17 2022-10-31 SEDH en A ", `a.csv:2:4: warning: SEDH is not among the institutions that answer for paragraph 17, which are INM [reply/institution]`},
		{"a bell", columns + "17,,,2022-10-31,A\x07,\n", "", `a.csv:2:17: error: the cell holds a control character, U+0007 [reply/text]`},
		{"the same twice", columns + "17,,,2022-10-31,A,\n17,,,2022-10-31,A,\n49,,,2020-01-01,One,\n49,,,2020-01-01,One,\n",
			"known 49 2020-01-01  en One \nnew 17 2022-10-31  en A ", `a.csv:3:1: error: the row says the same of paragraph 17 as another one [reply/twice]
a.csv:5:1: error: the row says the same of paragraph 49 as another one [reply/twice]`},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, before := load(t, followUp, "institutions:"+list)
			if got := short(t, before); got != "" {
				t.Fatalf("the registry has findings: %s", got)
			}
			var found diag.List
			replies := r.ReadReplies(diag.NewFile("a.csv", []byte(test.src)), "en", today, &found)
			got := append(replyLines("known", replies.Known), replyLines("new", replies.New)...)
			if replies.Empty > 0 {
				got = append(got, fmt.Sprintf("%d empty", replies.Empty))
			}
			if diff := cmp.Diff(test.want, strings.Join(got, "\n")); diff != "" {
				t.Errorf("replies (-want +got):\n%s", diff)
			}
			var b strings.Builder
			if err := found.WriteText(&b, diag.TextOptions{Short: true}); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.findings, strings.TrimSpace(b.String())); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func replyLines(kind string, replies []recommendation.Reply) []string {
	var lines []string
	for _, p := range replies {
		lines = append(lines, strings.Join([]string{kind, string(p.Item.ID), p.Date.Format(time.DateOnly), p.Institution, p.Language, p.Text, p.Source}, " "))
	}
	return lines
}

// take puts the rows of a table into a document and returns its new text, the same one where nothing changes.
func take(t *testing.T, src, rows string) (string, *diag.List) {
	t.Helper()
	r, found := load(t, src, "institutions:"+list)
	replies := r.ReadReplies(diag.NewFile("a.csv", []byte("recommendation,institution,language,date,note,source\n"+rows)), "en", today, found)
	changes, taken := r.Take(replies.New, found)
	if len(changes) > 1 || len(changes) == 1 != (len(taken) > 0) {
		t.Fatalf("%d files change, %d replies are taken", len(changes), len(taken))
	}
	if len(changes) == 0 {
		return src, found
	}
	return string(changes[0].Src), found
}

func TestTake(t *testing.T) {
	const note = "[[17.notes]]\ndate = 2022-10-31\ntext = { en = \"Done\" }\n"
	const row = "17,,,2022-10-31,Done,\n"
	for _, test := range []struct{ name, src, rows, want string }{
		{"behind the last paragraph", head + item, row, head + item + "\n" + note},
		{"no line end at the end", head + strings.TrimSpace(item), row, head + item + "\n" + note},
		{"between paragraphs", head + item + "\n# About 18.\n[18]\nkind = \"concern\"\ntext = \"W\"\n", row, head + item + "\n" + note + "\n# About 18.\n[18]\nkind = \"concern\"\ntext = \"W\"\n"},
		{"behind a table of the paragraph", head + item + "[17.status]\nvalue = \"in-progress\"\ndate = 2020-01-01\n\n[18]\nkind = \"concern\"\ntext = \"W\"\n", row,
			head + item + "[17.status]\nvalue = \"in-progress\"\ndate = 2020-01-01\n\n" + note + "\n[18]\nkind = \"concern\"\ntext = \"W\"\n"},
		{"a comment at the end of a line", head + "[17] # here\nkind = \"recommendation\" # so\ntext = \"Do\" # it\n\n\n# End\n", row,
			head + "[17] # here\nkind = \"recommendation\" # so\ntext = \"Do\" # it\n\n" + note + "\n\n# End\n"},
		{"line ends of Windows", strings.ReplaceAll(head+item, "\n", "\r\n"), row, strings.ReplaceAll(head+item+"\n"+note, "\n", "\r\n")},
		{"before later notes, above their comments", followUp, "49,,,2019-01-01,Zero,\n",
			strings.Replace(followUp, "# The first one.\n", "[[49.notes]]\ndate = 2019-01-01\ntext = { en = \"Zero\" }\n\n# The first one.\n", 1)},
		{"between notes, by their dates", followUp, "49,INM,es,2021-12-31,Dos y medio,carta\n49,,,2020-01-01,Again,\n",
			strings.Replace(followUp, "text = { en = \"One\" }\n", "text = { en = \"One\" }\n\n[[49.notes]]\ndate = 2020-01-01\ntext = { en = \"Again\" }\n\n"+
				"[[49.notes]]\ndate = 2021-12-31\ninstitution = \"INM\"\ntext = { es = \"Dos y medio\" }\nsource = \"carta\"\n", 1)},
		{"notes that stand elsewhere", head + item + "[18]\nkind = \"concern\"\ntext = \"W\"\n[[17.notes]]\ndate = 2020-01-01\ntext = \"A\"\n", row,
			head + item + "[18]\nkind = \"concern\"\ntext = \"W\"\n[[17.notes]]\ndate = 2020-01-01\ntext = \"A\"\n\n" + note},
		{"a point of the universal periodic review", upr + "[\"124.1\"]\nkind = \"recommendation\"\ntext = \"Do\"\n", "rec-124.1,,,2022-10-31,Done,\n",
			upr + "[\"124.1\"]\nkind = \"recommendation\"\ntext = \"Do\"\n\n" + strings.Replace(note, "17", `"124.1"`, 1)},
		{"marks that TOML reads otherwise", head + item, "17,,,2022-10-31,\"A \\u0041 \"\"b\"\" { } = # '''\",\n", head + item + "\n" + strings.Replace(note, "Done", `A \\u0041 \"b\" { } = # '''`, 1)},
		{"text that looks like headers", head + "[17]\nkind = \"recommendation\"\ntext = \"\"\"\n[18]\n[[17.notes]]\n\"\"\"\n", row, head + "[17]\nkind = \"recommendation\"\ntext = \"\"\"\n[18]\n[[17.notes]]\n\"\"\"\n\n" + note},
		{"several at the end, without a line end", head + strings.TrimSpace(item), row + "17,,,2021-01-01,Begun,\n",
			head + item + "\n" + strings.NewReplacer("2022-10-31", "2021-01-01", "Done", "Begun").Replace(note) + "\n" + note},
		{"several paragraphs", head + item + "\n[18]\nkind = \"question\"\ntext = \"W\"\n", "18,,,2022-10-31,Done,\n" + row,
			head + item + "\n" + note + "\n[18]\nkind = \"question\"\ntext = \"W\"\n\n" + strings.Replace(note, "17", "18", 1)},
		{"what is there already", followUp, "49,,,2020-01-01,One,\n", followUp},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, found := take(t, test.src, test.rows)
			if f := short(t, found); f != "" {
				t.Errorf("findings: %s", f)
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Fatalf("text (-want +got):\n%s", diff)
			}
			if again, _ := take(t, got, test.rows); again != got {
				t.Errorf("taken twice, it changes again (-once +twice):\n%s", cmp.Diff(got, again))
			}
		})
	}
}

// Where a note cannot be put, the text stays and the row is refused.
func TestTakeRefuses(t *testing.T) {
	for _, test := range []struct{ name, src string }{
		{"notes in one line", head + item + "notes = [{ date = 2020-01-01, text = \"A\" }]\n"},
		{"a paragraph in one line", "17 = { kind = \"recommendation\", text = \"Do\" }\n" + head},
		{"text whose last line looks like a comment", head + "[17]\nkind = \"recommendation\"\ntext = \"\"\"\nDo\n# this\"\"\"\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, found := take(t, test.src, "17,,,2022-10-31,Done,\n")
			if diff := cmp.Diff(test.src, got); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			if f := short(t, found); !strings.Contains(f, "a.csv:2:1: error: the note cannot be put into") || !strings.Contains(f, "[reply/registry]") {
				t.Errorf("findings: %s", f)
			}
		})
	}
}

// A paragraph that cannot have a note does not keep the others from theirs.
func TestTakeSome(t *testing.T) {
	const note = "[[17.notes]]\ndate = 2022-10-31\ntext = { en = \"Done\" }\n"
	const other = "[18]\nkind = \"question\"\ntext = \"W\"\nnotes = []\n"
	got, found := take(t, head+item+other, "18,,,2022-10-31,Done,\n17,,,2022-10-31,Done,\n")
	if diff := cmp.Diff(head+item+"\n"+note+other, got); diff != "" {
		t.Errorf("text (-want +got):\n%s", diff)
	}
	if f := short(t, found); !strings.HasPrefix(f, "a.csv:2:1: error: the note cannot be put into a.toml: ") || strings.Contains(f, "\n") {
		t.Errorf("findings: %s", f)
	}
}

// FuzzTake: whatever a table holds, the registry stays readable, keeps its lines, and takes nothing twice; findings stand inside the table.
func FuzzTake(f *testing.F) {
	registries := []string{
		followUp, head + item, strings.ReplaceAll(followUp, "\n", "\r\n"), strings.TrimSpace(head + item), head + item + "notes = []\n",
		head + "[17] # a\nkind = \"recommendation\"\ntext = \"\"\"\n[18]\n# b\"\"\"\n# c\n\n[17.status]\nvalue = \"implemented\"\ndate = 2020-01-01\n# d\n[[17.notes]]\ndate = 2021-01-01\ntext.en = \"x\"\n",
	}
	for n, table := range []string{
		"recommendation,institution,language,date,note,source\nrec-33b,INM,es,2022-10-31,\"a\nb\",c\n17,,,2022-10-31,x,\n17,,,2019-10-31,y,\n",
		"\ufeffsep=;\r\nrecommendation;date;note\r\n17;31/10/2022;\"\"\"\\\r\n49;3/4/2022;x\r\n",
		"recommendation\tdate\tnote\n17\t2021-01-01\tq\"\n",
		"note,date,recommendation\n\"\"\"'''\u00a0\",2018-01-01,@rec-17",
	} {
		for i := range registries {
			f.Add(i, table)
			f.Add(i+n, strings.ReplaceAll(table, "\r\n", "\n"))
		}
	}
	f.Fuzz(func(t *testing.T, which int, table string) {
		src := registries[(which%len(registries)+len(registries))%len(registries)]
		r, found := load(t, src, "institutions:"+list)
		file := diag.NewFile("a.csv", []byte(table))
		replies := r.ReadReplies(file, "en", today, found)
		changes, taken := r.Take(replies.New, found)
		for _, d := range found.Sorted() {
			if d.Span.File == file && (d.Span.Start < 0 || d.Span.End > len(table) || d.Span.Start > d.Span.End) {
				t.Fatalf("finding outside the table: %+v", d)
			}
		}
		if len(changes) == 0 {
			return
		}
		after := string(changes[0].Src)
		rest := strings.Split(after, "\n")
		for _, line := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
			i := slices.IndexFunc(rest, func(l string) bool { return l == line || l == line+"\r" })
			if i < 0 {
				t.Fatalf("line %q is lost in\n%s", line, after)
			}
			rest = rest[i+1:]
		}
		again, problems := load(t, after, "institutions:"+list)
		if f := short(t, problems); f != "" {
			t.Fatalf("findings %s in\n%s", f, after)
		}
		if p := again.ReadReplies(file, "en", today, problems); len(p.Known) != len(replies.Known)+len(taken) {
			t.Fatalf("%d replies were known and %d taken, now %d are known in\n%s", len(replies.Known), len(taken), len(p.Known), after)
		}
	})
}
