/** What somebody on call types, and the pages that would help them. */
export interface Question {
  words: string
  /** Files, of which one is to be among the first results; the guidebook's folder stands first. */
  pages: readonly string[]
}

/** The folder that the alerts' runbooks of github.com/openshift/runbooks stand in on the site that is asked. */
export const runbooks = 'openshift'

/** Short for the pages of one folder. */
export function of(folder: string, names: string): string[] {
  return names.split(' ').map((name) => `${folder}/${name}.md`)
}

/** Short for pages of alerts: `folder/Name`, with a space between them. */
export function alerts(names: string): string[] {
  return of(`${runbooks}/alerts`, names)
}
