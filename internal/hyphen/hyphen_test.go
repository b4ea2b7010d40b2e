package hyphen_test

import (
	"strings"
	"testing"

	"rapporteur/internal/hyphen"
)

// divided returns word with a hyphen at every place where it may be divided.
func divided(p *hyphen.Patterns, word string) string {
	var b strings.Builder
	from := 0
	for _, at := range p.Points(word) {
		b.WriteString(word[from:at])
		b.WriteByte('-')
		from = at
	}
	b.WriteString(word[from:])
	return b.String()
}

// TestPoints divides words as TeX does with these patterns. The divisions are those of another implementation (the npm package hyphen 1.14.1,
// with the minima of TeX); the eight English exceptions are those at the end of hyph-en-gb.tex. The Spanish ones are also the syllables of the
// Ortografía de la lengua española (2010), less a single vowel at the beginning; the French ones leave a mute last syllable with the one before it.
func TestPoints(t *testing.T) {
	for tag, words := range map[string]string{
		"en-GB": `uni-ver-sity uni-ver-sit-ies how-ever ma-nu-script ma-nu-scripts re-ci-pro-city through-out some-thing gov-ern-ment
			Gov-ern-ment com-mit-tee im-ple-ment-a-tion le-gis-la-tion ad-min-is-tra-tion or-gan-iz-a-tion in-ter-na-tional con-ven-tion pro-tec-tion
			mi-grant work-ers mem-bers fam-il-ies ob-ser-va-tions re-com-mend-a-tions in-form-a-tion edu-ca-tion de-vel-op-ment em-ploy-ment
			na-tional se-cur-ity coun-cil rep-res-ent-at-ive dis-crim-in-a-tion pro-hib-i-tion im-mig-ra-tion chil-dren de-ten-tion pro-ced-ure
			par-lia-ment con-sti-tu-tion re-pub-lic eco-nomic so-cial cul-tural rights agree-ment con-su-lar as-sist-ance traf-fick-ing vic-tims
			ir-reg-u-lar situ-ation stat-ist-ics pro-gramme hy-phen-a-tion al-gorithm table`,
		"fr": `gou-ver-ne-ment co-mité ap-pli-ca-tion lé-gis-la-tion ad-mi-nis-tra-tion or-ga-ni-sa-tion in-ter-na-tio-nale conven-tion
			pro-tec-tion mi-grants tra-vailleurs membres fa-milles ob-ser-va-tions re-com-man-da-tions ren-sei-gne-ments édu-ca-tion
			dé-ve-lop-pe-ment em-ploi na-tio-nale sé-cu-rité conseil re-pré-sen-tant dis-cri-mi-na-tion in-ter-dic-tion im-mi-gra-tion en-fants
			dé-ten-tion pro-cé-dure par-le-ment consti-tu-tion ré-pu-blique éco-no-mique so-ciaux cultu-rels l’ad-mi-nis-tra-tion
			d’in-for-ma-tion au-jour-d’hui l’État fonc-tion-naire ac-cord consu-laire as-sis-tance an-ti-cons-ti-tu-tion-nel-le-ment`,
		"es": `go-bierno co-mi-té apli-ca-ción le-gis-la-ción ad-mi-nis-tra-ción or-ga-ni-za-ción in-ter-na-cio-nal con-ven-ción
			pro-tec-ción mi-gran-tes tra-ba-ja-do-res miem-bros fa-mi-lia-res ob-ser-va-cio-nes re-co-men-da-cio-nes in-for-ma-ción edu-ca-ción
			de-sa-rro-llo em-pleo na-cio-nal se-gu-ri-dad con-se-jo re-pre-sen-tan-te dis-cri-mi-na-ción prohi-bi-ción in-mi-gra-ción ni-ños
			de-ten-ción pro-ce-di-mien-to par-la-men-to cons-ti-tu-ción re-pú-bli-ca eco-nó-mi-co so-cia-les cul-tu-ra-les de-re-chos acuer-do
			con-su-lar asis-ten-cia víc-ti-mas si-tua-ción ca-rre-te-ra cons-truc-ción trans-por-te gue-rri-lla ex-ce-len-te`,
	} {
		p := hyphen.For(tag)
		for _, want := range strings.Fields(words) {
			if got := divided(p, strings.ReplaceAll(want, "-", "")); got != want {
				t.Errorf("%s: %s, want %s", tag, got, want)
			}
		}
	}
}

func TestFor(t *testing.T) {
	for tag, word := range map[string]string{"en": "gov-ern-ment", "fr-CH": "gou-ver-ne-ment", "ES": "go-bierno", "es-419": "go-bierno"} {
		if got := divided(hyphen.For(tag), strings.ReplaceAll(word, "-", "")); got != word {
			t.Errorf("%s: %s, want %s", tag, got, word)
		}
	}
	for _, tag := range []string{"", "en-US", "de", "ar", "zh-Hans"} {
		if p := hyphen.For(tag); p != nil || p.Points("government") != nil {
			t.Errorf("there are patterns for %q", tag)
		}
	}
}

// TestMinima checks that no division leaves fewer letters than the language allows, in anything.
func TestMinima(t *testing.T) {
	for _, word := range []string{"", "a", "ab", "abc", "éé", "l’", "’", "ñandú", "ÀÉÎ", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "日本語", "\xff\xfe"} {
		for tag, least := range map[string][2]int{"en": {2, 3}, "fr": {2, 3}, "es": {2, 2}} {
			for _, at := range hyphen.For(tag).Points(word) {
				if len([]rune(word[:at])) < least[0] || len([]rune(word[at:])) < least[1] {
					t.Errorf("%s: %q is divided at byte %d", tag, word, at)
				}
			}
		}
	}
}

func BenchmarkPoints(b *testing.B) {
	p := hyphen.For("en")
	for b.Loop() {
		p.Points("implementation")
	}
}

// BenchmarkLoad parses the patterns of all three languages.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		hyphen.Load()
	}
}
