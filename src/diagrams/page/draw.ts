import { Configuration } from './configuration.ts'
import type { Drawing, DrawingProblem, Drawn } from './drawing.ts'
import type { Mermaid } from './mermaid.ts'
import { inFixedEnvironment } from './read/fixed-environment.ts'
import { failureOf } from './read/messages.ts'
import { type Box, loadFonts, type Picture, picturesOf } from './read/picture.ts'
import { lostLabels } from './read/problems.ts'
import { sharedMarks } from './svg/marks.ts'
import { merge, svgOf } from './svg/svg.ts'
import { plainText } from './text/html.ts'
import type { DiagramContent } from './words/content.ts'
import { contentOf, descriptionOf, diagramTitle, kindOf } from './words/words.ts'

export interface DrawOptions {
  /** What the ids of the SVG begin with. */
  prefix: string
}

/** Mermaid's own limit, in UTF-16 code units: beyond it, it draws a picture of that sentence. */
const longest = 50_000

/**
 * Draws diagrams in the document that Mermaid was loaded in, for both themes. One at a time: Mermaid keeps what it draws in
 * places that all drawings share, and chance and the clock stand still meanwhile. What cannot be drawn is data.
 */
export class Drawer {
  readonly #mermaid: Mermaid
  readonly #configuration: Configuration

  constructor(mermaid: Mermaid) {
    this.#mermaid = mermaid
    this.#configuration = new Configuration(mermaid)
  }

  async draw(source: string, { prefix }: DrawOptions): Promise<Drawn> {
    if (source.length > longest)
      return undrawable(`Unexpected ${source.length} characters, expected at most ${longest}`)
    try {
      await loadFonts(source)
      await this.#configuration.setFor(source)
      return await drawingOf(this.#mermaid, source, prefix)
    } catch (error) {
      return undrawable(failureOf(error))
    }
  }
}

function undrawable(message: string): Drawn {
  return { kind: 'undrawable', code: 'diagrams/undrawable', message }
}

/** What the content says; read under the settings that the source itself asks for, as the drawing will be. */
interface TitledContent extends DiagramContent {
  title?: string
  store: unknown
}

async function readContent(mermaid: Mermaid, source: string): Promise<TitledContent> {
  const { type, db } = await inFixedEnvironment(async () => {
    // It takes on what frontmatter and directives set, such as the name of the main branch.
    await mermaid.mermaidAPI.parse(source)
    return mermaid.mermaidAPI.getDiagramFromText(source)
  })
  const title = diagramTitle(db, plainText) ?? frontmatterTitle(source)
  return { ...contentOf(type, db, plainText), store: db, ...(title === undefined ? {} : { title }) }
}

function frontmatterTitle(source: string): string | undefined {
  const header = /^\s*---\s*\n([\s\S]*?)\n\s*---/.exec(source)?.[1]
  const written = /^title:\s*(.+)$/m.exec(header ?? '')?.[1]?.trim()
  return written?.replace(/^(["'])(.*)\1$/, '$2') || undefined
}

async function drawingOf(mermaid: Mermaid, source: string, prefix: string): Promise<Drawing> {
  const content = await readContent(mermaid, source)
  const ids = new Set(content.nodes.map(({ id }) => id))
  const { light, dark } = await picturesOf(mermaid, source, ids)
  if (light.type === 'sequence' && content.nodes.some(({ label }) => label.includes('$$')))
    throw new Error('Unexpected formula in the name of a participant, expected text: Mermaid draws nothing of it')
  return published(content, light, dark, prefix)
}

function published(
  { title, nodes, facts, labels, store }: TitledContent,
  light: Picture,
  dark: Picture,
  prefix: string,
): Drawing {
  const { type, texts } = light
  const description = descriptionOf(type, store, facts, texts, plainText)
  const merged = merge(light.parts, dark.parts)
  const words = { title: title ?? kindOf(type), description }
  const box: Box = light.box
  return {
    kind: 'drawing',
    type,
    svg: svgOf(sharedMarks(merged ?? light.parts), { box, words, prefix }),
    ...(merged ? {} : { dark: svgOf(sharedMarks(dark.parts), { box: dark.box, words, prefix: `${prefix}-n` }) }),
    width: box.width,
    height: box.height,
    ...(title === undefined ? {} : { title }),
    description,
    nodes,
    problems: [...distinct([...light.problems, ...dark.problems]), ...lostLabels(labels, texts)],
  }
}

/** What is so in both themes is told once; a contrast as it is in the first of them. */
function distinct(problems: readonly DrawingProblem[]): DrawingProblem[] {
  return [
    ...new Map(problems.toReversed().map((one) => [`${one.code} ${one.text ?? one.message}`, one])).values(),
  ].toReversed()
}
