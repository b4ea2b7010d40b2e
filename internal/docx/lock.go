package docx

// A cell that nobody is to change stands in a content control with a lock, in the shape that Word gives a whole cell. Protecting the document
// and leaving open what is to be written would do as well in Word; but LibreOffice (7.4) then opens the file for reading only, with the open
// places shut too, and a protected file takes no comments. LibreOffice does not keep the lock, and loses tracked changes inside and the places of line
// breaks: neither should stand in such a cell.
//
// Source: ECMA-376, part 1, 17.5.2.23 (lock) and 17.5.2.32 (content control around a cell).

// lock begins what the reader of the file cannot change or delete.
func (w *writer) lock() {
	m := w.body
	w.locks++
	m.start("w:sdt")
	m.start("w:sdtPr")
	m.leaf("w:id", "w:val", itoa(w.locks))
	m.leaf("w:lock", "w:val", "sdtContentLocked")
	m.end()
	m.start("w:sdtContent")
}

// unlock ends it.
func (w *writer) unlock() {
	w.body.end()
	w.body.end()
}
