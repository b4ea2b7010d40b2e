package typeset_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"rapporteur/internal/doc"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
	"rapporteur/internal/typeset"
)

// builtinFamilies are the fonts of the built-in sheet.
var builtinFamilies = sync.OnceValues(func() ([]*typeset.Family, error) { return typeset.Families(&styletest.Sheet("en").Fonts) })

// setBy sets a report by a sheet that is changed, and returns the codes of the findings.
func setBy(t testing.TB, r *doc.Report, language string, change func(s *style.Sheet)) (*document, []string) {
	t.Helper()
	s := styletest.Sheet(language)
	change(s)
	families, err := builtinFamilies()
	if err != nil {
		t.Fatal(err)
	}
	d, found := setPages(r, s, families)
	var codes []string
	for _, f := range found.Sorted() {
		codes = append(codes, f.Code)
	}
	return d, codes
}

// awkward returns a text of n pieces, of those that are hard to set.
func awkward(random *rand.Rand, b *builder, n int) []doc.Inline {
	letters := func(n int) string {
		var s strings.Builder
		for range n {
			s.WriteRune([]rune("abcdefghijklmnoprstuvéñœfi0123")[random.IntN(30)])
		}
		return s.String()
	}
	var out []doc.Inline
	for range n {
		switch random.IntN(9) {
		case 0:
			out = append(out, &doc.Text{Value: letters(1+random.IntN(200)) + " "})
		case 1:
			out = append(out, &doc.Text{Value: "https://example.org/" + letters(random.IntN(150)) + "/" + letters(random.IntN(9)) + "?a=" + letters(3) + " "})
		case 2:
			for range 1 + random.IntN(40) {
				out = append(out, b.note("Note."), &doc.Super{Inlines: say(",")})
			}
			out = append(out, &doc.Text{Value: " "})
		case 3:
			out = append(out, &doc.Text{Value: strings.Repeat("No.\u00A0", random.IntN(12)) + "178\u00A0(1)\u00A0(b) "})
		case 4:
			out = append(out, &doc.Emph{Inlines: say(letters(20) + "\u00AD" + letters(30))}, &doc.Strong{Inlines: say(letters(40))})
		case 5:
			out = append(out, &doc.Text{Value: "CMW/C/HND/CO/1/Add." + letters(8) + ", PCM-028-" + letters(30) + " "})
		default:
			out = append(out, &doc.Text{Value: strings.ToValidUTF8(sentence[:1+random.IntN(len(sentence)-1)], "")})
		}
	}
	return out
}

// TestNothingBesideTheMeasure sets random awkward text in measures down to 20 mm, with hyphenation and without: everything ends within the
// measure, and every letter is printed.
func TestNothingBesideTheMeasure(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	for i := range 120 {
		b := newReport()
		b.Front.Received = ""
		b.paragraph(awkward(random, b, 1+random.IntN(12))...)
		b.add(&doc.Quote{Base: b.base("quote"), Blocks: []doc.Block{&doc.Paragraph{Base: b.base("para"), Inlines: awkward(random, b, 4)}}})
		narrow := style.Length(random.Float64() * 100 * 72 / 25.4)
		var right float64
		d, _ := setBy(t, &b.Report, "en", func(s *style.Sheet) {
			s.Lines.Hyphenate = i%2 == 0
			s.Body.Right += narrow
			s.Quote.Right = s.Body.Right
			s.Footnote.Justify = i%3 == 0
			right = (s.Page.Width - s.Page.Right - s.Body.Right).Points()
		})
		var got strings.Builder
		for _, p := range d.Pages {
			for _, m := range p.Marks {
				if m.Element == nil || m.Element.Role != typeset.RoleParagraph {
					continue
				}
				for _, it := range m.Items {
					r, ok := it.(*typeset.Run)
					if !ok || r.Size != 10 || r.Y < 200 && p.Number == 1 { // notes, marks and the masthead
						continue
					}
					end := r.X + r.Width()
					if strings.HasSuffix(words(r), " ") { // the space at the end of a line takes no room
						glyphs := slices.Collect(r.Glyphs())
						end -= float64(glyphs[len(glyphs)-1].Advance) * r.Size / 1000
					}
					if end > right+0.01 {
						t.Fatalf("document %d, page %d: %q ends at %.2f; the measure ends at %.2f", i, p.Number, words(r), end, right)
					}
					got.WriteString(words(r))
				}
			}
		}
		all := compact(got.String())
		r := b.Report
		r.Notes = nil
		for _, w := range wordsOf(&r) {
			if w = compact(strings.ReplaceAll(w, "\u00AD", "")); !strings.ContainsAny(w, "[,") && !strings.Contains(all, w) {
				t.Fatalf("document %d: %q is lost", i, w)
			}
		}
	}
}

