import { posix } from 'node:path'
import { z } from 'zod'
import { relativePath } from '../paths/path.ts'
import type { ConfigurationInput, Dialect, DialectConfiguration } from './dialect.ts'
import { MarkdigAnchors } from './docfx/anchor.ts'
import { DocfxBlockReader } from './docfx/blocks.ts'
import { finishPage } from './docfx/finish.ts'
import { fileOf, referencesIn, rewriteInline } from './docfx/inline.ts'
import { readTablesOfContents } from './docfx/table-of-contents.ts'
import { mountedPaths } from './mount.ts'

const globs = z.union([z.string().transform((one) => [one]), z.array(z.string())])
const content = z.looseObject({ src: z.string().optional(), files: globs.optional(), exclude: globs.optional() })
const configuration = z.looseObject({
  build: z.looseObject({
    content: z.array(content),
    globalMetadata: z.looseObject({ _appTitle: z.string().optional(), _appName: z.string().optional() }).optional(),
  }),
})

/** Markdig makes its anchors: `## A & B` is `#a--b`, without a number in front. */
export const docfx: Dialect = {
  name: 'docfx',
  title: 'docfx',
  sign: (names) => (names.has('docfx.json') ? 'docfx.json' : undefined),
  folders(_, text) {
    const { data } = configuration.safeParse(parsed(text))
    const folders = (data?.build.content ?? []).flatMap(({ src = '.', files = [] }) =>
      files.filter((glob) => !/\.(?:yml|yaml|json)$/i.test(glob)).map((glob) => `${src}/${fixedPart(glob)}`),
    )
    return folders.length > 0 ? folders : ['.']
  },
  configure: configured,
  includesOf: (text, { file, settings }) => referencesIn(text).map(({ path }) => fileOf(path, file, settings)),
  rewrite(rewriter, reading) {
    rewriteInline(rewriter, reading)
    new DocfxBlockReader(rewriter).read()
  },
  finish: finishPage,
  anchors: () => new MarkdigAnchors(),
  pathsOf(path, from, { mounts }) {
    if (/^[~/]/.test(path)) return mountedPaths(path, mounts)
    return [posix.join(posix.dirname(from), path)]
  },
}

async function configured(input: ConfigurationInput): Promise<DialectConfiguration> {
  const { data } = configuration.safeParse(parsed(input.text))
  const site = posix.dirname(input.sign)
  const inRoot = (path: string) => relativePath(input.root, posix.join(site, path))
  const title = data?.build.globalMetadata?._appTitle ?? data?.build.globalMetadata?._appName
  const exclude = (data?.build.content ?? []).flatMap(({ src = '.', exclude: left = [] }) =>
    left.map((glob) => inRoot(posix.join(src, glob))).filter((glob) => !glob.startsWith('..')),
  )
  return {
    settings: {
      mounts: [
        { address: '~/', folder: inRoot('.') },
        { address: '/', folder: inRoot('.') },
      ],
    },
    navigation: await readTablesOfContents(input),
    ...(title !== undefined && title.trim() !== '' && { title: title.trim() }),
    ...(exclude.length > 0 && { exclude }),
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** The folders of a glob before its first star: `articles/**.md` → `articles`. */
function fixedPart(glob: string): string {
  const names = glob.split('/').slice(0, -1)
  const end = names.findIndex((name) => /[*?{[]/.test(name))
  return names.slice(0, end === -1 ? undefined : end).join('/') || '.'
}
