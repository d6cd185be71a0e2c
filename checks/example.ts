import { posix } from 'node:path'
import type { Example, ExampleFile, Rule } from './rule.ts'

/** One file of an example, as a reader is shown it. */
export interface ShownFile {
  /** "Wrong, in `guidebooks/shop.md`". */
  label: string
  /** Absent where a file has to be away. */
  text?: string
  /** For the highlighter: `markdown`. */
  language: string
}

/** The files of an example by their paths. */
export function filesOf(example: Example): Readonly<Record<string, ExampleFile>> {
  return typeof example === 'string' ? { 'guidebooks/page.md': example } : example
}

/**
 * A rule's examples in the order of telling: what stood there before, what is wrong, what stands beside it, and what
 * differs where it is right.
 */
export function shownExamples({ wrong, right, history }: Rule): ShownFile[] {
  const [wrongFiles, rightFiles] = [filesOf(wrong), filesOf(right)]
  const written = Object.entries(wrongFiles)
  const isKept = ([file, content]: [string, ExampleFile]) => isSame(rightFiles[file], content)
  const changed = Object.entries(rightFiles).filter(([file, content]) => !isSame(wrongFiles[file], content))
  const gone = Object.keys(wrongFiles).filter((file) => !Object.hasOwn(rightFiles, file))
  const day = (at: 0 | 1) => (history ? `, committed on ${history.days[at]}` : '')
  // The one page of an example needs no name.
  const named = (file: string) => (typeof wrong === 'string' ? '' : `, in \`${file}\``)
  const show = (word: string, files: [file: string, content: ExampleFile][]) =>
    files.map(([file, content]) => shownFile(`${word}${named(file)}`, file, content))
  return [
    ...(history ? show(`Before${day(0)}`, Object.entries(filesOf(history.before))) : []),
    ...show(
      `Wrong${day(1)}`,
      written.filter((entry) => !isKept(entry)),
    ),
    ...show('Beside it', written.filter(isKept)),
    ...show(`Right${day(1)}`, changed),
    ...gone.map((file) => ({ label: `Right, without \`${file}\``, language: 'text' })),
  ]
}

function isSame(one: ExampleFile | undefined, other: ExampleFile): boolean {
  return one === other || (one !== undefined && JSON.stringify(one) === JSON.stringify(other))
}

function shownFile(label: string, file: string, content: ExampleFile): ShownFile {
  if (typeof content === 'string') return { label, text: content.trimEnd(), language: languageOf(file) }
  if ('shown' in content) return { label, text: content.shown.trimEnd(), language: languageOf(file) }
  return { label: `${label}, a symbolic link to`, text: content.linkTo, language: 'text' }
}

function languageOf(file: string): string {
  const extension = posix.extname(file).slice(1)
  const languages: Record<string, string> = {
    md: 'markdown',
    mdx: 'mdx',
    yaml: 'yaml',
    yml: 'yaml',
    json: 'json',
    svg: 'xml',
    html: 'html',
  }
  return languages[extension] ?? 'text'
}
