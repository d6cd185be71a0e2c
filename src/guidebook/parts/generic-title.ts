/** Titles that say of a page that it is the first of its folder, and nothing of what the folder is about. */
const generic =
  /^(?:overview|home(?: ?page)?|index|read ?me|intro(?:duction)?|welcome|start(?: here)?|main|src|source|content|contents|table of contents|toc|summary|pages|docs?|documentation|wiki|untitled|about|aper[cç]u|accueil|übersicht|startseite|einführung)[.!:]?$/iu

/** Whether a title could be that of any folder, as "Overview" and "Home" are: a list of several such says nothing. */
export function isGenericTitle(title: string): boolean {
  return generic.test(title.normalize('NFC').trim())
}
