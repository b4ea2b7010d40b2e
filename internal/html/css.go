package html

import (
	_ "embed"
	"fmt"
	"strings"

	"rapporteur/internal/style"
)

//go:embed page.css
var pageCSS string

// css is the style of the page: first what the sheet says, as custom properties and rules, then page.css, which uses them.
func (p *page) css() string {
	s := p.sheet
	var b strings.Builder
	fmt.Fprintf(&b, ":root {\n  --serif: %s;\n", families(s.Fonts.Web))
	fmt.Fprintf(&b, "  --end-rule: %s;\n", millimetres(s.EndRule.Width))
	fmt.Fprintf(&b, "  --print-size: %.4gpt;\n  --print-line: %.4gpt;\n", s.Body.Size.Points(), s.Body.Line.Points())
	fmt.Fprintf(&b, "  --print-left: %s;\n  --print-right: %s;\n", millimetres(s.Body.Left), millimetres(s.Body.Right))
	fmt.Fprintf(&b, "  --print-number: %s;\n}\n", millimetres(s.Body.Text-s.Body.Left))
	fmt.Fprintf(&b, "h1 { %s }\n", face(s.Title, s.Body))
	for i, level := range s.Headings {
		fmt.Fprintf(&b, ".level-%d { %s }\n", i+1, face(level, s.Body))
	}
	fmt.Fprintf(&b, ".committee { %s }\n", face(s.Committee, s.Body))
	fmt.Fprintf(&b, ".treaty { %s }\n", face(s.Masthead.Treaty, s.Body))
	fmt.Fprintf(&b, ".organization { %s }\n", face(s.Masthead.Organization, s.Body))
	fmt.Fprintf(&b, ".symbol { %s }\n.symbol .large { %s }\n", face(s.Masthead.SymbolSmall, s.Body), face(s.Masthead.SymbolLarge, s.Masthead.SymbolSmall))
	fmt.Fprintf(&b, ".distribution { %s }\n", face(s.Masthead.Distribution, s.Body))
	fmt.Fprintf(&b, "table { %s }\nthead { %s }\n", face(s.TableCell, s.Body), face(s.TableHead, s.TableCell))
	fmt.Fprintf(&b, "caption .label, figcaption .label { %s }\n", face(s.TableNumber, s.Body))
	fmt.Fprintf(&b, "caption .title, figcaption .title { %s }\n", face(s.TableTitle, s.Body))
	fmt.Fprintf(&b, ".under { %s }\n.notes { %s }\n", face(s.TableLine, s.Body), face(s.Footnote, s.Body))
	b.WriteString(pageCSS)
	p.redlineStyle(&b)
	p.paper(&b)
	return b.String()
}

// face is the size of t in proportion to the text around it, and its weight and slant.
func face(t, around style.Text) string {
	weight, slant := "normal", "normal"
	if t.Bold {
		weight = "bold"
	}
	if t.Italic {
		slant = "italic"
	}
	return fmt.Sprintf("font-size: %.4gem; font-weight: %s; font-style: %s;", t.Size.Points()/around.Size.Points(), weight, slant)
}

// paper writes the page for printers: running head and folio outside on even and odd pages, neither on the first.
func (p *page) paper(b *strings.Builder) {
	g := p.sheet.Page
	symbol := p.report.Front.Symbol
	fmt.Fprintf(b, "@page { size: %s %s; margin: %s %s %s %s; }\n", millimetres(g.Width), millimetres(g.Height),
		millimetres(g.Top), millimetres(g.Right), millimetres(g.Bottom), millimetres(g.Left))
	font := fmt.Sprintf("font: bold %.4gpt %s;", p.sheet.Header.Size.Points(), families(p.sheet.Fonts.Web))
	for _, side := range []struct{ page, box string }{{"left", "left"}, {"right", "right"}} {
		fmt.Fprintf(b, "@page :%s { @top-%s { content: %s; %s } @bottom-%s { content: counter(page); %s } }\n", side.page, side.box, cssString(symbol), font, side.box, font)
	}
	b.WriteString("@page :first { @top-right { content: none; } @bottom-right { content: none; } }\n")
}

func millimetres(l style.Length) string { return fmt.Sprintf("%.4gmm", l.Points()*25.4/72) }

// families keeps of a list of font families only what such a list is made of.
func families(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', strings.ContainsRune(" ,-'", r):
			return r
		}
		return -1
	}, s)
}

// cssString quotes s for a style sheet that stands in HTML: letters, digits and a few marks as they are, everything else by number.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune(" /.-[]", r) {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, "\\%06x", r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
