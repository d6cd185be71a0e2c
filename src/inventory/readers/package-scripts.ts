import { posix } from 'node:path'
import { InventoryFile } from '../file.ts'
import type { InventoryReader } from '../reader.ts'
import { isTemplated } from '../template.ts'

/** Scripts of `package.json`, which npm, pnpm and yarn run by their names. */
export const packageScripts: InventoryReader = {
  name: 'package-scripts',
  title: 'npm scripts',
  files: '`package.json`',
  tells: 'Names under `scripts`, for `npm run`, `pnpm run` and `yarn run`',
  claims: (path, text) => posix.basename(path) === 'package.json' && text.includes('"scripts"'),
  read: (file) => {
    // JSON is YAML, but for tabs before its lines.
    const { documents, problem } = new InventoryFile(file.path, file.text.replaceAll('\t', ' ')).yaml()
    const scripts = documents[0]?.get('scripts')?.entries ?? []
    return {
      entries: scripts.map(({ key, place }) => ({ kind: 'target', tool: 'npm', name: key, ...place })),
      ...(problem && !isTemplated(file.text) && { problem }),
    }
  },
  formerly: (line, path) => {
    if (posix.basename(path) !== 'package.json') return []
    const [, name, value = ''] = /^\s+"([\w.:-]+)": "((?:[^"\\]|\\.)*)",?\s*$/.exec(line) ?? []
    // A version, a range, an address: of something that it depends on.
    const isCommand = /[a-z]/i.test(value) && !/^(?:[\^~<>=*v]*\d|workspace:|npm:|file:|link:|https?:|git)/.test(value)
    return name === undefined || !isCommand ? [] : [{ kind: 'target', name: `npm ${name}`, isLikely: true }]
  },
}
