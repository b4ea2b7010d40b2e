package suite_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"rapporteur/internal/compile"
)

// benchmarked are the projects that are measured: the worked example and, where RAPPORTEUR_CORPUS names it, the published report.
func benchmarked() map[string]string {
	dirs := map[string]string{"example": top}
	if corpus := os.Getenv("RAPPORTEUR_CORPUS"); corpus != "" {
		dirs["corpus"] = filepath.Join(corpus, "cmw-c-hnd-2")
	}
	return dirs
}

// BenchmarkBuild measures what a build does, in memory: compiling and all formats, together and apart.
func BenchmarkBuild(b *testing.B) {
	for name, dir := range benchmarked() {
		b.Run(name, func(b *testing.B) {
			compiling := func(b *testing.B) *compile.Result {
				r, err := compile.Compile(os.DirFS(dir), compile.Options{})
				if err != nil || r.Report == nil || r.Found.HasErrors() {
					b.Fatalf("%s does not compile: %v", dir, err)
				}
				return r
			}
			rendering := func(b *testing.B, f format, r *compile.Result) {
				if _, err := f.render(io.Discard, r.Report, r.Sheet); err != nil {
					b.Fatal(err)
				}
			}
			b.Run("all", func(b *testing.B) {
				for b.Loop() {
					r := compiling(b)
					for _, f := range formats {
						rendering(b, f, r)
					}
				}
			})
			b.Run("compile", func(b *testing.B) {
				for b.Loop() {
					compiling(b)
				}
			})
			for _, f := range formats {
				r := compiling(b)
				b.Run(f.name, func(b *testing.B) {
					for b.Loop() {
						rendering(b, f, r)
					}
				})
			}
		})
	}
}

// BenchmarkProcess measures the whole command in a process of its own, from start to end: all formats, written to a folder.
func BenchmarkProcess(b *testing.B) {
	program := buildProgram(b)
	for name, dir := range benchmarked() {
		b.Run(name, func(b *testing.B) {
			out := b.TempDir()
			for b.Loop() {
				if talk, err := exec.Command(program, "build", "-C", dir, "--out", out).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, talk)
				}
			}
		})
	}
}

// buildProgram builds the command.
func buildProgram(b testing.TB) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "rapporteur")
	if out, err := exec.Command("go", "build", "-o", program, "../../cmd/rapporteur").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}