// divisions returns, for the lines of a document that end inside a word, what stands before the hyphen and what the next line begins with.
func divisions(d *document) []string {
	var out []string
	for _, p := range d.Pages {
		before, soft := "", false
		for _, m := range p.Marks {
			for _, it := range m.Items {
				r, ok := it.(*typeset.Run)
				switch {
				case !ok:
				case m.Element != nil && m.Element.Actual == "\u00AD":
					soft = true
				case soft:
					after, _, _ := strings.Cut(words(r), " ")
					out = append(out, before[strings.LastIndexAny(before, " \u00A0")+1:]+"-"+after)
					before, soft = words(r), false
				default:
					before = words(r)
				}
			}
		}
	}
	return out
}

func TestHyphenation(t *testing.T) {
	long := strings.Repeat("The administration considers recommendations concerning international organizations notwithstanding PROGRAMMES, CMW/C/HND/CO/1, organizations@organizations.org and https://administration.example.org/recommendations. ", 8)
	narrow := func(hyphenate bool) func(s *style.Sheet) {
		return func(s *style.Sheet) {
			s.Body.Right += 60 * 72 / 25.4
			s.Lines.Hyphenate = hyphenate
		}
	}
	b := newReport()
	b.heading(1, "I.", "Administration of recommendations concerning international organizations notwithstanding particularities and internationalization")
	b.paragraph(say(long)...)
	if d, _ := setBy(t, &b.Report, "en", narrow(false)); len(divisions(d)) != 0 {
		t.Errorf("divided without being asked to: %q", divisions(d))
	}
	d, _ := setBy(t, &b.Report, "en", narrow(true))
	got := divisions(d)
	if len(got) < 3 {
		t.Errorf("divided only %q", got)
	}
	whole := strings.Fields("admin-istration ad-ministration adminis-tration administra-tion con-siders re-commendations recom-mendations recommend-ations recommenda-tions " +
		"con-cerning concern-ing in-ternational inter-national or-ganizations organ-izations organiz-ations organiza-tions not-withstanding notwith-standing notwithstand-ing")
	for _, w := range got {
		if !slices.Contains(whole, w) {
			t.Errorf("%q is not where the language divides a word of running text", w)
		}
	}
}

// TestNotDivided sets what is no word of running text in narrow lines.
func TestNotDivided(t *testing.T) {
	for _, w := range []string{
		"organizations@organizations.org", "administration/administration", "ADMINISTRATION", "A/RES/administration", "administration2020", "www.administration.org",
		"government-administration", "https://administration.org/administration_administration",
	} {
		b := newReport()
		b.paragraph(say(strings.Repeat(w+" a ", 60))...)
		d, _ := setBy(t, &b.Report, "en", func(s *style.Sheet) {
			s.Lines.Hyphenate = true
			s.Body.Right += 40 * 72 / 25.4
		})
		if got := divisions(d); len(got) > 0 {
			t.Errorf("%q is divided: %q", w, got)
		}
	}
}

// TestHyphenationEvensLines counts the spaces that are twice as wide as in the font.
func TestHyphenationEvensLines(t *testing.T) {
	b := newReport()
	b.paragraph(say(strings.Repeat(sentence, 5))...)
	loose := func(hyphenate bool) (n int) {
		d, _ := setBy(t, &b.Report, "en", func(s *style.Sheet) {
			s.Lines.Hyphenate = hyphenate
			s.Body.Right += 60 * 72 / 25.4
		})
		for _, p := range d.Pages {
			for _, m := range p.Marks {
				for _, it := range m.Items {
					r, ok := it.(*typeset.Run)
					if !ok {
						continue
					}
					for g := range r.Glyphs() {
						if r.Font.Text[g.ID] == " " && g.Advance > 500 {
							n++
						}
					}
				}
			}
		}
		return n
	}
	if with, without := loose(true), loose(false); with >= without/2 {
		t.Errorf("%d wide spaces with hyphenation, %d without", with, without)
	}
}

