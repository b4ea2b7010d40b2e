// Package diag says where text stands and what was found there.
//
// In: files with their bytes, byte spans, findings. Out: positions as a person counts them (line and column from 1, columns in
// code points), findings as terminal text with an excerpt, and findings as JSON.
//
// A finding that the author of a report can repair is a [Diagnostic] in a [List]. What the machine would not do (a disk that is
// full, a program that is missing) is an ordinary error and does not pass through here.
//
// The package imports nothing of ours, reads no disk and prints nothing.
package diag
