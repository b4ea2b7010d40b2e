package tomlfile

// Parse is the parser of texts, for the test that holds it against the one that it stands in for.
var Parse = parse
