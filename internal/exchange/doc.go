// Package exchange hands the sentences of a section to translators in the formats of their tools, and takes them back.
//
// Out: a [Document], one section in two languages with what a translator wants to know of every sentence, as XLIFF, PO, TMX or a folder for
// OmegaT. In: a file that came back, as [Batch]es of [Returned] units, whatever its format; [Take] compares them with the section as it is
// now and says of every one what becomes of it: new words for the content file, a new state for the lock, or why it is not taken.
//
// A unit is one sentence, and its id is that of the [translation.Unit]. Its codes are numbered as there. What comes back is hostile until
// it is read: sizes and depths are limited, and a file with a document type or an entity of its own is refused.
package exchange
