package status

import (
	_ "embed"
	"html/template"
	"io"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

var pageTemplate = template.Must(template.New("page").Funcs(template.FuncMap{
	"states": stateHeads,
	"age":    age,
}).Parse(pageText))

// Page writes an HTML page that stands alone: no script, no other file.
func Page(w io.Writer, title string, languages []Language) error {
	return pageTemplate.Execute(w, struct {
		Title     string
		Style     template.CSS
		Languages []Language
	}{title, template.CSS(pageStyle), languages})
}
