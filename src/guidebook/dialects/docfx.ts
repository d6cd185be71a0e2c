import { z } from 'zod'
import type { Dialect } from './dialect.ts'

const files = z.union([z.string().transform((one) => [one]), z.array(z.string())])
const configuration = z.looseObject({
  build: z.looseObject({
    content: z.array(z.looseObject({ src: z.string().optional(), files: files.optional() })),
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
