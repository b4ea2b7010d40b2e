package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
)

// floodLimit is how many findings a build prints, and rapporteur check of one kind.
const floodLimit = 100

// A build is the build command with its flags.
type build struct {
	*app
	languages []string
	formats   []string
	target    string
	out       string
	rev       string
	stale     string
	strict    bool
	watch     bool
	json      bool
}

func (a *app) buildCommand() *cobra.Command {
	b := &build{app: a}
	cmd := &cobra.Command{
		Use:   "build",
		Short: "Write the report as PDF, Word and HTML",
		Long: `build writes the report in every language and format that report.toml names, as files called after its symbol,
such as build/CMW_C_HND_2-en.pdf. Either all of them are written or, where the report has an error, none:
what stood there before stays as it was.

With --rev they are made of what a revision in git holds, as a new clone would make them; the files of the folder
are neither read nor changed.

The files written are listed on standard output, findings go to standard error.`,
		Args: noArguments,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if b.watch && b.rev != "" {
				return &usageError{"--watch waits for changes of files, and a revision has none", "leave out --watch or --rev"}
			}
			if b.watch {
				return b.keepBuilding(cmd.Context())
			}
			_, err := b.once(cmd.Context())
			return err
		},
	}
	a.languageFlag(cmd, &b.languages)
	cmd.Flags().StringSliceVar(&b.formats, "format", nil, "`formats` to write, with commas between: pdf, docx, html; default: those of report.toml")
	_ = cmd.RegisterFlagCompletionFunc("format", completeList(allFormats))
	cmd.Flags().StringVar(&b.target, "target", targets[0].name, "what it is for: un, the page of the United Nations, or submission, a plain `manuscript` without masthead")
	_ = cmd.RegisterFlagCompletionFunc("target", completeList(allTargets))
	cmd.Flags().StringVar(&b.out, "out", "build", "`folder` for the outputs")
	_ = cmd.MarkFlagDirname("out")
	a.revFlag(cmd, &b.rev)
	cmd.Flags().StringVar(&b.stale, "stale", "", "what becomes of sentences whose original has changed, or that are not translated: fail, `mark` them, or print the source; default: a warning")
	_ = cmd.RegisterFlagCompletionFunc("stale", completeList(func() []string { return compile.StaleModes }))
	strictFlag(cmd, &b.strict)
	cmd.Flags().BoolVar(&b.watch, "watch", false, "build again whenever the report changes, until interrupted")
	jsonFlag(cmd, &b.json)
	return cmd
}

func (a *app) languageFlag(cmd *cobra.Command, languages *[]string) {
	cmd.Flags().StringSliceVar(languages, "lang", nil, "`languages`, with commas between; default: those of report.toml")
	_ = cmd.RegisterFlagCompletionFunc("lang", completeList(func() []string {
		p, err := a.open()
		if err != nil {
			return nil
		}
		defer p.close()
		var found diag.List
		config := compile.ReadConfig(p.fsys, &found)
		if config == nil {
			return nil
		}
		return config.Report.Languages
	}))
}

func strictFlag(cmd *cobra.Command, strict *bool) {
	cmd.Flags().BoolVar(strict, "strict", false, "take warnings for errors")
}

func jsonFlag(cmd *cobra.Command, json *bool) {
	cmd.Flags().BoolVar(json, "json", false, "print JSON, for programs")
}

// once builds the report, prints what came of it and returns how many files it wrote.
func (b *build) once(ctx context.Context) (int, error) {
	outputs, found, err := b.outputs(ctx)
	if err != nil {
		return 0, err
	}
	if b.json {
		err = writeJSON(b.env.Stdout, listing(b.out, outputs, found))
	} else {
		err = b.print(outputs, found)
	}
	if err != nil {
		return 0, err
	}
	return len(outputs), found.err(b.strict)
}

// outputs makes the outputs and puts them in their place; none where the findings are fatal.
func (b *build) outputs(ctx context.Context) ([]output, findings, error) {
	t, err := targetOf(b.target)
	if err != nil {
		return nil, findings{}, err
	}
	if b.stale != "" && !slices.Contains(compile.StaleModes, b.stale) {
		return nil, findings{}, unknown("mode", b.stale, "--stale takes", compile.StaleModes)
	}
	t.stale = compile.Stale(b.stale)
	p, err := b.openAt(ctx, b.rev)
	if err != nil {
		return nil, findings{}, err
	}
	defer p.close()
	dir, err := p.outDir(b.out)
	if err != nil {
		return nil, findings{}, err
	}
	progress := b.progress()
	defer progress.clear()
	outputs, found, err := p.produce(ctx, b.languages, t, b.formats, progress.step)
	if ctx.Err() != nil {
		return nil, found, fmt.Errorf("%w; nothing is written", errInterrupted)
	}
	if err != nil || found.fatal(b.strict) {
		return nil, found, err
	}
	progress.step("writing")
	dropLeftovers(dir, outputs, time.Now().Add(-leftoverAge))
	staging, err := stage(dir, outputs)
	if err != nil {
		return nil, found, err
	}
	return outputs, found, staging.replace()
}

func (b *build) print(outputs []output, found findings) error {
	for _, o := range outputs {
		if _, err := fmt.Fprintln(b.env.Stdout, listed(b.out, o)); err != nil {
			return err
		}
	}
	if err := b.writeFindings(b.env.Stderr, found, floodLimit); err != nil {
		return err
	}
	if found.Findings.Len() > floodLimit {
		fmt.Fprintln(b.env.Stderr, "  hint: run rapporteur check to see more of them, with --json all")
	}
	return nil
}

// listed is the path of an output as it is listed: from the project, or absolute where --out is.
func listed(out string, o output) string { return filepath.ToSlash(filepath.Join(out, o.name)) }

// The JSON form of a build.
type buildListing struct {
	Files []fileListing `json:"files"`
	findings
}

type fileListing struct {
	Path     string `json:"path"`
	Language string `json:"language"`
	Format   string `json:"format"`
	Bytes    int    `json:"bytes"`
}

func listing(out string, outputs []output, found findings) buildListing {
	l := buildListing{Files: []fileListing{}, findings: found}
	for _, o := range outputs {
		l.Files = append(l.Files, fileListing{listed(out, o), o.language, o.format, o.data.size()})
	}
	return l
}
