package translation

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"time"

	"golang.org/x/text/unicode/norm"

	"rapporteur/internal/diag"
	"rapporteur/internal/tomlfile"
)

// State says how far the translation of a sentence has come.
type State int

const (
	Missing    State = iota // there is no translation
	Stale                   // the original has changed since it was translated
	Draft                   // made by a machine, taken over from somewhere, or not looked at
	Translated              // a translator stands for it
	Reviewed                // a second person has read it
	Final                   // nobody touches it any more
)

var stateNames = [...]string{"missing", "stale", "draft", "translated", "reviewed", "final"}

func (s State) String() string { return stateNames[s] }

// ParseState reads the name of a state.
func ParseState(name string) (State, bool) {
	i := slices.Index(stateNames[:], name)
	return State(max(i, 0)), i >= 0
}

// An Entry is what the lock remembers of one unit.
type Entry struct {
	ID     string            `toml:"id"`
	Source string            `toml:"source"` // hash of the original when it was translated
	Target string            `toml:"target"` // hash of the translation
	State  string            `toml:"state"`  // never "missing" or "stale": those follow from the hashes
	By     string            `toml:"by"`
	On     time.Time         `toml:"on"`
	Text   string            `toml:"text"`   // the original when it was translated, as it stood in the file
	Ignore map[string]string `toml:"ignore"` // check → why it does not count here
}

// A Lock is the memory of one section in one language. It stands beside the section and is kept in git with it.
type Lock struct {
	File    *diag.File
	Entries []*Entry
	by      map[string]*Entry
}

// LockName is where the lock of a section stands: "content/es/lock/01-introduction.toml".
func LockName(language, section string) string {
	return path.Join("content", language, "lock", section+".toml")
}

// ReadLock reads a lock; f is nil where there is none yet.
func ReadLock(f *diag.File, found *diag.List) *Lock {
	l := &Lock{File: f, by: map[string]*Entry{}}
	if f == nil {
		return l
	}
	var data struct {
		Unit []Entry `toml:"unit"`
	}
	keys := tomlfile.Decode(f, 0, len(f.Src), &data, "lock", found)
	if keys == nil {
		return l
	}
	for i := range data.Unit {
		e := &data.Unit[i]
		at := keys.Span("unit", strconv.Itoa(i))
		switch state, ok := ParseState(e.State); {
		case e.ID == "":
			found.Errorf(at, "lock/id", "a unit of the lock has no id")
			continue
		case l.by[e.ID] != nil:
			found.Errorf(at, "lock/duplicate", "unit %q stands twice in the lock", e.ID).WithHint("keep the newer one")
			continue
		case !ok || state < Draft:
			found.Errorf(keys.Value("unit", strconv.Itoa(i), "state"), "lock/state", "state %q of unit %q; \"draft\", \"translated\", \"reviewed\" or \"final\" was expected", e.State, e.ID)
			continue
		}
		l.Entries = append(l.Entries, e)
		l.by[e.ID] = e
	}
	return l
}

// Entry returns what the lock remembers of a unit; nil when that is nothing.
func (l *Lock) Entry(id string) *Entry { return l.by[id] }

// Put adds what is to be remembered of a unit, in place of what was.
func (l *Lock) Put(e *Entry) {
	if old := l.by[e.ID]; old != nil {
		l.Entries[slices.Index(l.Entries, old)] = e
	} else {
		l.Entries = append(l.Entries, e)
	}
	l.by[e.ID] = e
}

// Bytes is the text of the file. Units stand in the order of ids, which the caller gives: those of the section in reading order. Others
// are forgotten.
func (l *Lock) Bytes(order []string) []byte {
	var b bytes.Buffer
	b.WriteString("# What rapporteur remembers of the translation of this section. It is written by \"rapporteur translate\" and belongs under git.\n")
	line := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s = %s\n", key, tomlfile.Quote(value))
		}
	}
	for _, id := range order {
		e := l.by[id]
		if e == nil {
			continue
		}
		b.WriteString("\n[[unit]]\n")
		line("id", e.ID)
		line("state", e.State)
		line("source", e.Source)
		line("target", e.Target)
		line("by", e.By)
		if !e.On.IsZero() {
			fmt.Fprintf(&b, "on = %s\n", e.On.UTC().Format(time.RFC3339))
		}
		line("text", e.Text)
		for _, check := range slices.Sorted(maps.Keys(e.Ignore)) {
			fmt.Fprintf(&b, "ignore.%s = %s\n", check, tomlfile.Quote(e.Ignore[check]))
		}
	}
	return b.Bytes()
}

// hash is twelve hexadecimal digits for a text: enough for the few thousand sentences of a report.
func hash(text string) string {
	sum := sha256.Sum256([]byte(norm.NFC.String(text)))
	return hex.EncodeToString(sum[:6])
}
