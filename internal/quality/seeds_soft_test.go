package quality_test

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/term"
	"rapporteur/internal/translation"
)

// planted are names that the seeds plant: the example has none that would do.
func planted() *term.Base {
	b := &term.Base{}
	for language, name := range map[string]string{"es": "Instituto del Café y del Cacao", "en": "Institute of Coffee and Cocoa", "fr": "Institut du café et du cacao"} {
		b.Add("cocoa", term.Term{Text: name, Language: language})
	}
	return b
}

// words gives both languages what is theirs.
func words(es, en, fr string) func(*rand.Rand, string) [2]string {
	return func(_ *rand.Rand, to string) [2]string {
		return [2]string{es, map[string]string{"en": en, "fr": fr}[to]}
	}
}

// swap replaces a string by another one, of each language.
func swap(en, enBy, fr, frBy string) func(*rand.Rand, string, string) string {
	return func(_ *rand.Rand, to, raw string) string {
		if to == "fr" {
			return without(raw, fr, frBy)
		}
		return without(raw, en, enBy)
	}
}

var (
	smallWord = regexp.MustCompile(` [a-z]{3,} `)
	space     = regexp.MustCompile(` `)
	workerOf  = map[string]*regexp.Regexp{"en": regexp.MustCompile(`\bmigrant workers?\b`), "fr": regexp.MustCompile(`\btravailleurs? migrants?\b`)}
	ordinary  = regexp.MustCompile(`\p{L} \p{Ll}{4,}`)
)

// long asks for a sentence of so many characters without codes.
func long(n int) func(*translation.Unit, string) bool {
	return func(u *translation.Unit, to string) bool {
		return plainOnly(u, to) && !strings.ContainsAny(u.Source.Span.Text(), "@[<{\n*") && len(u.Target.Plain()) >= n && u.Block.Kind != "heading"
	}
}

// notInNote asks for a sentence of the text: a note in the text is one unit, whatever sentences it has.
func notInNote(u *translation.Unit, _ string) bool {
	return !u.Fixed && u.Part == "" && !strings.Contains(u.ID, ".n") && u.Block.Kind != "heading"
}

func isHeading(u *translation.Unit, to string) bool {
	return u.Block.Kind == "heading" && plainOnly(u, to) && ordinary.MatchString(u.Source.Plain())
}

