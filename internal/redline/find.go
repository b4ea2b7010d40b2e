package redline

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/internal/style"
)

// A finder finds figures in plain text of a language.
type finder struct {
	months map[string]bool // in small letters
	units  []string        // the longest first
}

// finder returns the finder for the language of the reports.
func (c *comparer) finder() *finder {
	if c.find == nil {
		c.find = newFinder(c.opt.Language)
	}
	return c.find
}

func newFinder(l *style.Language) *finder {
	f := &finder{months: map[string]bool{}}
	if l == nil {
		return f
	}
	for _, m := range l.Dates.Months {
		f.months[strings.ToLower(m)] = true
	}
	f.units = slices.Clone(l.Marks.KeepWithNumber)
	slices.SortStableFunc(f.units, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return f
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// What laws and their parts are called, in the three languages at once: a law that is cited in another language keeps its name. In small
// letters, without the full stop of an abbreviation.
var (
	lawNouns = setOf(`decree decrees act acts law laws agreement agreements regulation regulations resolution resolutions order orders
		decreto decretos ley leyes decreto-ley acuerdo acuerdos reglamento reglamentos resolución resoluciones
		décret décrets décret-loi loi lois arrêté arrêtés accord accords ordonnance ordonnances résolution résolutions règlement règlements`)
	lawKinds  = setOf(`legislative executive ministerial presidential legislativo legislativos ejecutivo ejecutivos ministerial ministeriales législatif législatifs exécutif exécutifs`)
	lawSigns  = setOf(`no nos núm núms num n° n°s nº`)
	partNouns = setOf(`article articles art arts artículo artículos paragraph paragraphs para paras párrafo párrafos párr párrs
		paragraphe paragraphes par subparagraph subparagraphs inciso incisos alinéa alinéas`)
	joining    = setOf(`and to or y e a al o et à ou`)
	currencies = setOf(`$ € £ L HNL USD EUR`)
)

// found is the state of one search: the pieces of a text.
type found struct {
	*finder
	text string
	at   []int // where the pieces begin, and the end of the text
	out  []spot
}

// find finds the figures of a text, in order.
func (f *finder) find(text string) []spot {
	if !strings.ContainsFunc(text, unicode.IsDigit) {
		return nil
	}
	s := &found{finder: f, text: text}
	n := 0
	scan(text, func(piece string) {
		s.at = append(s.at, n)
		n += len(piece)
	})
	s.at = append(s.at, n)
	for i := 0; i+1 < len(s.at); {
		if strings.ContainsFunc(s.piece(i), unicode.IsDigit) {
			i = s.figure(i)
		} else {
			i++
		}
	}
	return s.out
}

// piece is the piece of index i, empty outside the text.
func (s *found) piece(i int) string {
	if i < 0 || i+1 >= len(s.at) {
		return ""
	}
	return s.text[s.at[i]:s.at[i+1]]
}

func isBlank(s string) bool { return s == " " || s == "\u00a0" || s == "\u202f" }

// back is the index of the word before the piece i, passing over spaces and the full stop of an abbreviation; dotted says whether there was
// one. It is -1 where another thing stands there.
func (s *found) back(i int) int {
	i--
	if isBlank(s.piece(i)) {
		i--
	}
	if s.piece(i) == "." {
		i--
	}
	if r, _ := utf8.DecodeRuneInString(s.piece(i)); !unicode.IsLetter(r) {
		return -1
	}
	return i
}

// add adds the figure of the pieces from to to-1 and returns to.
func (s *found) add(kind FigureKind, from, to int) int {
	start := s.at[from]
	if n := len(s.out) - 1; n >= 0 {
		start = max(start, s.out[n].end)
	}
	end := s.at[to]
	s.out = append(s.out, spot{kind: kind, start: start, end: end, text: plainSpaces(s.text[start:end])})
	return to
}

// figure adds the figure that piece i belongs to, and returns the index behind it.
func (s *found) figure(i int) int {
	piece := s.piece(i)
	before := s.back(i)
	word := strings.ToLower(s.piece(before))
	letter := unicode.IsLetter([]rune(piece)[0])
	switch {
	case strings.Contains(piece, "://") || strings.HasPrefix(piece, "www."):
		return i + 1 // an address has no figures
	case before >= 0 && partNouns[word]:
		return s.add(LegalFigure, before, s.parts(i))
	case before >= 0 && lawSigns[word]:
		return s.add(LegalFigure, s.lawName(before), i+1)
	case letter && strings.Contains(piece, "/") && unicode.IsUpper([]rune(piece)[0]): // a symbol
		return s.add(LegalFigure, i, i+1)
	case letter && strings.Contains(piece, "-") && countDigits(piece) > 2: // "PCM-028-2017"
		return s.add(LegalFigure, i, i+1)
	case letter:
		return i + 1 // "B2", "COVID-19"
	case strings.Contains(piece, "-") && isYear(piece[max(0, len(piece)-4):]) && len(piece) > 5: // "130-2017", or from year to year
		if isYear(piece[:4]) {
			return s.add(DateFigure, i, i+1)
		}
		return s.add(LegalFigure, s.lawName(i), i+1)
	}
	if from, to, ok := s.date(i, before, word); ok {
		return s.add(DateFigure, from, to)
	}
	return s.number(i)
}

// lawName is the index where the name of a law begins whose sign or number is piece i: "Legislative Decree No.".
func (s *found) lawName(i int) int {
	from := i
	for n := s.back(from); n >= 0; n = s.back(from) {
		if w := strings.ToLower(s.piece(n)); !lawNouns[w] && !lawKinds[w] {
			break
		}
		from = n
	}
	return from
}

// parts is the index behind the numbers of articles or paragraphs that begin with piece i: "73 (1) (b)", "211–213", "49, 50 and 66".
func (s *found) parts(i int) int {
	end := i + 1
	for {
		n := end
		if isBlank(s.piece(n)) {
			n++
		}
		switch next := s.piece(n); {
		case next == "(" && len(s.piece(n+1)) <= 4 && s.piece(n+2) == ")":
			end = n + 3
			continue
		case n > end && len(next) == 1 && s.piece(n+1) == ")": // "b)"
			end = n + 2
			continue
		case next == "–" || next == "-":
			n++
		case next == "," && isBlank(s.piece(n+1)):
			n += 2
		case n > end && joining[next] && isBlank(s.piece(n+1)):
			n += 2
		default:
			return end
		}
		if p := s.piece(n); p == "" || p[0] < '0' || p[0] > '9' || digits(p) > 3 {
			return end
		}
		end = n + 1
	}
}

// date finds the date that piece i belongs to; word is the one before it, at index before.
func (s *found) date(i, before int, word string) (from, to int, ok bool) {
	piece := s.piece(i)
	n := digits(piece)
	rest := piece[n:]
	if n <= 2 && (rest == "" || slices.Contains([]string{"st", "nd", "rd", "th", "er", "º", "°"}, rest)) {
		if month := s.over(i + 1); month > 0 && s.months[strings.ToLower(s.piece(month))] {
			if y := s.over(month + 1); y > 0 && isYear(s.piece(y)) {
				return i, y + 1, true
			}
			return i, month + 1, true
		}
	}
	switch {
	case !isYear(piece):
		return 0, 0, len(piece) == 10 && (piece[4] == '-' || piece[2] == '/')
	case word == "de" || word == "del":
		if m := s.back(before); m >= 0 && s.months[strings.ToLower(s.piece(m))] {
			return m, i + 1, true
		}
	case before >= 0 && s.months[word]:
		return before, i + 1, true
	}
	return i, i + 1, true
}

// over is the index of the word behind the blank at i, passing over "de" and "del"; 0 where there is none.
func (s *found) over(i int) int {
	if !isBlank(s.piece(i)) {
		return 0
	}
	if w := s.piece(i + 1); (w == "de" || w == "del") && isBlank(s.piece(i+2)) {
		return i + 3
	}
	return i + 1
}

func countDigits(s string) int {
	n := 0
	for _, r := range s {
		if unicode.IsDigit(r) {
			n++
		}
	}
	return n
}

// isYear reports whether a number is read as a year.
func isYear(s string) bool {
	return len(s) == 4 && digits(s) == 4 && (s[:2] == "19" || s[:2] == "20")
}

// number adds the number of piece i with its currency and its units, and returns the index behind it.
func (s *found) number(i int) int {
	from := i
	if n := i - 1; currencies[s.piece(n)] || isBlank(s.piece(n)) && currencies[s.piece(n-1)] {
		if isBlank(s.piece(n)) {
			n--
		}
		if from = n; s.piece(n) == "$" && (s.piece(n-1) == "US" || len(s.piece(n-1)) == 1 && unicode.IsUpper(rune(s.piece(n - 1)[0]))) {
			from--
		}
	}
	end := i + 1
	for again := true; again; {
		again = false
		if !isBlank(s.piece(end)) {
			break
		}
		rest := s.text[s.at[end+1]:]
		for _, u := range s.units {
			if n := unitAt(rest, u); n > 0 {
				for end++; s.at[end] < len(s.text)-len(rest)+n; end++ {
				}
				again = true
				break
			}
		}
	}
	return s.add(NumberFigure, from, end)
}

// unitAt is the length of the unit u at the beginning of s, whose spaces may be ones that do not break; 0 where it is not there.
func unitAt(s, u string) int {
	n := 0
	for _, want := range u {
		r, size := utf8.DecodeRuneInString(s[n:])
		if r != want && !(want == ' ' && (r == '\u00a0' || r == '\u202f')) {
			return 0
		}
		n += size
	}
	if r, _ := utf8.DecodeRuneInString(s[n:]); unicode.IsLetter(r) {
		return 0
	}
	return n
}
