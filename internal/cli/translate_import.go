package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"rapporteur/internal/cells"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/exchange"
	"rapporteur/internal/style"
	"rapporteur/templates"
)

func (a *app) translateImportCommand() *cobra.Command {
	var by string
	var dry, json bool
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Take translations back into the content files",
		Long: `import reads files that rapporteur translate export has written and a translator has worked on, in any of its formats, and
puts the sentences that have changed into the content files; every other byte of these stays as it is. Locks remember who
has translated what, and when. A folder of OmegaT stands for the translations in it.

Sentences that cannot be taken are listed with the reason; the others are taken all the same. A file of another report or
of other languages, or one that cannot be read, is refused, and then nothing at all is written. What is here already is
not taken again.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) > 0 {
				return nil
			}
			return &usageError{"no file is given", "write rapporteur translate import 03-statistics.en.xlf"}
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if by == "" {
				by = a.user(cmd)
			}
			return a.translateImport(args, by, dry, json)
		},
	}
	cmd.Flags().StringVar(&by, "by", "", "`name` of who has translated; default: that of git")
	cmd.Flags().BoolVar(&dry, "dry-run", false, "say what would be taken, and write nothing")
	jsonFlag(cmd, &json)
	return cmd
}

// A home is where units that came back belong.
type home struct{ language, section string }

func (a *app) translateImport(names []string, by string, dry, json bool) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	files, err := p.returnedFiles(names)
	if err != nil {
		return err
	}
	var found diag.List
	config := compile.ReadConfig(p.fsys, &found)
	if config == nil || found.HasErrors() {
		return a.refuse(found, "nothing is taken before they are repaired")
	}
	where := exchange.Home{Project: projectName(config), From: config.Source(), Sections: config.Report.Sections}
	where.To = slices.DeleteFunc(unique(append(p.translations(config), config.Report.Issued...)), func(l string) bool { return l == where.From })
	where.Ready = (&style.Templates{Project: p.fsys, Builtin: templates.Files, Found: &found}).Names("languages")
	var told diag.List
	came, order := placed(files, where, &told)
	if told.HasErrors() {
		return a.refuseFor(told, "the files have errors", "nothing is taken")
	}
	var changed []file
	listing := importListing{DryRun: dry, Files: []string{}, Units: []importedUnit{}}
	for _, language := range languagesOf(order) {
		var names []string
		for _, h := range order {
			if h.language == language {
				names = append(names, h.section)
			}
		}
		b, err := p.bilingual(language, names, &found)
		if err != nil {
			return err
		}
		if b == nil || found.HasErrors() {
			return a.refuse(found, "nothing is taken before they are repaired")
		}
		var data dataFiles
		for _, s := range b.sections {
			s, opt := data.in(s, b.target)
			result := exchange.Take(s, came[home{language, s.Name}], exchange.Options{File: b.target.File(s.Name), Markdown: opt, By: by, On: a.now()})
			result.Findings(&told)
			listing.add(language, result)
			if result.Src != nil {
				changed = append(changed, file{b.target.File(s.Name), result.Src})
			}
			data.put(result.Data...)
			if len(result.Entries) > 0 {
				changed = append(changed, remember(result.Section, result.Entries))
			}
		}
		changed = append(changed, data.files()...)
	}
	for _, f := range changed {
		listing.Files = append(listing.Files, f.name)
	}
	if !dry {
		if err := p.write(changed); err != nil {
			return err
		}
	}
	listing.findings = summarize(told)
	if json {
		err = writeJSON(a.env.Stdout, listing)
	} else if err = listing.write(a.env.Stdout); err == nil && told.Len() > 0 {
		err = a.writeFindings(a.env.Stderr, listing.findings, 0) // all: what a translator has written stands nowhere else
	}
	if err != nil {
		return err
	}
	return listing.findings.err(false)
}

// maxReturned is how large a file that comes back may be, in bytes.
const maxReturned = 64 << 20

// returnedFiles reads the files of those names. A folder of OmegaT stands for the translations that OmegaT has made in it.
func (p *project) returnedFiles(names []string) ([]*diag.File, error) {
	var out []*diag.File
	for _, name := range names {
		list := []string{name}
		at := name
		if !filepath.IsAbs(at) {
			at = filepath.Join(p.dir, at)
		}
		if info, err := os.Stat(at); err == nil && info.IsDir() {
			entries, err := os.ReadDir(filepath.Join(at, "target"))
			if list = nil; err == nil {
				for _, e := range entries {
					if strings.HasSuffix(e.Name(), ".xlf") {
						list = append(list, filepath.Join(name, "target", e.Name()))
					}
				}
			}
			if len(list) == 0 {
				return nil, &usageError{fmt.Sprintf("there are no translations in the folder %q", name), "let OmegaT create the translated documents first, or name the files"}
			}
		}
		for _, name := range list {
			f, err := p.readOutside(name, "a file of translations", maxReturned)
			if err != nil {
				return nil, err
			}
			out = append(out, f)
		}
	}
	return out, nil
}

// placed reads files and finds out where their units belong: the units of every section, and the sections in the order of the files. What the files
// say besides is in found too.
func placed(files []*diag.File, where exchange.Home, found *diag.List) (map[home][]*exchange.Returned, []home) {
	came := map[home][]*exchange.Returned{}
	var order []home
	for _, f := range files {
		for _, b := range exchange.Read(f, found) {
			section, ok := where.Place(b, found)
			if !ok {
				continue
			}
			b.Findings(found)
			h := home{b.Language(), section}
			if !slices.Contains(order, h) {
				order = append(order, h)
			}
			for i := range b.Units {
				came[h] = append(came[h], &b.Units[i])
			}
		}
	}
	return came, order
}

func languagesOf(homes []home) []string {
	var out []string
	for _, h := range homes {
		out = append(out, h.language)
	}
	return unique(out)
}

// The JSON form of an import; why units are refused is in the findings too.
type importListing struct {
	DryRun bool           `json:"dryRun"`
	Files  []string       `json:"files"` // that are written, or would be
	Units  []importedUnit `json:"units"` // one for every unit that came back
	Absent []absentUnit   `json:"absent"`
	counts map[exchange.Fate]int
	findings
}

type importedUnit struct {
	Language string `json:"language"`
	Section  string `json:"section"`
	ID       string `json:"id"`
	Fate     string `json:"fate"`
	State    string `json:"state"`
	Text     string `json:"text"` // of the original, as it stands in the content file
	Reason   string `json:"reason,omitempty"`
}

type absentUnit struct {
	Language string `json:"language"`
	Section  string `json:"section"`
	ID       string `json:"id"`
}

func (l *importListing) add(language string, r *exchange.Result) {
	if l.counts == nil {
		l.counts = map[exchange.Fate]int{}
	}
	for _, v := range r.Verdicts {
		u := importedUnit{Language: language, Section: r.Section.Name, ID: v.Returned.ID, Fate: v.Fate.String(), Reason: v.Reason}
		if v.Unit != nil {
			u.State, u.Text = v.State.String(), strings.Join(strings.Fields(v.Unit.Source.Raw()), " ")
		}
		l.Units = append(l.Units, u)
		l.counts[v.Fate]++
	}
	for _, u := range r.Absent {
		l.Absent = append(l.Absent, absentUnit{language, r.Section.Name, u.ID})
	}
}

// write prints a line for each unit that something happens with, and how many there are of each kind.
func (l importListing) write(w io.Writer) error {
	var rows [][]string
	for _, u := range l.Units {
		if u.Fate != exchange.Unchanged.String() && u.Fate != exchange.Untranslated.String() {
			rows = append(rows, []string{u.Section, u.ID, u.Fate, orDash(u.State), shorten(u.Text, 60)})
		}
	}
	var kinds []string
	for fate := exchange.Unchanged; fate <= exchange.Refused; fate++ {
		if n := l.counts[fate]; n > 0 {
			kinds = append(kinds, fmt.Sprintf("%d %s", n, fate))
		}
	}
	summary := count(len(l.Units), "sentence") + " came back"
	if len(kinds) > 0 {
		summary += ": " + strings.Join(kinds, ", ")
	}
	if n := len(l.Absent); n > 0 {
		summary += fmt.Sprintf("; %d did not", n)
	}
	for _, name := range l.Files {
		verb := "wrote"
		if l.DryRun {
			verb = "would write"
		}
		summary += "\n" + verb + " " + name
	}
	_, err := io.WriteString(w, cells.Align(rows)+summary+"\n")
	return err
}
