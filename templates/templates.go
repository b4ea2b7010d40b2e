// Package templates embeds the built-in house format, so that an installed program needs no files beside it.
package templates

import "embed"

// Files holds the files of this folder: styles, languages, bodies, quality, states.toml.
//
//go:embed bodies languages quality styles *.toml
var Files embed.FS
