package cli

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
	"rapporteur/internal/markdown"
	"rapporteur/internal/translation"
)

func (a *app) translateCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "translate",
		Short: "Translations: what is missing, what is out of date",
		Long: `translate works with the languages of a report, sentence by sentence. The original is in the language that report.toml
calls original; what is remembered of each translation stands in content/LANGUAGE/lock and belongs under git.`,
		RunE: a.needCommand,
	}
	cmd.AddCommand(a.translateExportCommand(), a.translateImportCommand(), a.translateAlignCommand(), a.markCommand(), a.translateStatusCommand(), a.translateCheckCommand(), a.termsCommand())
	return cmd
}

// A bilingual is a project in its original language and another one.
type bilingual struct {
	project  *project
	config   *compile.Config
	from, to string
	source   *compile.Reader
	target   *compile.Reader
	sections []*translation.Section // in the order of report.toml
	extra    []*translation.Section // that the translation alone has, beside an empty original
}

// bilingual sets the sections of those names, or all, side by side with their translation into the language to. What is wrong in the files
// is in found; where report.toml cannot be read, the result is nil.
func (p *project) bilingual(to string, names []string, found *diag.List) (*bilingual, error) {
	config := compile.ReadConfig(p.fsys, found)
	if config == nil || config.Source() == "" { // it names no language, which is in found
		return nil, nil
	}
	b := &bilingual{project: p, config: config, from: config.Source(), to: to}
	if to == b.from {
		return nil, &usageError{fmt.Sprintf("%q is the language of the original", to), "name the language of a translation after --lang"}
	}
	var err error
	if b.source, err = compile.NewReader(p.fsys, config, b.from, found); err != nil {
		return nil, err
	}
	if b.target, err = compile.NewReader(p.fsys, config, to, found); err != nil {
		return nil, &usageError{err.Error(), fmt.Sprintf("write the code of a language that has a template, or add templates/languages/%s.toml", to)}
	}
	if b.source == nil || b.target == nil { // a template with faults, which are in found
		return nil, nil
	}
	config.LostLocks(p.fsys, to, found)
	if names, err = choose("section", names, b.source.Sections(), "the sections of report.toml are"); err != nil {
		return nil, err
	}
	for _, name := range names {
		original, err := b.source.Section(name, found)
		if err != nil {
			return nil, err
		}
		translated, err := b.target.Section(name, found)
		if err != nil {
			return nil, err
		}
		if original == nil { // check and build say so
			if translated != nil {
				none := markdown.Parse(diag.NewFile(b.source.File(name), nil), markdown.Options{}, new(diag.List))
				b.extra = append(b.extra, translation.Align(name, b.from, to, none, translated, nil))
			}
			continue
		}
		lock, err := b.target.Lock(name, found)
		if err != nil {
			return nil, err
		}
		b.sections = append(b.sections, translation.Align(name, b.from, to, original, translated, lock))
	}
	return b, nil
}

// translations are the languages that the project has beside the original: those of report.toml, and those of which some section is there.
func (p *project) translations(config *compile.Config) []string {
	var out []string
	for _, language := range config.Report.Languages {
		if language != config.Source() && !slices.Contains(out, language) {
			out = append(out, language)
		}
	}
	for _, language := range config.Begun(p.fsys) {
		if language != config.Source() && !slices.Contains(out, language) {
			out = append(out, language)
		}
	}
	return out
}

// A file is a new text for a file of the project.
type file struct {
	name string // relative to the project, with slashes
	src  []byte
}

// write gives files of the project their new texts: all of them, or none.
func (p *project) write(files []file) error {
	s := &staging{}
	for _, f := range files {
		for dir := path.Dir(f.name); dir != "."; dir = path.Dir(dir) {
			if err := ownFolder(filepath.Join(p.dir, filepath.FromSlash(dir))); err != nil {
				s.drop()
				return err
			}
		}
		if err := s.add(filepath.Join(p.dir, filepath.FromSlash(f.name)), bytes.NewReader(f.src)); err != nil {
			s.drop()
			return err
		}
	}
	return s.replace()
}

// ownFolder refuses a folder of the project that is a link: what is written would stand elsewhere.
func ownFolder(dir string) error {
	info, err := os.Lstat(dir)
	if err == nil && info.Mode()&fs.ModeSymlink != 0 {
		return fmt.Errorf("%s is not a folder of the project itself; write to the one that it stands for", filepath.ToSlash(dir))
	}
	return nil // one that is missing is made
}

