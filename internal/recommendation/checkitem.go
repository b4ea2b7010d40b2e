package recommendation

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// item reports what cannot be right in the fields that the item itself has.
func (c *checker) item(it *Item) {
	c.part(it)
	if it.Kind == "" && !it.has("kind") && it.Parent == nil {
		known := make([]string, len(Kinds))
		for i, k := range Kinds {
			known[i] = string(k)
		}
		c.found.Errorf(it.Span(), "recommendation/missing-field", "paragraph %s has no \"kind\"", it.Name).WithHint("add kind = with one of %s", strings.Join(known, ", "))
	}
	if it.Text.IsZero() && it.Subject.IsZero() && !it.has("text") && !it.has("subject") {
		c.found.Errorf(it.Span(), "recommendation/missing-field", "paragraph %s has neither \"text\" nor \"subject\", so that nobody can tell what it asks", it.Name).
			WithHint(`add text = { en = "…" }`)
	}
	if it.has("kind") {
		choice(c, it.at("kind"), it.Kind, Kinds, "recommendation/kind")
	}
	c.concern(it)
	c.words(it.at("text"), it.Text)
	c.words(it.at("no-answer"), it.NoAnswer)
	for _, l := range []struct {
		key    string
		values []string
	}{
		{"themes", it.Themes}, {"rights", it.Rights}, {"articles", it.Articles}, {"groups", it.Groups}, {"sdg", it.SDG},
		{"institutions", it.Institutions}, {"policy", it.Policy}, {"states", it.States},
	} {
		if len(l.values) > 0 && it.has(l.key) { // without members there is nothing to see
			c.list(it.at(l.key), l.values)
		}
	}
	if it.has("subject") {
		c.words(it.at("subject"), it.Subject)
	}
	c.goals(it)
	c.owners(it)
	c.review(it)
	c.status(it)
	if it.has("follow-up") {
		if !it.Document.keys.Has(it.Name, "follow-up", "due") && strings.HasPrefix(it.Value("follow-up").Text(), "{") {
			c.found.Errorf(it.Field("follow-up"), "recommendation/missing-field", "the follow-up of paragraph %s has no \"due\"", it.Name).
				WithHint("write follow-up = { due = 2018-09-07 } with the day by which the State is to report")
		}
		c.after(it.at("follow-up", "due"), it.FollowUp.Due, it.Document)
	}
	c.notes(it)
	if first := c.annotations[it.UHRI]; it.UHRI != "" && first != nil {
		c.found.Errorf(it.at("uhri").value(), "recommendation/twice", "annotation %q is that of paragraph %s already", it.UHRI, first.Name).WithRelated(first.at("uhri").value(), "the first is here")
	} else if it.UHRI != "" {
		c.annotations[it.UHRI] = it
	}
}

// part reports an item of a paragraph that is not there.
func (c *checker) part(it *Item) {
	above, necessary := it.name().parent()
	if it.Parent != nil || !necessary {
		return
	}
	f := c.found.Errorf(it.Span(), "recommendation/no-parent", "item %q is part of paragraph %q, which the file does not have", it.Name, above)
	f.WithHint("add [%s] above it, with kind and subject", above)
}

// concern reports a paragraph of concern that is not there, or is of another kind.
func (c *checker) concern(it *Item) {
	if it.Concern == "" || !it.has("concern") {
		return
	}
	p := it.at("concern")
	to := it.Document.id(it.Concern)
	switch other := c.items[to]; {
	case other == nil:
		names := it.Document.names(func(o *Item) bool { return o.Kind == Concern })
		c.unknown(p.value(), "recommendation/concern", fmt.Sprintf("%s is %q, which the file does not have", p, it.Concern), it.Concern, names,
			fmt.Sprintf("add [%s] with kind = \"concern\", or remove it", it.Concern))
	case other == it || other.Kind != Concern && other.Kind != "":
		c.found.Errorf(p.value(), "recommendation/concern", "%s is %q, which is of kind %q; %q was expected", p, it.Concern, other.Kind, Concern).WithRelated(other.Span(), "it stands here")
	}
}

// targets are the targets of the Sustainable Development Goals (General Assembly resolution 71/313, annex), a line a goal: how many have
// numbers, and how many, the means of implementation, have letters.
var targets = [17][2]int{
	{5, 2}, {5, 3}, {9, 4}, {7, 3}, {6, 3}, {6, 2}, {3, 2}, {10, 2}, {5, 3}, {7, 3}, {7, 3}, {8, 3}, {3, 2}, {7, 3}, {9, 3}, {10, 2}, {19, 0},
}

// targetForm is the form of a goal, "10", or of a target, "10.7" or "16.a".
var targetForm = regexp.MustCompile(`^([1-9][0-9]?)(?:\.([1-9][0-9]?|[a-d]))?$`)

// isTarget reports whether s names a Sustainable Development Goal or a target of one.
func isTarget(s string) bool {
	m := targetForm.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	goal, _ := strconv.Atoi(m[1])
	if goal > len(targets) {
		return false
	}
	n, err := strconv.Atoi(m[2])
	switch {
	case m[2] == "":
		return true
	case err != nil:
		return int(m[2][0]-'a') < targets[goal-1][1]
	}
	return n <= targets[goal-1][0]
}

// goals reports what is no Sustainable Development Goal and no target of one.
func (c *checker) goals(it *Item) {
	if !it.has("sdg") {
		return
	}
	p := it.at("sdg")
	for i, s := range it.SDG {
		if strings.TrimSpace(s) != "" && !isTarget(s) {
			c.found.Errorf(p.value(fmt.Sprint(i)), "recommendation/sdg", "%q is no target of the Sustainable Development Goals, which run from 1.1 to 17.19", s).
				WithHint(`write a goal such as "10", or a target such as "10.7" or "16.a"`)
		}
	}
}

