package compile

import (
	"io/fs"
	"time"

	"rapporteur/internal/diag"
)

// Config is report.toml.
type Config struct {
	File   *diag.File `toml:"-"`
	Report struct {
		Body      string    `toml:"body"`
		State     string    `toml:"state"`
		Kind      string    `toml:"kind"`
		Number    string    `toml:"number"`
		Due       int       `toml:"due"`
		Symbol    string    `toml:"symbol"`
		Date      time.Time `toml:"date"`
		Received  time.Time `toml:"received"`
		Original  string    `toml:"original"`
		Languages []string  `toml:"languages"`
		Issued    []string  `toml:"issued"`
		Sections  []string  `toml:"sections"`
		Style     string    `toml:"style"`
	} `toml:"report"`
	Title      map[string]string   `toml:"title"`
	TitleNotes map[string][]string `toml:"title_notes"`
	Limits     struct {
		Words int `toml:"words"`
	} `toml:"limits"`
	Checks map[string]Check `toml:"checks"`
	Output struct {
		Formats []string `toml:"formats"`
	} `toml:"output"`
}

// Check silences a warning of one code.
type Check struct {
	Level  string `toml:"level"`  // "off"
	Reason string `toml:"reason"` // why; required
}

// ReadConfig reads report.toml of the project; nil when it cannot be read, with the finding in found.
func ReadConfig(fsys fs.FS, found *diag.List) (*Config, error) {
	return nil, nil
}
