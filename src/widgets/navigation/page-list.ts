/** A page of the site, as `_waymark/pages.json` lists it. */
export interface ListedPage {
  address: string
  title: string
  guidebook: string
  /** Its H1, where that says more than the title. */
  heading: string
}

/** Loads the list of all pages; empty where it cannot be had. */
export async function loadPages(base: string): Promise<ListedPage[]> {
  try {
    const rows: unknown = await (await fetch(`${base}_waymark/pages.json`)).json()
    return Array.isArray(rows) ? rows.flatMap(rowOf) : []
  } catch {
    return []
  }
}

function rowOf(row: unknown): ListedPage[] {
  if (!Array.isArray(row)) return []
  const [address = '/', title = '', guidebook = '', heading = ''] = row.map(String)
  return [{ address, title, guidebook, heading }]
}
