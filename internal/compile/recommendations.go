package compile

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/cite"
	"rapporteur/internal/diag"
	"rapporteur/internal/doc"
	"rapporteur/internal/recommendation"
)

// recommendationAim reads "rec-17", "rec-33b" or "rec-loi.4" and reports what the registry does not have.
func (r *resolver) recommendationAim(t doc.PendingTarget) (aim, bool) {
	id := recommendation.ID(strings.TrimPrefix(t.Name, "rec-"))
	name, ok := recommendation.ParseID(id)
	if !ok {
		r.found.Errorf(t.Span, "recommendation/malformed", "%q names no paragraph of concluding observations; rec-17, or rec-33b for an item, was expected", t.Name)
		return aim{}, false
	}
	known := r.asked(t.Span, id, "rec-")
	a := aim{target: &target{kind: toRecommendation}, id: doc.ID(id), number: name.Paragraph}
	markers := name.Markers(r.lang.References.Subparagraph)
	a.item = strings.Join(markers, "\u00a0")
	if n := len(markers); n > 1 {
		a.outer = strings.Join(markers[:n-1], "\u00a0")
	}
	a.name = name
	if known && name.Prefix != "" {
		a.of = r.documentWords(name.Prefix)
	}
	return a, known
}

// typedMarkers are the markers of items behind a reference: "(b)", " (b) (i)", " b)".
var typedMarkers = regexp.MustCompile(`^([ \x{00a0}]?)\(?([a-z]{1,2}|[ivx]{1,5})\)(?:[ \x{00a0}]?\(?([ivx]{1,5}|[a-z])\))?`)

// typedItem reports a reference to a paragraph with the marker of an item typed behind it: it reads like one to the item and answers the
// whole. Behind a space the letters may begin a list in the sentence, unless there is such an item.
func (r *resolver) typedItem(p *doc.Pending, rest []doc.Inline) {
	if len(rest) == 0 || len(p.Targets) == 0 {
		return
	}
	next, ok := rest[0].(*doc.Text)
	last := p.Targets[len(p.Targets)-1]
	if !ok || !strings.HasPrefix(last.Name, "rec-") {
		return
	}
	m := typedMarkers.FindStringSubmatch(next.Value)
	if m == nil {
		return
	}
	typed, name := m[0], last.Name
	for _, letters := range m[2:] {
		switch id := recommendation.ID(strings.TrimPrefix(name, "rec-")); {
		case letters == "":
		case strings.ContainsAny(string(id[len(id)-1:]), "0123456789"):
			name += letters
		default:
			name += "-" + letters
		}
	}
	id := recommendation.ID(strings.TrimPrefix(name, "rec-"))
	there := r.res.Recommendations.Find(id) != nil
	parsed, can := recommendation.ParseID(id)
	if !can || !there && (m[1] != "" || !strings.HasPrefix(typed, "(")) {
		return
	}
	at := p.Span
	end := at.End + len(typed)
	if behind := at.File.Span(at.End, end); behind.Text() == typed {
		at = behind
	}
	f := r.found.Warnf(at, "recommendation/item-as-text", "%q stands behind the reference \"@%s\" as text, and the whole of the paragraph is meant", strings.TrimLeft(typed, " \u00a0"), last.Name)
	switch {
	case !there:
		f.WithHint("write @%s, and add [%s] to %s", name, strings.TrimPrefix(string(id), parsed.Prefix+"."), recommendation.Folder)
	case last.Span.End == p.Span.End && at != p.Span:
		f.WithHint("write @%s", name)
		f.Fix = &diag.Fix{Message: "refer to the item", Edits: []diag.Edit{{Span: at.File.Span(last.Span.Start, end), New: name}}}
	default:
		f.WithHint("write @%s", name)
	}
}

// documentWords say which document a recommendation stands in, by kind, and by symbol where another document of the project is of that
// kind: "of the list of issues", "of the concluding observations (CRC/C/HND/CO/4-5)".
func (r *resolver) documentWords(prefix string) string {
	all := r.res.Recommendations.Documents
	i := slices.IndexFunc(all, func(d *recommendation.Document) bool { return d.Prefix == prefix })
	if i < 0 {
		return "" // in a file that could not be read
	}
	d := all[i]
	words := r.lang.References.Documents[string(d.Kind)]
	if words == "" {
		return d.Symbol
	}
	for _, other := range all {
		if other != d && other.Kind == d.Kind && d.Symbol != "" {
			return words + " (" + d.Symbol + ")"
		}
	}
	return words
}