// soft are faults of the checks that find warnings and notes.
var soft = []kind{
	{name: "sentence left in the original", want: []string{"Q02"}, fits: long(60), copy: func(source string) string { return source }},
	{name: "heading left in the original", want: []string{"Q02"}, fits: isHeading, copy: func(source string) string { return source }},
	{name: "words of the original left", want: []string{"Q03"}, fits: long(40), spoil: func(_ *rand.Rand, _, raw string) string {
		return strings.TrimSuffix(raw, ".") + " según lo que se ha dicho."
	}},
	{name: "abbreviation of the original left", want: []string{"Q03"}, plant: words(" (núm. 12)", " (No. 12)", " (nᵒ 12)"), spoil: swap("No. 12", "núm. 12", "nᵒ 12", "núm. 12")},
	{name: "notes in another order", want: []string{"Q06"}, plant: words(" uno[@icrmw] y otro[@a-res-45-158]", " one[@icrmw] and another[@a-res-45-158]", " un[@icrmw] et un autre[@a-res-45-158]"),
		spoil: func(_ *rand.Rand, _, raw string) string {
			return strings.NewReplacer("[@icrmw]", "[@a-res-45-158]", "[@a-res-45-158]", "[@icrmw]").Replace(raw)
		}},
	{name: "percentage of another style", want: []string{"Q09"}, plant: words(" (26,24%)", " (26.24 per cent)", " (26,24 %)"), spoil: swap("26.24 per cent", "26.24%", "26,24 %", "26,24 pour cent")},
	{name: "no mark between thousands", want: []string{"Q09"}, plant: words(" (25.614)", " (25,614)", " (25 614)"), spoil: swap("25,614", "25614", "25 614", "25614")},
	{name: "month before the day", want: []string{"Q10"}, plant: words(" (7 de abril de 1999)", " (7 April 1999)", ""), spoil: swap("7 April 1999", "April 7, 1999", "", "")},
	{name: "term lost", want: []string{"Q14"}, spoil: func(r *rand.Rand, to, raw string) string {
		return workerOf[to].ReplaceAllString(raw, map[string]string{"en": "labourers", "fr": "ouvriers"}[to])
	}},
	{name: "acronym lost", want: []string{"Q17"}, plant: words(" (y la OIT)", " (and ILO)", " (et l'OIT)"), spoil: swap("and ILO", "and the Organization", "et l'OIT", "et l'Organisation")},
	{name: "meaning of an acronym lost", want: []string{"Q17"}, plant: words(", Organización Internacional para las Migraciones (OIM)", ", International Organization for Migration (IOM)", ", Organisation internationale pour les migrations (OIM)"),
		spoil: swap("International Organization for Migration (IOM)", "IOM", "Organisation internationale pour les migrations (OIM)", "OIM")},
	{name: "name changed", want: []string{"Q18"}, plant: words(", Instituto del Café y del Cacao", ", Institute of Coffee and Cocoa", ", Institut du café et du cacao"),
		spoil: swap("Institute of Coffee and Cocoa", "Coffee and Cocoa Agency", "Institut du café et du cacao", "Agence du café et du cacao")},
	{name: "one sentence translated in two ways", want: []string{"Q19"}, fits: notInNote, plant: words(". Así se hizo en todo el país. Así se hizo en todo el país", ". So it was done in the whole country. So it was done in the whole country", ". Il en fut ainsi dans tout le pays. Il en fut ainsi dans tout le pays"),
		spoil: swap(". So it was done in the whole country.", ". It was done everywhere in the country.", ". Il en fut ainsi dans tout le pays.", ". Tout le pays a fait de même.")},
	{name: "two sentences translated alike", want: []string{"Q19"}, fits: notInNote, plant: words(". Así se hizo en todo el país. No se hizo así en la capital", ". So it was done in the whole country. It was not done so in the capital", ". Il en fut ainsi dans tout le pays. Tel ne fut pas le cas dans la capitale"),
		spoil: swap("It was not done so in the capital", "So it was done in the whole country", "Tel ne fut pas le cas dans la capitale", "Il en fut ainsi dans tout le pays")},
	{name: "end mark changed", want: []string{"Q20"}, fits: long(40), spoil: func(r *rand.Rand, _, raw string) string {
		if !strings.HasSuffix(raw, ".") {
			return raw
		}
		return strings.TrimSuffix(raw, ".") + []string{"?", "!", "…"}[r.IntN(3)] // sentences may be joined by semicolons
	}},
	{name: "quotation marks of another language", want: []string{"Q21"}, plant: words(` ("uno")`, ` ("one")`, ` ("un")`), spoil: swap(`"one"`, "«one»", `"un"`, "„un“")},
	{name: "space doubled", want: []string{"Q22"}, fits: long(40), spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, space, func(string) string { return "  " })
	}},
	{name: "invisible character", want: []string{"Q22"}, fits: long(40), spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, smallWord, func(s string) string { return s[:2] + "\u200b" + s[2:] })
	}},
	{name: "word doubled", want: []string{"Q23"}, fits: long(40), spoil: func(r *rand.Rand, _, raw string) string {
		return replaced(r, raw, smallWord, func(s string) string { return s + s[1:] })
	}},
	{name: "half of a sentence lost", want: []string{"Q24"}, fits: long(120), spoil: func(_ *rand.Rand, _, raw string) string {
		list := strings.Fields(raw)
		return strings.Join(list[:len(list)*2/5], " ") + "."
	}},
	{name: "sentences added", want: []string{"Q25"}, fits: long(60), spoil: func(_ *rand.Rand, to, raw string) string {
		if to == "fr" {
			return raw + " Il en fut ainsi tout au long de la période. Rien d'autre ne s'est passé ailleurs. Personne ne l'a dit avant nous."
		}
		return raw + " So it was during the whole of the period. Nothing else happened in other places. Nobody has said so before us."
	}},
	{name: "block in another language", want: []string{"Q27", "Q02"}, fits: func(u *translation.Unit, to string) bool {
		return long(120)(u, to) && u.Block.Kind == "paragraph" && len(u.Block.Parts[0].Sentences) == 1
	}, copy: func(source string) string { return strings.TrimSuffix(source, ".") + " y nada más." }},
	{name: "small letter at the beginning", want: []string{"Q29"}, fits: long(40), spoil: func(_ *rand.Rand, _, raw string) string {
		r, size := utf8.DecodeRuneInString(raw)
		return string(unicode.ToLower(r)) + raw[size:]
	}},
	{name: "day with a capital", want: []string{"Q29"}, plant: words(" (un lunes)", "", " (un lundi)"), spoil: swap("", "", "un lundi", "un Lundi")},
	{name: "heading in title case", want: []string{"Q29"}, fits: func(u *translation.Unit, to string) bool {
		return isHeading(u, to) && len(strings.Fields(u.Target.Plain())) > 3
	}, spoil: func(_ *rand.Rand, _, raw string) string {
		list := strings.Split(raw, " ")
		for i, w := range list {
			if r, size := utf8.DecodeRuneInString(w); len(w) > 3 {
				list[i] = string(unicode.ToUpper(r)) + w[size:]
			}
		}
		return strings.Join(list, " ")
	}},
}
