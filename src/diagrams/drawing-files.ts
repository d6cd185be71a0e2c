import { readdirSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { sourceFolder } from '../files/package.ts'
import { vendored } from '../files/vendored.ts'
import { framePolicy } from '../site/contract/content-security-policy.ts'
import { frameName } from '../site/contract/drawing-frame.ts'

/** Everything that the document in which diagrams are drawn may load; names are relative to it, such as `page/frame.js`. */
export interface DrawingFiles {
  names(): string[]
  /** Undefined where there is no file of this name. */
  read(name: string): Uint8Array | undefined
}

const pageFolder = path.join(sourceFolder(), 'diagrams', 'page')
const mermaidModules = ['mermaid.esm.min.mjs', path.join('chunks', 'mermaid.esm.min')]
const fontStyles = ['400.css', '400-italic.css', '700.css', '700-italic.css']

/** Our own modules without their types, Mermaid's, and the font in all its scripts. */
export function drawingFiles(): DrawingFiles {
  const styles = fontStyles.map((name) => readFileSync(path.join(fontFolder(), name), 'utf8')).join('\n')
  const readers = new Map<string, () => string | Uint8Array>([
    [frameName, () => frame(styles)],
    ...pageModules(),
    ...mermaidFiles(),
    ...fontFiles(styles),
  ])
  return {
    names: () => [...readers.keys()],
    read: (name) => {
      const content = readers.get(name)?.()
      return typeof content === 'string' ? Buffer.from(content) : content
    },
  }
}

/** What is measured need not be painted: that takes a tenth of the time. */
const unpainted = `html { overflow: hidden }
body { position: absolute; margin: 0; width: 0; height: 0; overflow: clip }`

function frame(styles: string): string {
  const local = styles.replace(/url\(\.\/files\/([^)]+\.woff2)\) format\('woff2'\)[^;]*/g, 'url(fonts/$1)')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${framePolicy}">
<meta name="robots" content="noindex">
<title>Where diagrams are drawn</title>
<style>
${unpainted}
${local}
</style>
<script type="module" src="page/frame.js"></script>
`
}

/** The script of the document with what it imports, at any distance. A server may not know `.ts`, and some do not know `.mjs`: all are named `.js`. */
function pageModules(): [string, () => string][] {
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js'
  const texts = new Map<string, string>()
  const add = (name: string) => {
    if (texts.has(name)) return
    const text = moduleText(readFileSync(path.join(pageFolder, `${name}${ending}`), 'utf8'), ending)
    texts.set(name, text)
    for (const [, imported = ''] of text.matchAll(imports))
      add(path.posix.join(path.posix.dirname(name), imported.replace(/\.js$/, '')))
  }
  add('frame')
  return Array.from(texts, ([name, text]) => [`page/${name}.js`, () => text])
}

/** What a module of ours imports always, as it is written. */
const imports = /^(?:import|export)\b(?:[^'";]*?\bfrom)?\s*['"](\.[^'"\n]*)['"]/gm

function moduleText(text: string, ending: '.ts' | '.js'): string {
  if (ending === '.js') return text
  return withoutTypes(text).replace(/(\b(?:from|import)\s*\(?\s*['"]\.[^'"\n]*)\.ts(['"])/g, '$1.js$2')
}

/** Node warns that this is new to it; whoever draws a diagram has no use for that. */
function withoutTypes(text: string): string {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    return stripTypeScriptTypes(text)
  } finally {
    process.emitWarning = emitWarning
  }
}

function mermaidFiles(): [string, () => string][] {
  const dist = path.join(vendored('mermaid'), 'dist')
  const [entry = '', chunks = ''] = mermaidModules
  const names = [entry, ...readdirSync(path.join(dist, chunks)).map((name) => path.join(chunks, name))]
  return names
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => [
      `mermaid/${renamed(name.split(path.sep).join('/'))}`,
      () => readFileSync(path.join(dist, name), 'utf8').replace(/"(\.{1,2}\/[^"\n]*)\.mjs"/g, '"$1.js"'),
    ])
}

function renamed(name: string): string {
  return name.replace(/\.mjs$/, '.js')
}

function fontFiles(styles: string): [string, () => Uint8Array][] {
  const names = [...styles.matchAll(/url\(\.\/files\/([^)/]+\.woff2)\)/g)].map(([, name]) => name ?? '')
  return names.map((name) => [`fonts/${name}`, () => readFileSync(path.join(fontFolder(), 'files', name))])
}

function fontFolder(): string {
  return vendored('@fontsource/arimo')
}
