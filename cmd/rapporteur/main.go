// Command rapporteur compiles State reports to the UN human-rights treaty bodies.
package main

import (
	"os"

	"rapporteur/internal/cli"
)

func main() {
	os.Exit(cli.Main(os.Args[1:], cli.Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Getenv: os.Getenv}))
}