// remember writes into the lock of s what it is to remember of units, and returns the file. All units that are still there stay, and so does
// what tells that the others are out of date.
func remember(s *translation.Section, entries []*translation.Entry) file {
	var order []string
	keep := func(id string) {
		if !slices.Contains(order, id) {
			order = append(order, id)
		}
	}
	for _, u := range s.Units {
		keep(u.ID)
		if !slices.ContainsFunc(entries, func(e *translation.Entry) bool { return e.ID == u.ID }) {
			for _, id := range u.Joined {
				keep(id)
			}
		}
	}
	for _, u := range s.Alone {
		if u.Entry != nil {
			keep(u.Entry.ID)
		}
	}
	for _, e := range entries {
		s.Lock.Put(e)
	}
	return file{translation.LockName(s.To, s.Name), s.Lock.Bytes(order)}
}

// now is when the program runs, to the second, or the moment of SOURCE_DATE_EPOCH, the convention for files that are to come out the same again.
func (a *app) now() time.Time {
	now := time.Now()
	if n, err := strconv.ParseInt(a.env.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		now = time.Unix(n, 0)
	}
	return now.UTC().Truncate(time.Second)
}

func (a *app) markCommand() *cobra.Command {
	var language, state, by string
	var sections, units []string
	cmd := &cobra.Command{
		Use:   "mark --lang LANGUAGE --state STATE",
		Short: "Say that a translation has been read and approved",
		Long: `mark remembers that translated sentences are as they should be: drafts, translated, reviewed or final. It takes
them as they stand now: a sentence whose original has changed since is no longer out of date. Sentences without a translation
stay as they are, and so do those in whose place the original stands, where --unit does not name them: then it is right there. Sentences in which translate check finds an error cannot be final.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			value, ok := translation.ParseState(state)
			if !ok || value < translation.Draft {
				return &usageError{fmt.Sprintf("unknown state %q", state), `write "draft", "translated", "reviewed" or "final" after --state`}
			}
			if by == "" {
				by = a.user(cmd)
			}
			return a.mark(language, value, by, sections, units)
		},
	}
	cmd.Flags().StringVar(&language, "lang", "", "`language` of the translation")
	cmd.Flags().StringVar(&state, "state", "", "`state`: draft, translated, reviewed or final")
	cmd.Flags().StringSliceVar(&sections, "section", nil, "only these `sections`; default: all")
	cmd.Flags().StringSliceVar(&units, "unit", nil, "only the `units` of these ids")
	cmd.Flags().StringVar(&by, "by", "", "`name` of who says so; default: that of git")
	return cmd
}

// user is the name of who works here, as git knows it; empty where it does not.
func (a *app) user(cmd *cobra.Command) string {
	repo, err := a.repository(cmd.Context())
	if err != nil {
		return ""
	}
	defer repo.Close()
	name, _ := repo.User()
	return name
}

func (a *app) mark(language string, state translation.State, by string, sections, units []string) error {
	p, err := a.open()
	if err != nil {
		return err
	}
	defer p.close()
	var found diag.List
	b, err := p.bilingual(language, sections, &found)
	if err != nil {
		return err
	}
	if found.HasErrors() {
		return a.refuse(found, "nothing is marked before they are repaired")
	}
	if state == translation.Final {
		open, err := p.openErrors(b, func(u *translation.Unit) bool { return len(units) == 0 || slices.Contains(units, u.ID) })
		if err != nil {
			return err
		}
		if open.HasErrors() {
			return a.refuse(open, "nothing is marked as final before they are repaired or ignored with a reason")
		}
	}
	var files []file
	marked, missing, words := 0, 0, 0
	seen := map[string]bool{}
	for _, s := range b.sections {
		if len(units) == 0 { // as they stand: also without what the original has taken out
			for _, u := range s.Alone {
				u.Entry = nil
			}
		}
		var entries []*translation.Entry
		for _, u := range s.Units {
			switch {
			case u.Fixed || len(units) > 0 && !slices.Contains(units, u.ID):
				continue
			case len(u.Target.Pieces) == 0, u.State == translation.Missing && len(units) == 0:
				missing++
			default:
				entries = append(entries, u.Record(state, by, a.now()))
				words += u.Source.Words()
			}
			seen[u.ID] = true
		}
		if marked += len(entries); len(entries) > 0 {
			files = append(files, remember(s, entries))
		}
	}
	for _, id := range units {
		if !seen[id] {
			return &usageError{fmt.Sprintf("there is no unit %q", id), "rapporteur translate status --json lists the units"}
		}
	}
	if err := p.write(files); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stdout, "%s marked as %s, %s\n", count(marked, "sentence"), state, count(words, "word"))
	if missing > 0 {
		fmt.Fprintf(a.env.Stdout, "%s without a translation\n", count(missing, "sentence"))
	}
	return nil
}

// refuse prints findings and says what is not done because of them.
func (a *app) refuse(found diag.List, consequence string) error {
	return a.refuseFor(found, "the project has errors", consequence)
}

// refuseFor is refuse with the reason in words.
func (a *app) refuseFor(found diag.List, reason, consequence string) error {
	if err := a.writeFindings(a.env.Stderr, summarize(found), floodLimit); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stderr, "rapporteur: %s; %s\n", reason, consequence)
	return errFindings
}
