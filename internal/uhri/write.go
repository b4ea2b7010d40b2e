package uhri

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"rapporteur/internal/observations"
	"rapporteur/internal/recommendation"
)

// Annotations makes records of all that a registry has, one for each paragraph and each item.
func Annotations(r *recommendation.Registry, o Options) ([]Annotation, []Note) {
	w := &writer{Options: o, counted: newNotes()}
	for _, d := range r.Documents {
		if o.State != "" && o.stateOf(d) != o.State {
			w.count("documents on other States than " + o.State + ", left out")
			continue
		}
		w.unkept(d)
		for _, it := range d.Items {
			w.item(it)
		}
	}
	return w.out, append(w.notes, w.counted.list()...)
}

// writer makes records of documents.
type writer struct {
	Options
	*counted
	notes []Note
	out   []Annotation
}

func (w *writer) note(it *recommendation.Item, format string, args ...any) {
	w.notes = append(w.notes, Note{len(w.out), it.Document.Symbol, it.Name, fmt.Sprintf(format, args...)})
}

// unkept notes what the Index has no place for.
func (w *writer) unkept(d *recommendation.Document) {
	place := func(has bool, what string) {
		if has {
			w.count("the Index has no place for " + what)
		}
	}
	place(!d.Adopted.IsZero(), "the date of adoption")
	place(d.Session != "" && d.Body != "UPR", "the session of a treaty body")
	place(!d.Title.IsZero() || d.URL != "" || d.Comment != "" || d.Prefix != "", "title, url, prefix and comment of a document")
	place(len(d.FollowUp.Paragraphs) > 0, "follow-up of a document")
	place(d.Text == recommendation.ParaphraseText, "the mark that texts are not those of the document")
	for _, it := range d.Items {
		place(it.Concern != "", "concern")
		place(len(it.Owners()) > 0, "institutions and lead")
		place(it.RoundTable != "" || len(it.Policy) > 0, "round-table and policy")
		place(it.Status.Value != "", "status")
		place(len(it.Notes) > 0, "notes")
		place(it.Comment != "" || !it.NoAnswer.IsZero(), "comment and no-answer")
	}
}

// item makes the record of a paragraph or item.
func (w *writer) item(it *recommendation.Item) {
	d := it.Document
	subject, _ := it.Subject.In(w.Language, "")
	text, language := it.Text.In(w.Language, "")
	if len(it.Articles) > 0 {
		mark := "arts."
		if len(it.Articles) == 1 {
			mark = "art."
		}
		subject = strings.TrimSpace(fmt.Sprintf("%s (%s %s)", subject, mark, strings.Join(it.Articles, ", ")))
	}
	a := Annotation{
		ID: it.UHRI, Symbol: d.Symbol, Themes: themes(it), Persons: it.Groups, Goals: it.SDG,
		Published: d.Published, Text: number(it, subject, text), Recommending: it.States, Types: []string{recommendations},
	}
	if d.Body != "" {
		a.Bodies = []string{d.Body}
	}
	if it.Kind == recommendation.Concern {
		a.Types = []string{concerns}
	}
	if it.Position != "" {
		a.Positions = []string{strings.ToUpper(string(it.Position[:1])) + string(it.Position[1:])}
	}
	if d.Body == "UPR" && d.Session != "" {
		a.Sessions = []string{d.Session}
	}
	if name := w.States[w.stateOf(d)]; name != "" {
		a.Countries = []string{name}
	} else {
		w.count("documents without a State whose name is known")
	}
	w.out = append(w.out, a)
	w.doubts(it, a, subject, text, language)
}

// stateOf returns the code of the State that a document asks: the one it names, that of its symbol, or else that of the report.
func (o Options) stateOf(d *recommendation.Document) string {
	if d.State != "" {
		return d.State
	}
	if code := recommendation.StateIn(d.Symbol); o.States[code] != "" {
		return code
	}
	return o.Report
}

// themes are the themes of an item and its rights, which the Index has among them, each once.
func themes(it *recommendation.Item) []string {
	var all []string
	for _, name := range slices.Concat(it.Themes, it.Rights) {
		all = once(all, name)
	}
	return all
}

// doubts notes what does not come back as it went.
func (w *writer) doubts(it *recommendation.Item, a Annotation, subject, text, language string) {
	if text == "" {
		w.note(it, "it has no text")
	} else if language != w.Language {
		w.note(it, "its text is not in the language %q but %q", w.Language, language)
	}
	if it.Document.Published.IsZero() {
		w.count("the date of publication is not known")
	}
	if it.UHRI == "" {
		w.count("there is no annotation id")
	}
	name, heading, rest, ok := split(a.Text)
	if text != "" && (!ok || name != it.Name || rest != text || it.Point == 0 && heading != subject) {
		w.note(it, "its heading or number cannot be told from its text when it is read back")
	}
	if len(it.Letters) == 0 && len(observations.Parts(text)) > 1 {
		w.note(it, "there are items in its text, which come back as items of the registry")
	}
	isRight := func(name string) bool { return right.MatchString(name) }
	if slices.ContainsFunc(it.Themes, isRight) {
		w.count("the Index has rights among the themes; a theme that begins like \"Right to\" comes back as a right")
	}
	if slices.ContainsFunc(it.Rights, func(name string) bool { return !isRight(name) }) {
		w.count("the Index has rights among the themes; a right that does not begin like \"Right to\" comes back as a theme")
	}
	if it.Point > 0 && subject != "" {
		w.count("the Index has no place for the heading of a point of the universal periodic review")
	}
	if kind := kindOf(&a, plainHeading(it, w.Language), text); kind != it.Kind && it.Parent == nil {
		w.note(it, "its kind, %s, has no type in the Index, and comes back as %s", it.Kind, kind)
	}
}

func plainHeading(it *recommendation.Item, language string) string {
	subject, _ := it.Subject.In(language, "")
	return subject
}

// number puts the heading, the number and the text together as the Index has them, with the number run on.
func number(it *recommendation.Item, subject, text string) string {
	if it.Point > 0 {
		return fmt.Sprintf("%d.%d. %s", it.Paragraph, it.Point, text)
	}
	head := strconv.Itoa(it.Paragraph) + "."
	if subject != "" {
		head = subject + " " + head
	}
	if len(it.Letters) == 0 {
		return head + text
	}
	return head + "(" + strings.Join(it.Letters, ") (") + ") " + text
}
