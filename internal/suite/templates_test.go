package suite_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gobolditalic"
	"golang.org/x/image/font/gofont/goitalic"
	"golang.org/x/image/font/gofont/goregular"

	"rapporteur/internal/compile"
	"rapporteur/internal/pdf"
	"rapporteur/internal/style"
	"rapporteur/internal/styletest"
)

const templatesDocument = "../../docs/templates.md"

// templateExample is a file in docs/templates.md: its path, itself, and the picture behind it.
var templateExample = regexp.MustCompile("(?m)^```toml\n# (templates/(styles|languages|bodies)/([a-z-]+)\\.toml)\n((?:[^`].*\n|\n)*)```\n\n!\\[[^]]*\\]\\((images/[a-z-]+\\.png)\\)$")

// templateSample is the text of the examples. It fits on one page, with everything that a style sheet shapes.
const templateSample = `# Information relating to the articles

## Statistics

The report was prepared by an inter-institutional working group established for the purpose, which held consultations with organizations of migrant workers and their families.[^1] It follows the guidelines of the Committee.

[^1]: Executive Decree No. PCM-028-2017 of 12 May 2017, which establishes the working group and its secretariat.

The institutions responsible for registration, documentation and counselling are listed in table 1, notwithstanding the administrative reorganization of 2021:^[The reorganization was completed in December 2021.]

1. The National Institute for Migration, with its delegations at all border crossings, which registers those who enter and leave the country;
2. The Ministry of Foreign Affairs.

| Institution | 2020 | 2021 |
|-------------|-----:|-----:|
| Institute   | 1453 | 1672 |
| Ministry    |  627 |  800 |
| **Total**   | **2080** | **2472** |

: Persons registered
`

// crops are the parts of the first page that a picture shows, in millimetres: left, top, right, bottom.
var crops = map[string]image.Rectangle{
	"images/template-size.png": image.Rect(30, 107, 180, 176), "images/template-measure.png": image.Rect(15, 122, 195, 176), "images/template-page.png": image.Rect(0, 0, 216, 297),
	"images/template-headings.png": image.Rect(15, 104, 180, 150), "images/template-items.png": image.Rect(30, 149, 180, 176), "images/template-notes.png": image.Rect(15, 258, 180, 280),
	"images/template-table.png": image.Rect(30, 174, 180, 214), "images/template-masthead.png": image.Rect(10, 10, 200, 85), "images/template-hyphens.png": image.Rect(30, 122, 180, 160),
	"images/template-sans.png": image.Rect(15, 106, 180, 176), "images/template-own-font.png": image.Rect(15, 106, 180, 176), "images/template-words.png": image.Rect(138, 15, 200, 60),
	"images/template-title.png": image.Rect(15, 71, 180, 105),
}

// templateProject is the sample as a project with a file of templates.
func templateProject(folder, name, file string) fstest.MapFS {
	chosen := ""
	if folder == "styles" {
		chosen = "style = \"" + name + "\"\n"
	}
	return fstest.MapFS{
		"content/en/section.md": {Data: []byte(templateSample)},
		"report.toml": {Data: []byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nsymbol = \"CMW/C/HND/2\"\ndate = 2024-02-09\noriginal = \"es\"\n" + chosen +
			"languages = [\"en\"]\nissued = [\"en\", \"fr\", \"es\"]\nsections = [\"section\"]\n")},
		path.Join("templates", folder, name+".toml"): {Data: []byte(file)},
		"templates/fonts/Go-Regular.ttf":             {Data: goregular.TTF},
		"templates/fonts/Go-Bold.ttf":                {Data: gobold.TTF},
		"templates/fonts/Go-Italic.ttf":              {Data: goitalic.TTF},
		"templates/fonts/Go-Bold-Italic.ttf":         {Data: gobolditalic.TTF},
	}
}

// templateProjects are the examples of docs/templates.md as projects, by the names of their pictures.
func templateProjects() (map[string]fstest.MapFS, error) {
	text, err := os.ReadFile(templatesDocument)
	if err != nil {
		return nil, err
	}
	all := map[string]fstest.MapFS{}
	for _, m := range templateExample.FindAllStringSubmatch(string(text), -1) {
		all[m[5]] = templateProject(m[2], m[3], m[4])
	}
	return all, nil
}

