import type { InventoryReader } from '../reader.ts'
import { isExample } from '../variables.ts'

/** `.env.example` and its siblings: values that are no secrets, for the `${NAMES}` of other files. */
export const environmentExample: InventoryReader = {
  name: 'environment-example',
  title: '`.env.example`',
  files: '`.env.example`, `.env.sample`, `.env.dist`, `.env.template`; never `.env` itself',
  tells: 'Values of variables, for the Compose files of its folder and below',
  claims: (path) => isExample(path),
  read: (file) => ({
    entries: Array.from(
      file.text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=([^\r\n]*)$/gm),
      ({ index, 0: line, 1: name = '', 2: value = '' }) => ({
        ...{ kind: 'variable' as const, name, value: unquoted(value) },
        ...file.place(index, index + line.length),
      }),
    ).filter(({ value }) => value !== '' && value.length < 300),
  }),
}

/** Without quotes, and without the comment behind it. */
function unquoted(value: string): string {
  const [, , quoted] = /^\s*(["'])(.*?)\1/.exec(value) ?? []
  return quoted ?? value.replace(/\s+#.*$/, '').trim()
}
