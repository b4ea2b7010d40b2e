package exchange

import "strings"

// BesideMark remembers the lines of a cell.
func BesideMark(cell string) string { return besideMark(strings.Split(cell, "\n")) }
