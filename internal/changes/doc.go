// Package changes writes what differs between two drafts of a report: as text for a terminal, as JSON for programs, as an HTML page that
// stands alone, and as Markdown for a pull request.
//
// In: a [redline.Result]. In between: a [List], which is the JSON form too, and holds plain text only. Out: bytes. What a change is, and
// who made it, is decided before; here words far from a change are left out, and a summary is made: how many blocks have changed in what
// way, which ones only have another number, and every number, date, legal reference and source that differs.
//
// The words around the changes are those of the language of the report, from its template.
package changes
