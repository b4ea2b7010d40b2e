package compile

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"rapporteur/internal/diag"
	"rapporteur/internal/recommendation"
)

// checkStates holds the States that the registry of recommendations names against those there are and against that of the report. Symbols of
// older documents have letters of their own, and the names of States change: what only looks wrong is a warning.
func (c *compiler) checkStates() {
	names := map[string]bool{}
	for code, s := range c.states {
		names[strings.ToLower(code)] = true
		for _, n := range s.Names {
			names[strings.ToLower(n.Name)] = true
		}
	}
	for _, d := range c.res.Recommendations.Documents {
		c.stateOf(d)
		for _, it := range d.Items {
			if !it.Own("states") {
				continue
			}
			for i, name := range it.States {
				if at := it.Value("states", fmt.Sprint(i)); strings.TrimSpace(name) != "" && !names[strings.ToLower(name)] {
					f := c.found.Warnf(at, "recommendation/other-state", "there is no State %q in templates/states.toml", name)
					if near := diag.Nearest(name, c.stateNames()); len(near) > 0 {
						f.WithHint("write %s", diag.Quoted(near))
					}
				}
			}
		}
	}
}

// stateNames are the codes and English names of all States, sorted.
func (c *compiler) stateNames() []string {
	all := slices.Sorted(maps.Keys(c.states))
	for _, code := range slices.Clone(all) {
		all = append(all, c.states[code].Names["en"].Name)
	}
	return all
}

// stateOf reports a document to what is no State, or to another one than that of the report.
func (c *compiler) stateOf(d *recommendation.Document) {
	code, at := d.State, d.Value("state")
	inSymbol := code == ""
	if inSymbol {
		code, at = recommendation.StateIn(d.Symbol), d.Value("symbol")
	}
	_, known := c.states[code]
	switch own := c.config.Report.State; {
	case code == "" || !stateCode.MatchString(code):
	case !known && inSymbol:
		c.found.Warnf(at, "recommendation/other-state", "symbol %q names State %q, which templates/states.toml does not have", d.Symbol, code).
			WithHint("write the symbol as the document has it at its top, and state = with the code of the State if it is an older one")
	case !known:
		c.found.Errorf(at, "recommendation/state", "%q is not the code of a State in templates/states.toml", code)
	case own != "" && code != own:
		c.found.Warnf(at, "recommendation/other-state", "the document asks State %q for something; report.state is %q", code, own).
			WithHint("take the file out of %s if the report does not answer it", recommendation.Folder)
	}
}
