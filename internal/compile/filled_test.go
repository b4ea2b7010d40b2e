package compile_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/internal/compile"
	"rapporteur/internal/doc"
)

// Where the original stands in the place of what is missing, its pictures and data files are shown too, and no file of the project has to be there
// for that in the folder of the translation.
func TestFilledBringsFiles(t *testing.T) {
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))); err != nil {
		t.Fatal(err)
	}
	project := fstest.MapFS{
		"report.toml":           {Data: []byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\noriginal = \"es\"\nlanguages = [\"es\", \"en\"]\nsections = [\"a\", \"b\"]\n")},
		"content/es/a.md":       {Data: []byte("# Uno {#sec-one}\n\nTexto. {#para-one}\n\n![Tabla](data/d.csv){#tbl-a}\n\n![Un mapa](map.png){#fig-a}\n\n: Mapa\n")},
		"content/es/b.md":       {Data: []byte("# Dos {#sec-two}\n\n![Otra](data/e.csv){#tbl-b}\n")},
		"content/es/data/d.csv": {Data: []byte("Año,Casos\n2019,5\n")},
		"content/es/data/e.csv": {Data: []byte("Lugar,Casos\nNorte,7\n")},
		"content/es/map.png":    {Data: picture.Bytes()},
		"content/en/a.md":       {Data: []byte("# One {#sec-one}\n\nText. {#para-one}\n")},
	}
	res, err := compile.Compile(project, compile.Options{Language: "en", Stale: compile.StaleSource})
	if err != nil {
		t.Fatal(err)
	}
	if res.Found.HasErrors() {
		t.Fatal(res.Found.Sorted())
	}
	var shown []string
	for _, b := range res.Report.Blocks {
		switch b := b.(type) {
		case *doc.Table:
			for _, r := range b.Rows {
				for _, c := range r.Cells {
					shown = append(shown, doc.PlainText(c.Inlines))
				}
			}
		case *doc.Picture:
			shown = append(shown, b.Path, b.Format)
		}
	}
	if got, want := strings.Join(shown, " "), "Año Casos 2019 5 content/en/map.png png Lugar Casos Norte 7"; got != want {
		t.Errorf("shown are %q, want %q", got, want)
	}
}
