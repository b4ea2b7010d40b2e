package redline_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/internal/redline"
	"rapporteur/internal/redlinetest"
)

const registry = `[pcm-2017]
type = "executive-decree"
number = "PCM-028-2017"
date = 2017-04-24
title = { en = "Creation of the Ministry of Human Rights" }

[law-2014]
type = "legislative-decree"
number = "106-2013"
date = 2014-02-15
title = { en = "Act on the Protection of Honduran Migrants" }
`

// project makes a project of sections, which are parted by lines "=== name"; what comes before the first is section 01. "=== citations" is
// the registry.
func project(text string) fstest.MapFS {
	out := fstest.MapFS{"citations/all.toml": {Data: []byte(registry)}}
	var names []string
	title := `en = "Report of Honduras under the Convention"`
	for i, part := range strings.Split("=== 01\n"+text, "=== ") {
		name, body, _ := strings.Cut(part, "\n")
		switch {
		case i == 0:
		case name == "citations":
			out["citations/all.toml"] = &fstest.MapFile{Data: []byte(body)}
		case name == "title":
			title = body
		case strings.TrimSpace(body) != "":
			out["content/en/"+name+".md"] = &fstest.MapFile{Data: []byte(body)}
			names = append(names, fmt.Sprintf("%q", name))
		}
	}
	out["report.toml"] = &fstest.MapFile{Data: []byte("[report]\nbody = \"CMW\"\nstate = \"HND\"\nkind = \"periodic\"\nnumber = \"2\"\ndue = 2021\nsymbol = \"CMW/C/HND/2\"\ndate = 2024-02-09\noriginal = \"en\"\n" +
		"languages = [\"en\"]\nsections = [" + strings.Join(names, ", ") + "]\n[title]\n" + title + "\n")}
	return out
}

// told writes changes as a reader would mark them: [-deleted-], {+inserted+}, with ~ for what follows from changes elsewhere.
func told(r *redline.Result) string {
	var b strings.Builder
	place := func(p redline.Place) string {
		switch {
		case p.Number != "":
			return string(p.Part) + " " + p.Number
		case p.Near != "":
			return string(p.Part) + " near " + p.Near
		default:
			return string(p.Part)
		}
	}
	list := func(places []redline.Place) string {
		var out []string
		for _, p := range places {
			out = append(out, place(p))
		}
		return strings.Join(out, " + ")
	}
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "%s: %s > %s", c.Kind, list(c.Old), list(c.New))
		if c.Restyled != "" {
			fmt.Fprintf(&b, " (%s)", c.Restyled)
		}
		if c.Run > 0 {
			fmt.Fprintf(&b, " run %d", c.Run)
		}
		b.WriteByte('\n')
		for _, p := range c.Passages {
			fmt.Fprintf(&b, "  %s", p.Owner)
			if p.Name != "" {
				fmt.Fprintf(&b, " %s", p.Name)
			}
			if p.Was != "" {
				fmt.Fprintf(&b, " (was %s)", p.Was)
			}
			if p.Row > 0 {
				fmt.Fprintf(&b, " %d,%d", p.Row, p.Column)
			}
			b.WriteString(": " + marked(p.Pieces) + "\n")
		}
		for _, f := range c.Figures {
			fmt.Fprintf(&b, "  %s %s > %s\n", f.Kind, f.Old, f.New)
		}
		for _, s := range c.Sources {
			for _, f := range s.Fields {
				fmt.Fprintf(&b, "  entry %s %s: %s > %s\n", s.Key, f.Field, f.Old, f.New)
			}
		}
	}
	for _, n := range r.Renumbered {
		fmt.Fprintf(&b, "renumbered: %s > %s\n", place(n.Old), place(n.New))
	}
	return strings.ReplaceAll(b.String(), "\u00a0", " ")
}

func marked(pieces []redline.Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		follows := ""
		if p.Follows {
			follows = "~"
		}
		switch p.Kind {
		case redline.Kept:
			b.WriteString(p.Text)
		case redline.Inserted:
			b.WriteString("{+" + follows + p.Text + "+}")
		case redline.Deleted:
			b.WriteString("[-" + follows + p.Text + "-]")
		}
	}
	return strings.ReplaceAll(b.String(), "\n", "¶")
}

