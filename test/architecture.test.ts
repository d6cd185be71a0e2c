import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { assert, describe, expect, test } from 'vitest'

/** Foundations: they know nothing of guidebooks, and each concept of theirs stands in them once. From the ground up. */
const foundations: Record<string, string[]> = {
  // What is wrong, and where: said of documents, and of what a user asks for.
  'src/finding': [],
  'src/text': ['src/finding'],
  // What commands of a shell are, and what they do.
  'src/shell': [],
  'src/concurrency': [],
  'src/files': ['src/finding', 'src/text'],
  'src/yaml': ['src/finding', 'src/text', 'src/files'],
  'src/toml': ['src/finding'],
  'src/git': ['src/finding', 'src/text', 'src/files'],
  'src/network': ['src/finding', 'src/text'],
  // What settings that people write are made of, by zod.
  'src/schema': ['src/text', 'src/network'],
  // Each kind of probe as one module: what may be written of it, and how it runs.
  'src/probe-kinds': ['src/text', 'src/files', 'src/network', 'src/schema'],
  // Pictures of strangers, made safe.
  'src/svg': ['src/text'],
}
const ground = Object.keys(foundations)
const site = [
  ...ground,
  'src/guidebook',
  'src/config',
  'src/inventory',
  'src/status-model',
  'src/review',
  'src/widgets',
  'src/site',
]

/** Whom each layer may import, besides itself and packages. */
const allowed: Record<string, string[]> = {
  ...foundations,
  'src/guidebook': ground,
  'src/config': [...ground, 'src/guidebook'],
  // What the repository's own files say that runs.
  'src/inventory': [...ground, 'src/guidebook', 'src/config'],
  // Server, build and browser agree by it: it knows none of them, and has nothing of any of them.
  'src/status-model': [],
  // Two moments of one page: trees in, trees out.
  'src/review/compare': [],
  // What the built site tells those who serve, draw and check it.
  'src/site/contract': [],
  // What draws runs in a browser, the reader's or one of Waymark's own.
  'src/diagrams/page': [],
  'src/diagrams': [...ground, 'src/guidebook', 'src/config', 'src/site/contract'],
  checks: [
    ...ground,
    'src/guidebook',
    'src/config',
    'src/inventory',
    'src/status-model',
    'src/diagrams',
    'src/site/contract',
  ],
  // What a change of the documents does and means.
  'src/review': [...ground, 'src/guidebook', 'src/config', 'src/inventory', 'src/status-model', 'checks'],
  'src/status': [...ground, 'checks/probes', 'src/status-model', 'src/config', 'src/site/contract'],
  'src/site': [
    ...ground,
    'src/guidebook',
    'src/config',
    'src/inventory',
    'src/status-model',
    'src/diagrams',
    'src/review',
    'src/widgets',
  ],
  // What programs are told that read a site for somebody: of what is published, and nothing else.
  'src/agents': [...ground, 'src/guidebook', 'src/config', 'src/status-model', 'src/site/contract', 'src/widgets'],
  'src/pages': [...site, 'src/layouts', 'src/components', 'src/styles'],
  'src/layouts': [...site, 'src/components', 'src/styles'],
  'src/components': [
    ...ground,
    'src/guidebook',
    'src/config',
    'src/inventory',
    'src/status-model',
    'src/review',
    'src/site',
  ],
  'src/widgets': ['src/text', 'src/shell', 'src/status-model', 'src/diagrams/page', 'src/styles'],
  'src/cli': [
    ...ground,
    'src/guidebook',
    'src/config',
    'src/inventory',
    'src/status-model',
    'src/diagrams',
    'checks',
    'src/review',
    'src/status',
    'src/site',
    'src/agents',
  ],
}

interface Import {
  from: string
  to: string
}

const files = globSync(['src/**/*.{ts,astro}', 'checks/**/*.ts'])
  .map((file) => file.split(path.sep).join('/'))
  .filter((file) => !file.endsWith('.d.ts'))

