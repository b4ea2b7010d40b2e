package cli

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"rapporteur/internal/diag"
)

// unknownCommand rewords cobra's only complaint about commands, and lets other errors pass.
func unknownCommand(root *cobra.Command, err error) error {
	if err == nil {
		return nil
	}
	var word, path string
	if _, other := fmt.Sscanf(err.Error(), "unknown command %q for %q", &word, &path); other != nil {
		return err
	}
	at, _, _ := root.Find(strings.Fields(path)[1:])
	var names []string
	for _, c := range at.Commands() {
		if c.IsAvailableCommand() || c.Name() == "help" {
			names = append(names, c.Name())
		}
	}
	if len(names) == 0 {
		return noArguments(at, []string{word})
	}
	return unknown("command", word, "the commands of "+path+" are", names)
}

// flagError rewords what is wrong with the flags of a command.
func flagError(cmd *cobra.Command, err error) error {
	var missing *pflag.NotExistError
	if errors.As(err, &missing) {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, spelling(f)) })
		all := "the flags of " + cmd.CommandPath() + " are"
		if missing.GetSpecifiedShortnames() != "" { // nothing is near to one letter
			return &usageError{message: fmt.Sprintf("unknown flag %q; %s %s", "-"+missing.GetSpecifiedName(), all, strings.Join(names, ", "))}
		}
		return unknown("flag", "--"+missing.GetSpecifiedName(), all, names)
	}
	var value *pflag.ValueRequiredError
	if errors.As(err, &value) {
		return &usageError{message: fmt.Sprintf("flag %s is followed by nothing; expected: %s", spelling(value.GetFlag()), kind(value.GetFlag()))}
	}
	var invalid *pflag.InvalidValueError
	if errors.As(err, &invalid) {
		return &usageError{message: fmt.Sprintf("flag %s has the value %q; expected: %s", spelling(invalid.GetFlag()), invalid.GetValue(), kind(invalid.GetFlag()))}
	}
	return &usageError{message: err.Error()}
}

func spelling(f *pflag.Flag) string {
	if f.Name == "directory" {
		return "-C"
	}
	return "--" + f.Name
}

// kind names what a flag takes, in words.
func kind(f *pflag.Flag) string {
	if f.Value.Type() == "bool" {
		return "true or false"
	}
	name, _ := pflag.UnquoteUsage(f)
	return name
}

// unknown says that word is none of the known ones: with the nearest spelling, or with all of them.
func unknown(what, word, all string, known []string) error {
	if near := diag.Nearest(word, known); len(near) > 0 {
		return &usageError{message: fmt.Sprintf("unknown %s %q; write %s", what, word, diag.Quoted(near))}
	}
	return &usageError{message: fmt.Sprintf("unknown %s %q; %s %s", what, word, all, strings.Join(known, ", "))}
}

// noArguments refuses arguments: commands take flags.
func noArguments(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return &usageError{message: fmt.Sprintf("unexpected argument %q; %s takes flags only", args[0], cmd.CommandPath())}
	}
	return nil
}

// oneOf refuses a command line with two flags of which each says what is printed.
func oneOf(first, second string) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		if cmd.Flags().Changed(first) && cmd.Flags().Changed(second) {
			return &usageError{fmt.Sprintf("flags --%s and --%s are both given, and each says what is printed", first, second), "write one of the two"}
		}
		return nil
	}
}

// choose returns the chosen of the known words in the order of the known ones; all of them when none is chosen.
func choose(what string, chosen, known []string, all string) ([]string, error) {
	if len(chosen) == 0 {
		return known, nil
	}
	chosen = slices.Clone(chosen)
	for i, word := range chosen {
		word = strings.TrimSpace(word)
		chosen[i] = word
		if !slices.Contains(known, word) {
			return nil, unknown(what, word, all, known)
		}
	}
	var out []string
	for _, word := range known {
		if slices.Contains(chosen, word) {
			out = append(out, word)
		}
	}
	return out, nil
}

// completeList completes the last word of a comma-separated list from what known returns.
func completeList(known func() []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
		head := typed[:strings.LastIndex(typed, ",")+1]
		var out []string
		for _, word := range known() {
			if !slices.Contains(strings.Split(head, ","), word) {
				out = append(out, head+word)
			}
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
}
