package cite

// IsLegislation reports whether entries of that type are legislation of a State.
func IsLegislation(typ string) bool {
	c, ok := sourceTypes[typ]
	return ok && c == legislation
}
