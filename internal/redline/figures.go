package redline

func figures(c *comparer, passages []Passage) []Figure { return nil }