// institution reports a key that the list of institutions does not have. It is the value of the field, or of that member of it.
func (c *checker) institution(p place, key string, member ...string) {
	if key == "" || c.anyInstitution || c.institutions[key] != nil {
		return
	}
	known := make([]string, len(c.Institutions))
	for i, in := range c.Institutions {
		known[i] = in.Key
	}
	c.unknown(p.value(member...), "recommendation/institution", fmt.Sprintf("%s names %q, which %s/%s does not have", p, key, Folder, institutionsFile), key, known,
		fmt.Sprintf("add [%s] with its name there", key))
}

// owners reports institutions that are not known.
func (c *checker) owners(it *Item) {
	if it.has("institutions") {
		p := it.at("institutions")
		for i, key := range it.Institutions {
			c.institution(p, key, fmt.Sprint(i))
		}
	}
	if it.has("lead") {
		p := it.at("lead")
		c.institution(p, it.Lead)
	}
}

// review reports what only the universal periodic review has, and positions that are none.
func (c *checker) review(it *Item) {
	if it.has("position") {
		choice(c, it.at("position"), it.Position, []Position{Supported, Noted}, "recommendation/position")
	}
	for _, key := range []string{"position", "states"} {
		if it.has(key) && it.Document.Body != "UPR" && it.Document.Body != "" {
			p := it.at(key)
			c.found.Errorf(p.field(), "recommendation/position", "%s is there, and only recommendations of the universal periodic review have one; the body of the document is %q", p, it.Document.Body).
				WithHint("remove it")
		}
	}
}

// status reports a status that is none, or without what makes it one.
func (c *checker) status(it *Item) {
	if at := it.Value("status"); !it.has("status") || at != it.Field("status") && !strings.HasPrefix(at.Text(), "{") {
		return // it is no table, and that is said already
	}
	choice(c, it.at("status", "value"), it.Status.Value, StatusValues, "recommendation/status")
	for _, need := range []struct{ key, example string }{{"value", `"in-progress"`}, {"date", "2021-10-31"}} {
		if p := it.at("status", need.key); !it.Document.keys.Has(it.Name, "status", need.key) || p.value().Text() == `""` {
			c.found.Errorf(it.at("status").field(), "recommendation/missing-field", "the status of paragraph %s has no %q", it.Name, need.key).WithHint("write status = { …, %s = %s }", need.key, need.example)
		}
	}
	c.after(it.at("status", "date"), it.Status.Date, it.Document)
}

// notes reports notes of progress without what makes them one, and those that do not stand in order of time.
func (c *checker) notes(it *Item) {
	var last time.Time
	for i, n := range it.Notes {
		number := fmt.Sprint(i)
		for _, need := range []struct{ key, example string }{{"date", "2021-10-31"}, {"text", `{ en = "…" }`}} {
			if !it.Document.keys.Has(it.Name, "notes", number, need.key) {
				c.found.Errorf(it.Field("notes", number), "recommendation/missing-field", "note %d of paragraph %s has no %q", i+1, it.Name, need.key).WithHint("write %s = %s", need.key, need.example)
			}
		}
		p := it.at("notes", number, "date")
		p.words = fmt.Sprintf("the date of note %d of paragraph %s", i+1, it.Name)
		if n.Date.Before(last) && !n.Date.IsZero() {
			c.found.Errorf(p.value(), "recommendation/date", "%s is %s; the note before it is of %s", p, n.Date.Format(time.DateOnly), last.Format(time.DateOnly)).
				WithHint("put the notes in order of time")
		}
		if !n.Date.IsZero() {
			last = n.Date
		}
		c.after(p, n.Date, it.Document)
		at := it.at("notes", number, "institution")
		at.words = fmt.Sprintf("note %d of paragraph %s", i+1, it.Name)
		c.institution(at, n.Institution)
		c.words(it.at("notes", number, "text"), n.Text)
	}
}

// institutionForm is the form of the key of an institution.
var institutionForm = regexp.MustCompile(`^[\pL\pN][\pL\pN_-]*$`)

// institutionList reports what cannot be right in the list of institutions.
func (c *checker) institutionList() {
	for _, in := range c.Institutions {
		if !institutionForm.MatchString(in.Key) {
			c.found.Errorf(in.Span(), "recommendation/bad-id", "institution %q has other characters than letters, digits, hyphens and underscores", in.Key).
				WithHint("write a short name such as INM")
		}
		if !in.keys.Has(in.Key, "name") {
			c.found.Errorf(in.Span(), "recommendation/missing-field", "institution %q has no \"name\"", in.Key).WithHint(`add name = { en = "…" }`)
		}
		c.words(in.at("name"), in.Name)
		c.words(in.at("role"), in.Role)
		c.words(in.at("contact"), in.Contact)
		p := in.at("parent")
		c.institution(p, in.Parent)
		if chain := c.above(in); len(chain) > 0 && chain[len(chain)-1] == in.Key {
			c.found.Errorf(p.value(), "recommendation/institution", "%s leads in a circle: %s", p, strings.Join(append([]string{in.Key}, chain...), ", ")).WithHint("remove the one that is wrong")
		}
	}
}

// above returns the keys of the institutions that in is part of, from the nearest, as far as they lead anywhere new.
func (c *checker) above(in *Institution) []string {
	var chain []string
	for next := in.Parent; next != "" && !slices.Contains(chain, next); {
		chain = append(chain, next)
		if next == in.Key || c.institutions[next] == nil {
			break
		}
		next = c.institutions[next].Parent
	}
	return chain
}
