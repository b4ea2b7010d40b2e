package cli

import (
	"maps"
	"slices"
	"strings"

	"rapporteur/internal/check"
	"rapporteur/internal/compile"
	"rapporteur/internal/diag"
)

// silence takes out of found the warnings that report.toml switches off, and reports entries of [checks] that cannot do so: a code that
// does not exist, one of an error, a level other than "off", no reason.
func silence(found diag.List, config *compile.Config) diag.List {
	if config == nil || len(config.Checks) == 0 {
		return found
	}
	severities := map[string]diag.Severity{}
	for _, c := range check.Codes() {
		severities[c.Name] = c.Severity
	}
	off := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(config.Checks)) {
		c := config.Checks[name]
		key := config.Keys.Span("checks", name)
		switch severity, known := severities[name]; {
		case !known:
			f := found.Errorf(key, "report/check", "there is no finding %q", name)
			if near := diag.Nearest(name, slices.Sorted(maps.Keys(severities))); len(near) > 0 {
				f.WithHint("write %s", diag.Quoted(near))
			}
		case severity == diag.Error:
			found.Errorf(key, "report/check", "%q is an error, and errors cannot be silenced", name).WithHint("repair what it finds, and delete this line")
		case c.Level != "off":
			found.Errorf(config.Keys.Value("checks", name, "level"), "report/check", "level %q of %q; \"off\" was expected", c.Level, name)
		case strings.TrimSpace(c.Reason) == "":
			found.Errorf(key, "report/check", "%q is silenced without a reason", name).WithHint(`write { level = "off", reason = "…" }`)
		default:
			off[name] = true
		}
	}
	return found.Filter(func(d diag.Diagnostic) bool { return d.Severity == diag.Error || !off[d.Code] })
}
