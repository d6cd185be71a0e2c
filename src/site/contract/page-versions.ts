/** Where pages of `dev` hear of what is newer than they are, from the site's root. */
export const newsAddress = '/_waymark/news'

/** What a page of `dev` shows, and what there is to show by now. */
export interface PageVersions {
  /** Of the text: changes with what pages show. */
  site: string
  /** Of what was found in it. */
  findings: string
}