// TestTemplateExamples builds the examples of docs/templates.md and compares the pictures behind them with what is built.
func TestTemplateExamples(t *testing.T) {
	need(t, "pdftoppm")
	text, err := os.ReadFile(templatesDocument)
	if err != nil {
		t.Fatal(err)
	}
	projects, err := templateProjects()
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(text), "```toml\n"); n != len(projects) || n != len(crops) {
		t.Errorf("%d examples, %d with a path and a picture of their own, %d crops", n, len(projects), len(crops))
	}
	usual := firstPage(t, templateProject("styles", "usual", "base = \"un-geneva\""))
	for name, project := range projects {
		t.Run(name, func(t *testing.T) {
			changed := firstPage(t, project)
			if bytes.Equal(usual.Pix, changed.Pix) {
				t.Error("the example changes nothing on the page")
			}
			got := beside(usual, changed, crops[name])
			file := filepath.Join("../../docs", name)
			if *update {
				writePicture(t, file, got)
			}
			comparePictures(t, file, got)
		})
	}
}

// resolution of the pictures in dots per inch.
const resolution = 90

// firstPage builds a project, which must have no findings, and draws its first page in greys.
func firstPage(t *testing.T, project fstest.MapFS) *image.Gray {
	t.Helper()
	result, err := compile.Compile(project, compile.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if result.Found.Len() > 0 {
		t.Fatalf("findings:\n%s", short(t, &result.Found))
	}
	var file bytes.Buffer
	if found, err := pdf.Render(&file, result.Report, result.Sheet); err != nil || found.Len() > 0 {
		t.Fatalf("%v, findings:\n%s", err, short(t, &found))
	}
	drawn, err := png.Decode(bytes.NewReader(run(t, file.Bytes(), "pdftoppm", "-png", "-gray", "-r", fmt.Sprint(resolution), "-f", "1", "-l", "1", "FILE")))
	if err != nil {
		t.Fatal(err)
	}
	page := image.NewGray(drawn.Bounds())
	draw.Draw(page, page.Bounds(), drawn, drawn.Bounds().Min, draw.Src)
	return page
}

// beside puts a part of two pages side by side, in sixteen greys, with a line between them.
func beside(left, right *image.Gray, crop image.Rectangle) *image.Paletted {
	dots := func(mm int) int { return mm * resolution * 10 / 254 }
	part := image.Rect(dots(crop.Min.X), dots(crop.Min.Y), dots(crop.Max.X), dots(crop.Max.Y))
	var greys color.Palette
	for i := range 16 {
		greys = append(greys, color.Gray{uint8(i * 17)})
	}
	const gap = 9
	out := image.NewPaletted(image.Rect(0, 0, 2*part.Dx()+gap, part.Dy()), greys)
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	for i, page := range []*image.Gray{left, right} {
		to := image.Rect(0, 0, part.Dx(), part.Dy()).Add(image.Pt(i*(part.Dx()+gap), 0))
		draw.Draw(out, to.Intersect(page.Bounds().Sub(part.Min).Add(to.Min)), page, part.Min, draw.Src)
		if edge := page.Bounds().Sub(part.Min).Add(to.Min); crop.Min == (image.Point{}) { // whole pages show their edges
			frame(out, edge.Intersect(to))
		}
	}
	draw.Draw(out, image.Rect(part.Dx()+gap/2, 0, part.Dx()+gap/2+1, part.Dy()), image.NewUniform(greys[10]), image.Point{}, draw.Src)
	return out
}

// frame draws the outline of a page.
func frame(to draw.Image, r image.Rectangle) {
	grey := image.NewUniform(color.Gray{170})
	for _, side := range []image.Rectangle{
		image.Rect(r.Min.X, r.Min.Y, r.Max.X, r.Min.Y+1), image.Rect(r.Min.X, r.Max.Y-1, r.Max.X, r.Max.Y),
		image.Rect(r.Min.X, r.Min.Y, r.Min.X+1, r.Max.Y), image.Rect(r.Max.X-1, r.Min.Y, r.Max.X, r.Max.Y),
	} {
		draw.Draw(to, side, grey, image.Point{}, draw.Src)
	}
}

func writePicture(t *testing.T, file string, p *image.Paletted) {
	t.Helper()
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	if old, err := os.ReadFile(file); err == nil && bytes.Equal(old, b.Bytes()) {
		return
	}
	if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// comparePictures wants the picture in a file to be of that size and, but for what another version of poppler draws, to look like that.
func comparePictures(t *testing.T, file string, want *image.Paletted) {
	t.Helper()
	const largest, tolerance = 60 << 10, 6.0 // bytes; levels of grey, of 255, on the average
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if len(b) > largest {
		t.Errorf("%s has %d bytes; at most %d are wanted in the repository", file, len(b), largest)
	}
	got, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if got.Bounds() != want.Bounds() {
		t.Fatalf("%s is %v, want %v", file, got.Bounds(), want.Bounds())
	}
	sum := 0
	for y := range want.Bounds().Dy() {
		for x := range want.Bounds().Dx() {
			a, b := color.GrayModel.Convert(got.At(x, y)).(color.Gray).Y, color.GrayModel.Convert(want.At(x, y)).(color.Gray).Y
			sum += max(int(a)-int(b), int(b)-int(a))
		}
	}
	if mean := float64(sum) / float64(want.Bounds().Dx()*want.Bounds().Dy()); mean > tolerance {
		t.Errorf("%s shows something else than what is built: they differ by %.1f levels of grey; run the test with -update", file, mean)
	}
}

// TestTemplateKeys holds the tables of keys in docs/templates.md to the types they describe and to the values of the built-in sheet.
func TestTemplateKeys(t *testing.T) {
	text, err := os.ReadFile(templatesDocument)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- keys -->\n", "<!-- end of keys -->\n"
	before, rest, ok := strings.Cut(string(text), begin)
	got, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the tables of keys", templatesDocument)
	}
	k := keyTables{t: t, meanings: meanings(t)}
	k.write(styletest.Sheet("en"))
	if want := k.b.String(); got != want {
		if !*update {
			t.Fatalf("the tables of keys in %s are out of date; run go test ./internal/suite -run TestTemplateKeys -update", templatesDocument)
		}
		if err := os.WriteFile(templatesDocument, []byte(before+begin+want+end+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// meanings are the comments of the fields of the types of package style, by type and field.
func meanings(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	names, err := filepath.Glob("../style/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if !ok {
				return true
			}
			if fields, ok := spec.Type.(*ast.StructType); ok {
				for _, f := range fields.Fields.List {
					for _, id := range f.Names {
						words := f.Comment.Text()
						if words == "" {
							words = f.Doc.Text()
						}
						out[spec.Name.Name+"."+id.Name] = strings.Join(strings.Fields(words), " ")
					}
				}
			}
			return false
		})
	}
	return out
}

// keyTables writes the tables of keys.
type keyTables struct {
	t        *testing.T
	meanings map[string]string
	b        strings.Builder
}

// write writes the keys of a sheet: those of texts once, with a table of all texts and their values; those of every other table.
func (k *keyTables) write(s *style.Sheet) {
	sheet := reflect.ValueOf(s).Elem()
	k.title("Keys outside all tables", "", true)
	for i := range sheet.NumField() {
		if f := sheet.Type().Field(i); f.Type.Kind() == reflect.String {
			k.row("Sheet", f, sheet.Field(i), true)
		}
	}
	k.title("Texts", "Each kind of text is a table of the keys below it.", false)
	k.b.WriteString("| table | what it sets | default |\n| --- | --- | --- |\n")
	k.texts("Sheet", "", sheet)
	k.texts("Masthead", "masthead.", reflect.ValueOf(s.Masthead))
	k.title("Keys of every text", "", false)
	k.head(false)
	k.keys(reflect.ValueOf(s.Body), false)
	k.title("Keys of `word` in a text", "", false)
	k.head(false)
	k.keys(reflect.ValueOf(s.Body.Word), false)
	for i := range sheet.NumField() {
		f := sheet.Type().Field(i)
		if key := f.Tag.Get("toml"); key != "-" && f.Type.Kind() == reflect.Struct && f.Type != reflect.TypeFor[style.Text]() {
			k.title("Keys of `"+key+"`", strings.ToUpper(k.meaning("Sheet", f)[:1])+k.meaning("Sheet", f)[1:]+".", true)
			k.keys(sheet.Field(i), true)
		}
	}
	k.title("Keys of `fonts.family.NAME`", "A font of the project; NAME is what `faces` calls it.", false)
	k.head(false)
	k.keys(reflect.ValueOf(style.FontFamily{}), false)
}

// title begins a part, with the head of a table with defaults where keys is true.
func (k *keyTables) title(title, words string, keys bool) {
	fmt.Fprintf(&k.b, "\n### %s\n\n", title)
	if words != "" {
		fmt.Fprintf(&k.b, "%s\n\n", words)
	}
	if keys {
		k.head(true)
	}
}

// head begins a table of keys.
func (k *keyTables) head(defaults bool) {
	if defaults {
		k.b.WriteString("| key | meaning | value | default |\n| --- | --- | --- | --- |\n")
	} else {
		k.b.WriteString("| key | meaning | value |\n| --- | --- | --- |\n")
	}
}

// keys writes a row for each key of a table; those of texts, and tables inside it, are described elsewhere.
func (k *keyTables) keys(table reflect.Value, defaults bool) {
	for i := range table.NumField() {
		if f := table.Type().Field(i); f.Type != reflect.TypeFor[style.Text]() && f.Type.Kind() != reflect.Map {
			k.row(table.Type().Name(), f, table.Field(i), defaults)
		}
	}
}

func (k *keyTables) row(table string, f reflect.StructField, v reflect.Value, defaults bool) {
	key := f.Tag.Get("toml")
	if key == "" || key == "-" {
		return
	}
	fmt.Fprintf(&k.b, "| `%s` | %s | %s |", key, k.meaning(table, f), kindOfValue(k.t, f.Type))
	if defaults {
		fmt.Fprintf(&k.b, " %s |", valueOf(v))
	}
	k.b.WriteByte('\n')
}

// meaning is the comment of a field, which must be there.
func (k *keyTables) meaning(table string, f reflect.StructField) string {
	words := k.meanings[table+"."+f.Name]
	if words == "" {
		k.t.Errorf("style.%s.%s has no comment that says what the key %q means", table, f.Name, f.Tag.Get("toml"))
		return "-"
	}
	return words
}

// texts writes a row for each text below a table.
func (k *keyTables) texts(table, prefix string, of reflect.Value) {
	for i := range of.NumField() {
		f := of.Type().Field(i)
		switch v := of.Field(i).Interface().(type) {
		case style.Text:
			fmt.Fprintf(&k.b, "| `%s%s` | %s | %s |\n", prefix, f.Tag.Get("toml"), k.meaning(table, f), textValues(v))
		case []style.Text:
			for n, text := range v {
				words := k.meaning(table, f)
				if n > 0 {
					words = "level " + fmt.Sprint(n+1)
				}
				fmt.Fprintf(&k.b, "| `%s%s.%d` | %s | %s |\n", prefix, f.Tag.Get("toml"), n+1, words, textValues(text))
			}
		}
	}
}

// textValues are the values of a text that are not nothing.
func textValues(text style.Text) string {
	var out []string
	v := reflect.ValueOf(text)
	for i := range v.NumField() {
		if f := v.Type().Field(i); !v.Field(i).IsZero() && f.Type != reflect.TypeFor[style.Word]() {
			out = append(out, "`"+f.Tag.Get("toml")+"` "+valueOf(v.Field(i)))
		}
	}
	return strings.Join(out, ", ")
}

func kindOfValue(t *testing.T, of reflect.Type) string {
	switch {
	case of == reflect.TypeFor[style.Length]():
		return "length"
	case of == reflect.TypeFor[style.Color]():
		return "colour"
	case of == reflect.TypeFor[style.FontFile](), of.Kind() == reflect.String:
		return "text"
	case of.Kind() == reflect.Bool:
		return "true or false"
	case of.Kind() == reflect.Int:
		return "whole number"
	case of.Kind() == reflect.Slice:
		return "list: " + kindOfValue(t, of.Elem())
	case of.Kind() == reflect.Struct:
		return "table"
	}
	t.Errorf("no words for a key of type %s", of)
	return ""
}

// valueOf writes a value as a reader of the document wants it: sizes in points, distances in millimetres where they are whole ones.
func valueOf(v reflect.Value) string {
	if v.IsZero() {
		return ""
	}
	switch x := v.Interface().(type) {
	case style.Length:
		if rounded, exact := strings.CutSuffix(fmt.Sprintf("%.6f", float64(x)*25.4/72), "0000"); exact {
			return strings.TrimSuffix(strings.TrimRight(rounded, "0"), ".") + " mm"
		}
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", float64(x)), "0"), ".") + " pt"
	case []style.Length:
		var out []string
		for _, l := range x {
			out = append(out, valueOf(reflect.ValueOf(l)))
		}
		return strings.Join(out, ", ")
	case []string:
		return strings.Join(x, ", ")
	}
	return fmt.Sprint(v.Interface())
}
