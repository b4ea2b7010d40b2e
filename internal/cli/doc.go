// Package cli is the command line: commands, flags, exit status, and the only place where outputs are written.
//
// In: arguments, the standard streams and the environment, all through [Main]. Out: data to standard output, talk to standard error,
// an exit status, and the files of a build, which are staged beside their destinations and take their places only when everything has
// rendered without an error: all of them or none.
//
// Colour and progress are for terminals, and NO_COLOR is honoured. The package decides nothing about a report: it opens the project
// folder, so that no link leads out of it, and hands it to compile and to the back ends.
package cli
