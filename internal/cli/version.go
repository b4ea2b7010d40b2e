package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (a *app) versionCommand() *cobra.Command {
	var json bool
	cmd := &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  noArguments,
		RunE: func(*cobra.Command, []string) error {
			v := buildVersion(debug.ReadBuildInfo())
			if json {
				return writeJSON(a.env.Stdout, v)
			}
			_, err := fmt.Fprintln(a.env.Stdout, v)
			return err
		},
	}
	jsonFlag(cmd, &json)
	return cmd
}

// A version is what the program knows about its own making.
type version struct {
	Version  string `json:"version"`            // of the module; "devel" when built from a working tree
	Revision string `json:"revision,omitempty"` // of the version control system
	Modified bool   `json:"modified,omitempty"` // the working tree had changes
	Go       string `json:"go"`
}

// buildVersion reads what the Go linker has left in the program.
func buildVersion(info *debug.BuildInfo, ok bool) version {
	v := version{Version: "devel", Go: runtime.Version()}
	if !ok {
		return v
	}
	if info.Main.Version != "" && info.Main.Version != "(devel)" {
		v.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			v.Revision = s.Value
		case "vcs.modified":
			v.Modified = s.Value == "true"
		}
	}
	return v
}

func (v version) String() string {
	s := "rapporteur " + v.Version
	if v.Revision != "" {
		s += ", revision " + v.Revision
	}
	if v.Modified {
		s += " with changes"
	}
	return s + ", " + v.Go
}
