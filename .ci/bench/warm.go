// Command warm makes the PDF of the project in a folder once, and then again for every line that it reads, all in one process. For each
// line it prints how many milliseconds that took.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"log"
	"os"
	"time"

	"rapporteur/internal/compile"
	"rapporteur/internal/pdf"
)

func main() {
	build()
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		began := time.Now()
		build()
		fmt.Println(float64(time.Since(began).Microseconds()) / 1e3)
	}
}

func build() {
	r, err := compile.Compile(os.DirFS(os.Args[1]), compile.Options{})
	if err != nil || r.Report == nil || r.Found.HasErrors() {
		log.Fatalf("the project does not compile: %v", err)
	}
	var out bytes.Buffer
	if _, err := pdf.Render(&out, r.Report, r.Sheet); err != nil {
		log.Fatal(err)
	}
}
