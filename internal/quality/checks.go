package quality

import "rapporteur/internal/diag"

// A Check is one question that is asked of every translated sentence.
type Check struct {
	ID       string // "Q08": as locks name it after "ignore."
	Name     string // "number": its findings have the code "quality/number"
	Severity diag.Severity
	Fixes    bool   // some of its findings can be repaired without asking
	Doc      string // one sentence
	run      func(*pass)
}

// Code is the permanent name of the findings of the check.
func (c *Check) Code() string { return "quality/" + c.Name }

// checks are all that is asked, in the order of their ids. Q28 (spelling) needs a dictionary. What Q06, Q07, Q12 and Q26 ask of whole blocks
// (citations, notes, references, table sizes, list items) is found when the languages are set side by side and is not asked again here: it
// has codes of "translation/".
var checks = []*Check{
	{"Q01", "empty", diag.Error, false, "A sentence of a block that is translated has no translation.", (*pass).empty},
	{"Q02", "untranslated", diag.Warning, false, "The translation is the same as the original, word for word; names, terms and words that both languages have are left out.", (*pass).untranslated},
	{"Q03", "residue", diag.Warning, false, "Words of the original language are left in the translation.", (*pass).residue},
	{"Q04", "stale", diag.Error, false, "The original of a final translation has changed; where the translation is not final, this is a warning.", (*pass).stale},
	{"Q05", "codes", diag.Error, false, "Italics or bold print of the original are lost, added, or not closed as they open.", (*pass).codes},
	{"Q06", "note-order", diag.Warning, false, "The citations and notes of a sentence stand in another order than in the original.", (*pass).noteOrder},
	{"Q07", "placeholder", diag.Error, false, "Something in braces is not the same as in the original.", (*pass).placeholders},
	{"Q08", "number", diag.Error, true, "A number of the original is missing, or there is one that the original does not have; numbers count by their value.", (*pass).numbers},
	{"Q09", "number-style", diag.Warning, true, "A number or percentage is not written as the language writes it.", (*pass).numberStyle},
	{"Q10", "date", diag.Error, false, "A date is not that of the original; one that has the month before the day where the language has not is a warning.", (*pass).dates},
	{"Q11", "symbol", diag.Error, false, "A document symbol, the number of a decree, the letter of a provision or the pinpoint of a citation is not that of the original.", (*pass).symbols},
	{"Q12", "cross-reference", diag.Error, false, "A reference to a table, figure, chapter or note that is typed by hand is not that of the original.", (*pass).crossReferences},
	{"Q13", "address", diag.Error, false, "A web or mail address is not that of the original.", (*pass).addresses},
	{"Q14", "term", diag.Warning, false, "A term of the original stands in the table of terms, and the translation has none of the terms that are given for it; fewer of them is a note.", (*pass).terms},
	{"Q15", "forbidden-term", diag.Error, false, "The translation uses a term that the table of terms forbids.", (*pass).forbidden},
	{"Q16", "actor", diag.Error, false, "The original names one actor (the State, the Committee) and the translation another one.", (*pass).actors},
	{"Q17", "acronym", diag.Warning, false, "An acronym of the original is missing, and so is what the table of terms gives for it; or what it means is not said where the original says it, or twice.", (*pass).acronyms},
	{"Q18", "name", diag.Warning, false, "An institution or organization does not have the name that the registries give it.", (*pass).names},
	{"Q19", "consistency", diag.Warning, false, "The same sentence of the original is translated in two ways; two sentences that are translated alike are a note.", nil},
	{"Q20", "end-mark", diag.Warning, true, "A sentence ends with a mark of another kind than the original.", (*pass).endMark},
	{"Q21", "brackets", diag.Error, true, "Brackets or quotation marks are not closed; quotation marks of another language are a warning.", (*pass).brackets},
	{"Q22", "spacing", diag.Warning, true, "A space is doubled, stands before a mark that takes none, or a character is invisible or not composed.", (*pass).spacing},
	{"Q23", "doubled-word", diag.Warning, false, "The same word stands twice in a row.", (*pass).doubled},
	{"Q24", "length", diag.Note, false, "A translation is longer or shorter than those of its languages are, or a heading too long; one that is less than half or more than twice of what was expected is a warning.", (*pass).length},
	{"Q25", "sentences", diag.Note, false, "A text has two sentences more or fewer than its original; a sentence that the original does not have is a warning.", nil},
	{"Q26", "cell", diag.Error, true, "A cell that holds figures only has other figures than the original.", nil},
	{"Q27", "language", diag.Warning, false, "A block of the translation is in the language of the original, or in a third one.", nil},
	{"Q29", "capitals", diag.Note, false, "A sentence begins in small letters where the original has a capital, a month, day or language has a capital that it should not have, or every word of a heading has one.", (*pass).capitals},
	{"Q30", "direction", diag.Error, false, "Invisible signs that turn the direction of writing are not closed, or stand in a language that is written from left to right. From right to left: brackets the wrong way round, and, as a warning, marks that do nothing and signs that are printed on the other side of their word or number.", (*pass).direction},
	{"Q31", "sum", diag.Warning, false, "The parts in a table do not add up to the total, where the other rows or columns of the table do.", nil},
}

// IgnoreCode is the code of what is said of locks that ignore a check without need.
const IgnoreCode = "quality/unused-ignore"

// BadIgnoreCode is the code of what is said of locks that ignore a check without a reason, or one that does not exist.
const BadIgnoreCode = "quality/bad-ignore"

// Checks returns all checks in the order of their ids.
func Checks() []*Check { return checks }

// ids are the ids of all checks.
func ids() []string {
	var out []string
	for _, c := range checks {
		out = append(out, c.ID)
	}
	return out
}

// byID returns the check of that id; nil for none.
func byID(id string) *Check {
	for _, c := range checks {
		if c.ID == id {
			return c
		}
	}
	return nil
}
