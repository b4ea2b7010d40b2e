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

// Page writes an HTML page that stands alone: no script, no other file. The title of the report is in the language of the original.
func Page(w io.Writer, title string, languages []Language) error {
	page := struct {
		Title, Lang string
		Style       template.CSS
		Languages   []Language
	}{Title: title, Style: template.CSS(pageStyle), Languages: languages}
	if len(languages) > 0 {
		page.Lang = languages[0].From
	}
	return pageTemplate.Execute(w, page)
}
