// Package check holds the rules that a compiled report is held to, and the list of every code that a finding can have.
//
// In: a compiled report. Out: findings. A rule is a value with a code, a severity, a sentence that explains it and a function; adding one
// is adding it to the table. What cannot be seen in a compiled report any more (an unknown key, a row that does not fit) is found where it
// is read; its code stands in the same list, for docs/checks.md and for report.toml, which silences warnings by code.
package check
