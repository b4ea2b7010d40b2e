// Package suite tests the program as a whole; nothing imports it.
//
// Cases are txtar archives under testdata/SUBJECT/NAME.txtar: a sentence or two, the files of a project, and what must come of them.
// Run "go test ./internal/suite -update" to rewrite what must come, and read the difference before it is committed.
//
// The fidelity test builds a published report and reads it back from PDF, DOCX and HTML with readers that know nothing of the back ends:
// every number, note mark, list, caption, cell and span must be there, in order, and nothing else. The report is not part of the
// repository; the environment variable RAPPORTEUR_CORPUS names the folder that holds it.
package suite