// asked reports whether the registry has a recommendation of that id, and says at span that it has not. A project without a registry has
// everything that needs no prefix. The prefix goes before names in advice: "rec-" in the text.
func (c *compiler) asked(span diag.Span, id recommendation.ID, prefix string) bool {
	all := c.res.Recommendations
	name, _ := recommendation.ParseID(id)
	if all.MayHave(id) || all.Empty() && name.Prefix == "" {
		return true
	}
	var prefixes []string
	for _, d := range all.Documents {
		prefixes = append(prefixes, d.Prefix)
	}
	if !slices.Contains(prefixes, name.Prefix) {
		what := "document of recommendations with the prefix " + strconv.Quote(name.Prefix)
		if name.Prefix == "" {
			what = "document of recommendations without a prefix"
		}
		f := c.found.Errorf(span, "recommendation/unknown", "%q belongs to a %s, and there is none", prefix+string(id), what)
		if near := diag.Nearest(name.Prefix, prefixes); len(near) > 0 && near[0] != "" {
			f.WithHint("write %s%s%s", prefix, near[0], strings.TrimPrefix(string(id), name.Prefix))
		}
		return false
	}
	f := c.found.Errorf(span, "recommendation/unknown", "%q is not in the registry of recommendations", prefix+string(id))
	add := fmt.Sprintf("add [%s] to %s", strings.TrimPrefix(string(id), name.Prefix+"."), recommendation.Folder)
	if near := all.Nearest(id); len(near) > 0 {
		for i := range near {
			near[i] = prefix + near[i]
		}
		add = "write " + strings.Join(near, " or ") + ", or " + add
	}
	for _, d := range all.Documents {
		if first, last := d.Extent(); d.Prefix == name.Prefix && first != last {
			add += fmt.Sprintf("; %s has paragraphs %s to %s there", d.Symbol, first, last)
		}
	}
	f.WithHint("%s", add)
	return false
}

// responds reports what a section says it answers and what nobody asked.
func (c *compiler) responds(keys placed, ids []string) {
	for i, id := range ids {
		at := keys.Value("responds", strconv.Itoa(i))
		if said(c.found, at) {
			continue // it is no text
		}
		if _, ok := recommendation.ParseID(recommendation.ID(id)); !ok {
			f := c.found.Errorf(at, "recommendation/malformed", "%q is not a paragraph of concluding observations; \"17\", or \"33b\" for an item, was expected", id)
			better := strings.TrimPrefix(strings.NewReplacer("@", "", " ", "", "\u00a0", "", "(", "", ")", "").Replace(strings.ToLower(id)), "rec-")
			if _, ok := recommendation.ParseID(recommendation.ID(better)); ok {
				f.WithHint("write %q", better)
			}
			continue
		}
		c.asked(at, recommendation.ID(id), "")
	}
}

// placed tells where values stand.
type placed interface {
	Value(path ...string) diag.Span
}

// keyLike is a word that can only be meant as the key of a source.
var keyLike = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)+$`)

// MistakenKey reports whether a text that may be the key of a source or words looks like a key and is none, and which keys are near; those are
// nil where it is no mistake.
func MistakenKey(sources *cite.Registry, text string) (near []string, is bool) {
	if _, ok := sources.Lookup(text); ok || !keyLike.MatchString(text) {
		return nil, false
	}
	return sources.Nearest(text), true
}

// progressSources are the keys of the sources from which the status and the notes of recommendations come. It reports words in their place
// that come close to a key.
func (c *compiler) progressSources() map[string]bool {
	keys := map[string]bool{}
	source := func(text string, at diag.Span) {
		if _, ok := c.registry.Lookup(text); ok {
			keys[text] = true
		} else if near, _ := MistakenKey(c.registry, text); len(near) > 0 {
			c.found.Errorf(at, "cite/unknown-key", "citation key %q is not in the registry", text).WithHint("write %s", diag.Quoted(near))
		}
	}
	for _, it := range c.res.Recommendations.Items() {
		source(it.Status.Source, it.Value("status", "source"))
		for i, n := range it.Notes {
			source(n.Source, it.Value("notes", strconv.Itoa(i), "source"))
		}
	}
	return keys
}