// TestLastWord sets a paragraph whose last word would have to be divided to look even: it is not.
func TestLastWord(t *testing.T) {
	for n := range 60 {
		b := newReport()
		b.paragraph(say(strings.Repeat("a ", n) + "recommendations international organizations internationalization.")...)
		d, _ := setBy(t, &b.Report, "en", func(s *style.Sheet) {
			s.Lines.Hyphenate = true
			s.Body.Right += 80 * 72 / 25.4
		})
		for _, w := range divisions(d) {
			if strings.HasSuffix(w, "ization.") || strings.HasPrefix(w, "internationali") {
				t.Errorf("%d: the last word is divided: %s", n, w)
			}
		}
	}
}

// TestForeignWords divides the words of a language by its own rules, and those of a language without rules not at all.
func TestForeignWords(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           []string
	}{
		{"es", "construcción desarrollo ", []string{"cons-trucción", "construc-ción", "de-sarrollo", "desa-rrollo", "desarro-llo"}},
		{"fr", "gouvernement consulaire ", []string{"gou-vernement", "gouver-nement", "gouverne-ment", "consu-laire"}},
		{"de", "Donaudampfschifffahrt ", nil},
	} {
		b := newReport()
		b.paragraph(&doc.Foreign{Language: c.language, Inlines: say(strings.Repeat(c.text, 40))}, &doc.Text{Value: "end."})
		d, _ := setBy(t, &b.Report, "en", func(s *style.Sheet) {
			s.Lines.Hyphenate = true
			s.Body.Right += 70 * 72 / 25.4
		})
		got := divisions(d)
		if len(got) == 0 != (c.want == nil) {
			t.Errorf("%s: divided %q", c.language, got)
		}
		for _, w := range got {
			if !slices.Contains(c.want, w) {
				t.Errorf("%s: %q is not among %q", c.language, w, c.want)
			}
		}
	}
}

// TestNoteMarkStaysWithItsWord sets a word and its mark at every place of a line.
func TestNoteMarkStaysWithItsWord(t *testing.T) {
	for n := range 400 {
		b := newReport()
		said, marks := &doc.Text{Value: strings.Repeat("i ", n/2) + "word"}, []string{"1"}
		if n%2 == 0 {
			b.paragraph(said, b.note("One."), &doc.Super{Inlines: say(",")}, b.note("Two."), &doc.Text{Value: " more."})
			marks = append(marks, "2")
		} else { // a space before the mark is none at which a line ends
			said.Value += " "
			b.paragraph(said, b.note("One."), &doc.Text{Value: "more."})
		}
		d, _ := setBy(t, &b.Report, "en", func(s *style.Sheet) { s.Body.Justify = n%4 < 2 })
		ys := map[string]float64{}
		for _, m := range d.Pages[0].Marks {
			for _, it := range m.Items {
				if r, ok := it.(*typeset.Run); ok && r.Y < 700 {
					for _, part := range strings.Fields(words(r)) {
						ys[part] = r.Y
						if r.Size < 10 {
							ys[part] += styletest.Sheet("en").NoteMark.Raise.Points()
						}
					}
				}
			}
		}
		word := ys["word"]
		for _, mark := range marks {
			if diff := ys[mark] - word; diff > 0.1 || diff < -0.1 {
				t.Fatalf("%d words before: the mark %s stands on another line than its word: %v", n, mark, ys)
			}
		}
	}
}

// A soft hyphen would spoil an address, so another way out is named for it.
func TestHintOfImpossibleLine(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("0123456789", 12):                             "soft hyphen",
		"https://example.org/en/" + strings.Repeat("abcdefghij", 12): "shorter address",
		"www.example.org/" + strings.Repeat("abcdefghij", 12):        "shorter address",
	} {
		b := newReport()
		b.paragraph(say("See " + text + " there.")...)
		_, found := setWith(t, &b.Report)
		if len(found) != 1 || !strings.Contains(found[0].Hint, want) {
			t.Errorf("%s: findings %+v, want a hint with %q", text, found, want)
		}
	}
}

func TestMessageOfImpossibleLine(t *testing.T) {
	b := newReport()
	b.paragraph(say("See " + strings.Repeat("0123456789", 12) + " there.")...)
	_, found := setWith(t, &b.Report)
	want := `"012345678901234567890123456789012345678901234567…" is 211.7 mm wide and the line 120.0 mm; the line ends after "…`
	if len(found) != 1 || found[0].Code != "pdf/impossible-line" || !strings.HasPrefix(found[0].Message, want) || found[0].Hint == "" {
		t.Errorf("findings %s; want %s", fmt.Sprint(found), want)
	}
}
