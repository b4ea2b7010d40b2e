// Package suite tests the program as a whole; nothing imports it.
//
// Cases are txtar archives under testdata/SUBJECT/NAME.txtar: a sentence or two, the files of a project, and what must come of them:
// want/diag (all findings; absent means that there are none), want/doc (the model), want/html, want/docx, want/pdf; want/redline (the
// model), want/redline.html and want/redline.pdf are of a redline, whose older report has the files under old/ in place of its own, and lacks those
// that are empty there. A case without report.toml gets one with every section that is there; a file NAME.base64 is the binary file NAME.
// To add a golden, write its empty heading; "go test ./internal/suite -update" fills it in, and the difference is read before it is
// committed.
//
// Readers of HTML, Word files and PDF, which know nothing of the back ends, bring every format to one form, a reading: the formats must
// show the same words, in the same order, with the same numbers, marks, markers, cells and spans, for every sample, every case and the
// worked example. The fidelity test does so for a published report, which is not part of the repository; the environment variable
// RAPPORTEUR_CORPUS names the folder that holds it. RAPPORTEUR_JUDGES=required calls outside programs that take long as well, and fails
// where one is missing.
package suite
