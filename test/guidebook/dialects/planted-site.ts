/** A fault, where it was put. */
export interface PlantedFault {
  file: string
  line: number
  column: number
  code: string
}

/** A site of 65 pages as files by their paths, and what is wrong in it. */
export interface PlantedSite {
  files: Record<string, string>
  faults: PlantedFault[]
  /** The anchors that its generator makes, in the order of the headings, by the names of pages. */
  anchors: ReadonlyMap<string, readonly string[]>
}

/** What is wrong in some lines; `⁂` stands where it begins, and `№` for the number of the fault. */
export interface Mistake {
  code: string
  lines: readonly string[]
}

/** The name of a page, how it links to others of the same site, and its number. */
export interface PlantedPage {
  number: number
  name: string
  /** The path, without an ending, of the page that is so many behind it, as it is written in this one. */
  to(further: number): string
}

/** What the pages of a generator are written in. */
export interface Manner {
  /** The folder of pages, with a slash at its end; empty for the repository's own. */
  folder: string
  /** The name of the first page. */
  home: string
  /** Its configuration, and what pages include. */
  files: Record<string, string>
  /** What a page begins with. */
  head(page: PlantedPage): string[]
  /** Blocks that are right, each with a blank line behind it. */
  sound: readonly ((page: PlantedPage) => string[])[]
  anchors(page: PlantedPage): string[]
  /** Each is planted several times over. */
  mistakes: readonly Mistake[]
}

const names = Array.from({ length: 64 }, (_, index) => `s${Math.floor(index / 8)}/page-${index}`)

/** Writes pages of all constructs of a generator, 40 of them with one fault each, which stands between any two of them. */
export function plantSite({ folder, home, files, head, sound, anchors, mistakes }: Manner): PlantedSite {
  const faults: PlantedFault[] = []
  const pages = names.map((name, number): PlantedPage => ({ number, name, to: (further) => pathTo(number, further) }))
  const written = pages.map((page) => {
    const blocks = sound.map((block) => block(page))
    const lines = [...head(page)]
    const mistake = page.number % 8 < 5 ? mistakes[faults.length % mistakes.length] : undefined
    const before = page.number % sound.length
    for (const [index, block] of blocks.entries()) {
      if (mistake && index === before) {
        const own = mistake.lines.map((line) => line.replaceAll('№', String(faults.length)))
        const at = own.findIndex((line) => line.includes('⁂'))
        const column = (own[at]?.indexOf('⁂') ?? 0) + 1
        faults.push({ file: `${folder}${page.name}.md`, line: lines.length + at + 1, column, code: mistake.code })
        lines.push(...own.map((line) => line.replace('⁂', '')), '')
      }
      lines.push(...block, '')
    }
    return [`${folder}${page.name}.md`, lines.join('\n')] as const
  })
  const list = names.map((name) => `- [${name}](${name}.md)`).join('\n')
  return {
    files: { ...files, [`${folder}${home}`]: `# Home\n\n${list}\n`, ...Object.fromEntries(written) },
    faults,
    anchors: new Map(pages.map((page) => [`${page.name}.md`, anchors(page)])),
  }
}

function pathTo(from: number, further: number): string {
  const target = names[(from + further) % names.length] ?? ''
  const [folder, file = ''] = target.split('/')
  return folder === names[from]?.split('/')[0] ? file : `../${target}`
}