func TestCompare(t *testing.T) {
	const (
		first  = "The State adopted a policy in 2017 and a plan in 2019.\n\n"
		second = "The consulates assisted 25,614 persons, of whom 34 per cent were women.\n\n"
		third  = "Every department has an office that registers complaints of workers.\n\n"
		table  = "| Year | Men | Women |\n| --- | --- | --- |\n| 2017 | 12 | 30 |\n| 2018 | 15 | 31 |\n| 2019 | 18 | 40 |\n\n: Persons returned {#tbl-x}\n\nSource: National Institute.\n"
	)
	tests := []struct{ name, old, new, want string }{
		{"nothing", first + second, first + second, ""},
		{"a number", second, strings.Replace(second, "25,614", "26,102", 1),
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: The consulates assisted [-25,614-]{+26,102+} persons, of whom 34 per cent were women.\n" +
				"  number 25,614 > 26,102\n"},
		{"a unit", second, strings.Replace(second, "34 per cent", "340 thousand", 1),
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: The consulates assisted 25,614 persons, of whom [-34 per cent-]{+340 thousand+} were women.\n" +
				"  number 34 per cent > 340 thousand\n"},
		{"a paragraph between", first + second, first + third + second,
			"added:  > paragraph 2\n" +
				"  text: {+Every department has an office that registers complaints of workers.+}\n" +
				"renumbered: paragraph 2 > paragraph 3\n"},
		{"a paragraph gone", first + third + second, first + second,
			"removed: paragraph 2 > \n" +
				"  text: [-Every department has an office that registers complaints of workers.-]\n" +
				"renumbered: paragraph 3 > paragraph 2\n"},
		{"moved", first + second + third, third + first + second,
			"moved: paragraph 3 > paragraph 1\n" +
				"renumbered: paragraph 1 > paragraph 2\n" +
				"renumbered: paragraph 2 > paragraph 3\n"},
		{"moved and changed", first + second + third, strings.Replace(third, "complaints", "grievances", 1) + first + second,
			"moved-and-changed: paragraph 3 > paragraph 1\n" +
				"  text: Every department has an office that registers [-complaints-]{+grievances+} of workers.\n" +
				"renumbered: paragraph 1 > paragraph 2\n" +
				"renumbered: paragraph 2 > paragraph 3\n"},
		{"two moved together", "# One\n\n" + first + "# Two\n\n" + second + third, "# Two\n\n" + second + third + "# One\n\n" + first,
			"moved: heading I > heading II run 1\n" +
				"moved: paragraph 1 > paragraph 3 run 1\n" +
				"renumbered: heading II > heading I\n" +
				"renumbered: paragraph 2 > paragraph 1\n" +
				"renumbered: paragraph 3 > paragraph 2\n"},
		{"split", first + "The consulates assisted 25,614 persons. Every department has an office that registers complaints of workers.\n\n", first + "The consulates assisted 25,614 persons.\n\nEvery department has an office that registers complaints of workers.\n\n",
			"split: paragraph 2 > paragraph 2 + paragraph 3\n" +
				"  text: The consulates assisted 25,614 persons.[- -]{+¶+}Every department has an office that registers complaints of workers.\n" +
				"renumbered: paragraph 2 > paragraph 3\n"},
		{"split behind a short beginning", first + "It did so. " + third, first + "It did so.\n\n" + third,
			"split: paragraph 2 > paragraph 2 + paragraph 3\n" +
				"  text: It did so.[- -]{+¶+}Every department has an office that registers complaints of workers.\n" +
				"renumbered: paragraph 2 > paragraph 3\n"},
		{"a short paragraph that was no part", first + "It did so. " + third, first + "It did not.\n\n" + third,
			"added:  > paragraph 2\n" +
				"  text: {+It did not.+}\n" +
				"changed: paragraph 2 > paragraph 3\n" +
				"  text: [-It did so. -]Every department has an office that registers complaints of workers.\n" +
				"renumbered: paragraph 2 > paragraph 3\n"},
		{"merged from another section", "# One\n\n" + second + "=== 02\n# Two\n\n" + strings.TrimSpace(third) + "[@law-2014, art. 6]\n\n", "# One\n\n" + strings.TrimSpace(second) + " " + strings.TrimSpace(third) + "[@law-2014, art. 7]\n\n=== 02\n# Two\n\n" + first,
			"merged: paragraph 1 + paragraph 2 > paragraph 1\n" +
				"  text: The consulates assisted 25,614 persons, of whom 34 per cent were women.[-¶-]{+ +}Every department has an office that registers complaints of workers.[1]\n" +
				"  note 1: Legislative Decree No. 106-2013 of 15 February 2014, art. [-6-]{+7+}.\n" +
				"  legal art. 6 > art. 7\n" +
				"  source law-2014, art. 6 > law-2014, art. 7\n" +
				"added:  > paragraph 2\n" +
				"  text: {+The State adopted a policy in 2017 and a plan in 2019.+}\n" +
				"  date  > 2017\n" +
				"  date  > 2019\n"},
		{"a name given to another paragraph", first + strings.TrimSpace(second) + " {#para-x}\n\n" + third, first + strings.TrimSpace(third) + " {#para-x}\n\n",
			"changed: paragraph 2 > paragraph 2\n" +
				"  text: [-The consulates assisted 25,614 persons, of whom 34 per cent were women.-]{+Every department has an office that registers complaints of workers.+}\n" +
				"  number 25,614 > \n" +
				"  number 34 per cent > \n" +
				"removed: paragraph 3 > \n" +
				"  text: [-Every department has an office that registers complaints of workers.-]\n"},
		{"an item with a list split", "- The first item.\n  With two sentences.\n  1. Nested one.\n  2. Nested two.\n- The last item.\n", "- The first item.\n- With two sentences.\n  1. Nested one, of 1,234 persons.\n  2. Nested two.\n- The last item.\n",
			"added:  > item\n" +
				"  text: {+The first item.+}\n" +
				"changed: item > item\n" +
				"  text: [-The first item. -]With two sentences.\n" +
				"changed: item > item\n" +
				"  text: Nested one{+, of 1,234 persons+}.\n" +
				"  number  > 1,234\n"},
		{"merged", second + third, strings.TrimSpace(second) + " " + third,
			"merged: paragraph 1 + paragraph 2 > paragraph 1\n" +
				"  text: The consulates assisted 25,614 persons, of whom 34 per cent were women.[-¶-]{+ +}Every department has an office that registers complaints of workers.\n" +
				"renumbered: paragraph 2 > paragraph 1\n"},
		{"phrases", "It was decided by the Ministry of Labour of the State in a meeting.\n", "It was decided by the Congress of Deputies of the nation in a meeting.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: It was decided by the [-Ministry-]{+Congress+} of [-Labour-]{+Deputies+} of the [-State-]{+nation+} in a meeting.\n"},
		{"a sliver", "He spoke with great care of the old and the poor people.\n", "He spoke about many kinds of rights and several new ideas.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: [-He spoke with great care of the old and the poor people.-]{+He spoke about many kinds of rights and several new ideas.+}\n"},
		{"a sentence at the end", "One thing is done. Another is done.\n", "One thing is done. Another is done. A third thing is done.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: One thing is done. Another is done.{+ A third thing is done.+}\n"},
		{"a sentence between", "One thing is done. Another is done.\n", "One thing is done. A third thing is done. Another is done.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: One thing is done. {+A third thing is done. +}Another is done.\n"},
		{"emphasis", "The *ultima* ratio of kings.\n", "The *ultima ratio* of kings.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: The ultima[- ratio-]{+ ratio+} of kings.\n"},
		{"emphasis in a longer change", "The State adopted the national plan in 2019 and told everybody of it.\n", "The State adopted a *national plan* of action in 2019 and told everybody of it.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: The State adopted [-the-]{+a+} [-national plan-]{+national plan+} {+of action +}in 2019 and told everybody of it.\n"},
		{"emphasis around a small word", "The *National Plan* of *Human Rights* is in force.\n", "The National Plan of Human Rights is in force.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: The [-National Plan-]{+National Plan+} of [-Human Rights-]{+Human Rights+} is in force.\n"},
		{"the same word twice", "There is an *ombudsman* here.\n", "There is an ombudsman, an *ombudsman* here.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: There is an {+ombudsman, an +}ombudsman here.\n"},
		{"bold and moved on", "**Law** of 2019 is good.\n", "The **Law of 2019** is very good.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: {+The +}Law[- of 2019-]{+ of 2019+} is {+very +}good.\n"},
		{"a link", "See the [old page](https://example.org/a) for more.\n", "See the [new page](https://example.org/a) for more.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: See the [-old-]{+new+} page for more.\n"},
		{"another address", "See the [page](https://example.org/a) for more.\n", "See the [page](https://example.org/b) for more.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: See the [-page-]{+page+} for more.\n"},
		{"a reference renumbered", first + "As said in @para-x.\n\nIt is so. {#para-x}\n", first + second + "As said in @para-x.\n\nIt is so. {#para-x}\n",
			"added:  > paragraph 2\n" +
				"  text: {+The consulates assisted 25,614 persons, of whom 34 per cent were women.+}\n" +
				"  number  > 25,614\n" +
				"  number  > 34 per cent\n" +
				"renumbered: paragraph 2 > paragraph 3\n" +
				"renumbered: paragraph 3 > paragraph 4\n"},
		{"another reference", "It is so. {#para-x}\n\nIt is not so. {#para-y}\n\nAs said in @para-x.\n", "It is so. {#para-x}\n\nIt is not so. {#para-y}\n\nAs said in @para-y.\n",
			"changed: paragraph 3 > paragraph 3\n" +
				"  text: As said in [-paragraph 1-]{+paragraph 2+}.\n"},
		{"a note between", "One.[@law-2014]\n\nTwo.[@law-2014]\n\nThree.[@law-2014, art. 5]\n", "One.[@law-2014]\n\nTwo.[@law-2014]\n\nBetween.[@pcm-2017]\n\nThree.[@law-2014, art. 5]\n",
			"added:  > paragraph 3\n" +
				"  text: {+Between.[3]+}\n" +
				"  note 3: {+Executive Decree No. PCM-028-2017 of 24 April 2017.+}\n" +
				"  legal  > Executive Decree No. PCM-028-2017\n" +
				"  date  > 24 April 2017\n" +
				"  source  > pcm-2017\n" +
				"renumbered: paragraph 3 > paragraph 4\n" +
				"renumbered: note 3 > note 4\n"},
		{"a first mention gone", "One thing is said.[@law-2014]\n\nTwo things are said.[@law-2014]\n", "One thing is said.\n\nTwo things are said.[@law-2014]\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: One thing is said.[-[1]-]\n" +
				"  note 1: [-Legislative Decree No. 106-2013 of 15 February 2014.-]\n" +
				"  legal Legislative Decree No. 106-2013 > \n" +
				"  date 15 February 2014 > \n" +
				"  source law-2014 > \n" +
				"renumbered: note 2 > note 1\n"},
		{"another source", "One thing is said.[@law-2014]\n", "One thing is said.[@pcm-2017]\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: One thing is said.[-[1]-]{+[1]+}\n" +
				"  note 1: [-Legislative Decree No. 106-2013 of 15 February 2014.-]\n" +
				"  note 1: {+Executive Decree No. PCM-028-2017 of 24 April 2017.+}\n" +
				"  legal Legislative Decree No. 106-2013 > \n" +
				"  date 15 February 2014 > \n" +
				"  legal  > Executive Decree No. PCM-028-2017\n" +
				"  date  > 24 April 2017\n" +
				"  source law-2014 > pcm-2017\n"},
		{"another pinpoint", "One thing is said.[@law-2014, art. 5]\n", "One thing is said.[@law-2014, art. 7]\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  note 1: Legislative Decree No. 106-2013 of 15 February 2014, art. [-5-]{+7+}.\n" +
				"  legal art. 5 > art. 7\n" +
				"  source law-2014, art. 5 > law-2014, art. 7\n"},
		{"a note edited", "One thing is said.^[This is told by the Ministry of Labour in 2017.]\n", "One thing is said.^[This is told by the Ministry of Labour in 2018.]\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  note 1: This is told by the Ministry of Labour in [-2017-]{+2018+}.\n" +
				"  date 2017 > 2018\n"},
		{"a note moved in its text", "One thing is said,^[This is told by the Ministry.] and another one is said.\n", "One thing is said, and another one is said.^[This is told by the Ministry.]\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: One thing is said,[-[1]-] and another one is said.{+[1]+}\n"},
		{"an entry", "One thing is said.[@law-2014]\n\nTwo.[@law-2014]\n", "One thing is said.[@law-2014]\n\nTwo.[@law-2014]\n\n=== citations\n" + strings.Replace(registry, "106-2013", "107-2013", 1),
			"changed: paragraph 1 > paragraph 1\n" +
				"  note 1: Legislative Decree No. [-106-2013-]{+107-2013+} of 15 February 2014.\n" +
				"  legal Legislative Decree No. 106-2013 > Legislative Decree No. 107-2013\n" +
				"  entry law-2014 number: 106-2013 > 107-2013\n" +
				"changed: paragraph 2 > paragraph 2\n" +
				"  entry law-2014 number: 106-2013 > 107-2013\n"},
		{"an entry in what is not printed", "One thing is said.[@law-2014]\n", "One thing is said.[@law-2014]\n\n=== citations\n" + registry + "comment = \"checked\"\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  entry law-2014 comment:  > checked\n"},
		{"an item between", "Listed are:\n\n1. one thing;\n2. another thing;\n3. the last.\n", "Listed are:\n\n1. one thing;\n2. something new;\n3. another thing;\n4. the last.\n",
			"added:  > item 1 (b)\n" +
				"  text: {+something new;+}\n" +
				"renumbered: item 1 (b) > item 1 (c)\n" +
				"renumbered: item 1 (c) > item 1 (d)\n"},
		{"an item in an item", "Listed are:\n\n1. one thing:\n    1. its first part;\n    2. its second part;\n2. the last.\n", "Listed are:\n\n1. one thing:\n    1. its first part;\n    2. its other part;\n2. the last.\n",
			"changed: item 1 (a) (ii) > item 1 (a) (ii)\n" +
				"  text: its [-second-]{+other+} part;\n"},
		{"an item to another level", "Listed are:\n\n1. one thing here:\n2. its part of 20 offices; {#para-part}\n3. the last.\n", "Listed are:\n\n1. one thing here:\n    1. its part of 21 offices; {#para-part}\n2. the last.\n",
			"changed: item 1 (b) > item 1 (a) (i) (level 2 of the list, was 1)\n" +
				"  text: its part of [-20-]{+21+} offices;\n" +
				"  number 20 > 21\n" +
				"renumbered: item 1 (c) > item 1 (b)\n"},
		{"items of equal words to another level", "Listed are:\n\n- one thing here:\n    - its part of many offices;\n    - its other part of registers;\n- the last.\n", "Listed are:\n\n- one thing here:\n    - its part of many offices;\n- its other part of registers;\n- the last.\n",
			"changed: item near 1 > item near 1 (level 1 of the list, was 2)\n"},
		{"an item with its own ones", "Listed are:\n\n1. one thing here:\n2. its part: {#para-part}\n    1. the first of all; {#para-first}\n    2. the second of all;\n3. the last.\n", "Listed are:\n\n1. one thing here:\n    1. its part: {#para-part}\n        1. the first of all; {#para-first}\n        2. the second of them;\n2. the last.\n",
			"changed: item 1 (b) > item 1 (a) (i) (level 2 of the list, was 1)\n" +
				"  text: the second of [-all-]{+them+};\n" +
				"renumbered: item 1 (c) > item 1 (b)\n"},
		{"an item among new ones", "Listed are:\n\n1. one thing here;\n2. its part of 20 offices; {#para-part}\n3. the last.\n", "Listed are:\n\n1. one thing here;\n2. something quite new:\n    1. with another part;\n    2. its part of 20 offices; {#para-part}\n3. the last.\n",
			"added:  > item 1 (b)\n" +
				"  text: {+something quite new:+}\n" +
				"  text: {+with another part;+}\n" +
				"changed: item 1 (b) > item 1 (b) (ii) (level 2 of the list, was 1)\n"},
		{"an item to another list", "Listed are:\n\n1. one thing here; {#para-one}\n2. another thing there.\n\nAlso listed are:\n\n1. the first of others;\n2. the second.\n", "Listed are:\n\n1. another thing there.\n\nAlso listed are:\n\n1. the first of others;\n2. one thing here; {#para-one}\n3. the second.\n",
			"moved: item 1 (a) > item 2 (b)\n" +
				"renumbered: item 1 (b) > item 1 (a)\n" +
				"renumbered: item 2 (b) > item 2 (c)\n"},
		{"items that change places", "Listed are:\n\n1. one thing here: {#para-one}\n    1. a part of it. {#para-part}\n", "Listed are:\n\n1. a part of it: {#para-part}\n    1. one thing here. {#para-one}\n",
			"changed: item 1 (a) (i) > item 1 (a) (level 1 of the list, was 2)\n" +
				"  text: a part of it[-.-]{+:+}\n" +
				"changed: item 1 (a) > item 1 (a) (i) (level 2 of the list, was 1)\n" +
				"  text: one thing here[-:-]{+.+}\n"},
		{"bullets", "Listed are:\n\n1. one thing;\n2. another thing.\n", "Listed are:\n\n- one thing;\n- another thing.\n",
			"changed: list near 1 > list near 1 (bullets, was letters)\n"},
		{"a cell", table, strings.Replace(table, "| 15 |", "| 16 |", 1),
			"changed: table Table 1 > table Table 1\n" +
				"  cell 3,2: [-15-]{+16+}\n" +
				"  number 15 > 16\n"},
		{"a row between", table, strings.Replace(table, "| 2019", "| 2018 (June) | 3 | 4 |\n| 2019", 1),
			"changed: table Table 1 > table Table 1\n" +
				"  cell 4,1: {+2018 (June)+}\n" +
				"  cell 4,2: {+3+}\n" +
				"  cell 4,3: {+4+}\n" +
				"  date  > 2018\n" +
				"  number  > 3\n" +
				"  number  > 4\n"},
		{"a row gone", table, strings.Replace(table, "| 2018 | 15 | 31 |\n", "", 1),
			"changed: table Table 1 > table Table 1\n" +
				"  cell 3,1: [-2018-]\n" +
				"  cell 3,2: [-15-]\n" +
				"  cell 3,3: [-31-]\n" +
				"  date 2018 > \n" +
				"  number 15 > \n" +
				"  number 31 > \n"},
		{"a caption and a line", table, strings.NewReplacer("Persons returned", "Persons who returned", "National Institute", "National Institute of Statistics").Replace(table),
			"changed: table Table 1 > table Table 1\n" +
				"  caption: Persons {+who +}returned\n" +
				"  line Source:: National Institute{+ of Statistics+}.\n"},
		{"a column", table, strings.NewReplacer("Women |\n", "Women | All |\n", "--- |\n", "--- | --- |\n", "30 |\n", "30 | 42 |\n", "31 |\n", "31 | 46 |\n", "40 |\n", "40 | 59 |\n").Replace(table),
			"changed: table Table 1 > table Table 1 (4 columns, were 3)\n" +
				"  cell 1,4: {+All+}\n" +
				"  cell 2,4: {+42+}\n" +
				"  cell 3,4: {+46+}\n" +
				"  cell 4,4: {+59+}\n" +
				"  number  > 42\n" +
				"  number  > 46\n" +
				"  number  > 59\n"},
		{"a lettered note", strings.Replace(table, "| 40 |", "| 40^[Estimate.] |", 1), strings.NewReplacer("| 30 |", "| 30^[From June on.] |", "| 40 |", "| 40^[Estimate.] |").Replace(table),
			"changed: table Table 1 > table Table 1\n" +
				"  cell 2,3: 30{+[a]+}\n" +
				"  note a: {+From June on.+}\n" +
				"renumbered: note a > note b\n"},
		{"a heading of another level", "# One\n\n## Legal framework\n\n" + first, "# One\n\n# Legal framework\n\n" + first,
			"changed: heading I.A > heading II (heading level 1, was 2)\n"},
		{"a heading of other words", "# Legal framework\n\n" + first, "# Legal and institutional framework\n\n" + first,
			"changed: heading I > heading I\n" +
				"  text: Legal {+and institutional +}framework\n"},
		{"without number", first + second, first + strings.TrimSpace(second) + " {.unnumbered}\n",
			"changed: paragraph 2 > paragraph near 1 (unnumbered, was numbered)\n"},
		{"a section gone", first + "=== 02\n" + second + "=== 03\n" + third, first + "=== 03\n" + third,
			"removed: paragraph 2 > \n" +
				"  text: [-The consulates assisted 25,614 persons, of whom 34 per cent were women.-]\n" +
				"  number 25,614 > \n" +
				"  number 34 per cent > \n" +
				"renumbered: paragraph 3 > paragraph 2\n"},
		{"sections exchanged", "=== 02\n# Two\n\n" + second + "=== 03\n# Three\n\n" + first + third, "=== 03\n# Three\n\n" + first + third + "=== 02\n# Two\n\n" + second,
			"moved: heading I > heading II run 1\n" +
				"moved: paragraph 1 > paragraph 3 run 1\n" +
				"renumbered: heading II > heading I\n" +
				"renumbered: paragraph 2 > paragraph 1\n" +
				"renumbered: paragraph 3 > paragraph 2\n"},
		{"front matter", "+++\nstatus = \"draft\"\n+++\n\n" + first, "+++\nstatus = \"reviewed\"\n+++\n\n" + first,
			"changed: section > section\n" +
				"  field status: [-draft-]{+reviewed+}\n"},
		{"the title", first, first + "=== title\nen = \"Revised report of Honduras under the Convention\"\n",
			"changed: front > front\n" +
				"  field title: [-Report-]{+Revised report+} of Honduras under the Convention\n"},
		{"legal references", "Under Legislative Decree No. 130-2017 and article 73 (1) of the Convention.\n", "Under Legislative Decree No. 131-2017 and article 73 (2) of the Convention, on 3 March 2023.\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: Under Legislative Decree No. [-130-2017-]{+131-2017+} and article 73 ([-1-]{+2+}) of the Convention{+, on 3 March 2023+}.\n" +
				"  legal Legislative Decree No. 130-2017 > Legislative Decree No. 131-2017\n" +
				"  legal article 73 (1) > article 73 (2)\n" +
				"  date  > 3 March 2023\n"},
		{"a symbol", "The Committee said so (CMW/C/HND/CO/1, para. 12).\n", "The Committee said so (CMW/C/HND/QPR/2, para. 14).\n",
			"changed: paragraph 1 > paragraph 1\n" +
				"  text: The Committee said so ([-CMW/C/HND/CO/1-]{+CMW/C/HND/QPR/2+}, para. [-12-]{+14+}).\n" +
				"  legal CMW/C/HND/CO/1 > CMW/C/HND/QPR/2\n" +
				"  legal para. 12 > para. 14\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			old, new := compiled(t, project(test.old)), compiled(t, project(test.new))
			r := compare(old, new)
			if diff := cmp.Diff(redlinetest.Printed(new.Report), redlinetest.Printed(redlinetest.Accept(r.Report))); diff != "" {
				t.Errorf("accepted it is not the newer report (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(redlinetest.Printed(old.Report), redlinetest.Printed(redlinetest.Reject(r.Report))); diff != "" {
				t.Errorf("rejected it is not the older report (-want +got):\n%s", diff)
			}
			if got := told(r); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}
