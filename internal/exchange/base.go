package exchange

import (
	"strings"

	"rapporteur/internal/translation"
)

// A Base is what a file remembers of a unit as it was when the file was made. By it an import tells what a translator has changed from what
// has changed in the project since. The zero value remembers nothing.
type Base struct {
	Hash   string            // of the translation; "none" where there was none
	State  translation.State // of the unit
	Copied bool              // in the file the original stood in the place of the translation
}

const (
	noTranslation = "none"
	copied        = "source"
)

// baseOf is the base of a unit as it is now.
func baseOf(u *translation.Unit, copied bool) Base {
	return Base{targetHash(u), u.State, copied}
}

func targetHash(u *translation.Unit) string {
	if len(u.Target.Pieces) == 0 {
		return noTranslation
	}
	return u.TargetHash()
}

// String is how a base stands in a file: "3f2a90c1d2e4 draft".
func (b Base) String() string {
	s := b.Hash + " " + b.State.String()
	if b.Copied {
		s += " " + copied
	}
	return s
}

// parseBase reads what String writes; all else is the zero value.
func parseBase(text string) Base {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 3 || len(words) == 3 && words[2] != copied {
		return Base{}
	}
	state, ok := translation.ParseState(words[1])
	if !ok {
		return Base{}
	}
	return Base{words[0], state, len(words) == 3}
}