describe('Who may import whom', () => {
  const imports = files.flatMap(importsOf)

  test('every file belongs to a layer', () => {
    expect(files.filter((file) => layerOf(file) === undefined)).toStrictEqual([])
    assert.ok(files.length > 50, 'the files were found')
  })

  test('a layer imports those that it may', () => {
    const wrong = imports.filter(({ to }) => to.startsWith('src/') || to.startsWith('checks/')).filter(isForbidden)
    expect(wrong).toStrictEqual([])
  })

  test('a layer that imports what it may not would be seen', () => {
    expect(isForbidden({ from: 'src/guidebook/page.ts', to: 'src/site/site.ts' })).toBe(true)
    expect(isForbidden({ from: 'src/status/server/app.ts', to: 'checks/engine.ts' })).toBe(true)
    expect(isForbidden({ from: 'src/status/server/app.ts', to: 'src/probe-kinds/http/http.ts' })).toBe(false)
  })

  test('widgets, what draws and the model of status run in a browser: nothing of Node’s', () => {
    const inBrowser = /^src\/(?:widgets|diagrams\/page|status-model)\//
    const loaded = new Set(files.filter((file) => inBrowser.test(file)))
    // What they import is loaded with them.
    for (const file of loaded)
      for (const { from, to } of imports) if (from === file && to.startsWith('src/')) loaded.add(to)
    expect(imports.filter(({ from, to }) => loaded.has(from) && to.startsWith('node:'))).toStrictEqual([])
  })

  test('no file imports itself by way of others, in types either', () => {
    expect(cycles(imports)).toStrictEqual([])
  })

  test('a cycle would be seen', () => {
    const circle = [
      { from: 'a.ts', to: 'b.ts' },
      { from: 'b.ts', to: 'c.ts' },
      { from: 'c.ts', to: 'a.ts' },
    ]
    expect(cycles(circle)).toStrictEqual([['a.ts', 'b.ts', 'c.ts', 'a.ts']])
  })
})

describe('How files are named', () => {
  test('no drawers', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|lib)(\/|\.)/.test(file))).toStrictEqual([])
  })

  test('kebab-case, components in PascalCase', () => {
    const isRoute = (file: string) => file.startsWith('src/pages/')
    const fits = (file: string) =>
      (file.endsWith('.astro') ? /\/[A-Z]\w+\.astro$/ : /\/[a-z0-9]+(-[a-z0-9]+)*\.ts$/).test(file)
    expect(files.filter((file) => !isRoute(file) && !fits(file))).toStrictEqual([])
  })
})

function layerOf(file: string): string | undefined {
  return Object.keys(allowed).find((layer) => file.startsWith(`${layer}/`))
}

function isForbidden({ from, to }: Import): boolean {
  const layer = layerOf(from) ?? ''
  return !to.startsWith(`${layer}/`) && !(allowed[layer] ?? []).some((other) => to.startsWith(`${other}/`))
}

/** Imports of a file, of types too; those of our own files relative to the repository. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  const code = file.endsWith('.astro') ? (/^---\n([\s\S]*?)\n---/.exec(text)?.[1] ?? '') : text
  const { importedFiles } = ts.preProcessFile(code, true, true)
  const typeImports = [...code.matchAll(/import\('([^']+)'\)/g)].map(([, name]) => name ?? '')
  return [...importedFiles.map(({ fileName }) => fileName), ...typeImports].map((name) => ({
    from: file,
    to: name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name,
  }))
}

/** Each circle of imports once, from the file where it was met. A template may include itself: a tree is drawn so. */
function cycles(imports: Import[]): string[][] {
  const targets = Map.groupBy(imports, ({ from }) => from)
  const done = new Set<string>()
  const found: string[][] = []
  const follow = (file: string, trail: string[]): void => {
    const start = trail.indexOf(file)
    if (start >= 0) found.push([...trail.slice(start), file])
    if (start >= 0 || done.has(file)) return
    for (const { to } of targets.get(file) ?? []) follow(to, [...trail, file])
    done.add(file)
  }
  for (const file of targets.keys()) follow(file, [])
  return found
}

test('git is started in one place, which keeps what a repository sets for it from it', () => {
  const starting = files.filter((file) =>
    /\b(?:spawn|exec|execFile|fork)(?:Sync)?\(\s*['"`]git\b/.test(readFileSync(file, 'utf8')),
  )
  expect(starting).toStrictEqual(['src/git/git.ts'])
})
