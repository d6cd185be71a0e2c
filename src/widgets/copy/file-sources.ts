import { ScannedTexts } from '../search/scanned-texts.ts'
import type { SearchSources } from '../search/sources.ts'
import { dataScript, type FileTexts, textsAddress } from './file-data.ts'

/** Of a page on a disk: what is searched comes in scripts. */
export const published: SearchSources = {
  fetch: async (address) => {
    const found = await dataAt(address)
    return { ok: found !== undefined, status: found === undefined ? 404 : 200, json: async () => found }
  },
  loadText: async (base, addresses) => {
    const load = async (part: number) => (await dataAt(base + textsAddress(part))) as FileTexts | undefined
    const first = await load(0)
    if (!first) return undefined
    const others = await Promise.all(Array.from({ length: first.parts - 1 }, (_, index) => load(index + 1)))
    const rows = [first, ...others].flatMap((part) => part?.pages ?? [])
    const texts = new Map(rows.map(([address, content, anchors]) => [address, { content, anchors }]))
    return new ScannedTexts(addresses, async (address) => texts.get(address))
  },
}

/** What the script at the address of a JSON file brings; undefined where there is none. */
async function dataAt(address: string): Promise<unknown> {
  const script = document.createElement('script')
  script.src = dataScript(address)
  const isLoaded = await new Promise<boolean>((resolve) => {
    script.addEventListener('load', () => resolve(true))
    script.addEventListener('error', () => resolve(false))
    document.head.append(script)
  })
  script.remove()
  const { waymarkData = {} }: { waymarkData?: Record<string, unknown> } = globalThis as object
  const key = Object.keys(waymarkData).find((name) => address.endsWith(`/${name}`))
  return isLoaded && key !== undefined ? waymarkData[key] : undefined
}
