import type { FileTree } from '../../src/files/file-tree.ts'
import { type Place, wholeFile } from '../../src/finding/finding.ts'
import { decode } from '../../src/text/source.ts'
import { readDocument } from '../../src/yaml/document.ts'
import type { RawFinding } from '../check.ts'
import type { Choices } from './presets.ts'

/** What a project's `.remarkrc` asks for, and what is wrong in it. */
export interface Remarkrc {
  /** The rules that are on; `undefined` where there is no such file, or none that can be used. */
  choices: Choices | undefined
  findings: RawFinding[]
}

/** In the order in which remark looks for them; it takes the first. */
const names = ['.remarkrc', '.remarkrc.json', '.remarkrc.yaml', '.remarkrc.yml']
const scripts = ['.remarkrc.cjs', '.remarkrc.mjs', '.remarkrc.js']

const mostBytes = 100_000

/** Reads the `.remarkrc` of a folder, without running any code. Files of findings are relative to that folder. */
export async function readRemarkrc(tree: FileTree, folder: string): Promise<Remarkrc> {
  const present = new Set(await tree.names(folder))
  const name = names.find((one) => present.has(one))
  const script = scripts.find((one) => present.has(one))
  const notRun = script === undefined ? [] : [scriptFinding(script)]
  if (name === undefined) return { choices: undefined, findings: notRun }
  const bytes = await tree.read(folder === '' ? name : `${folder}/${name}`)
  const read = await readBytes(bytes, name)
  return { ...read, findings: [...notRun, ...read.findings] }
}

function scriptFinding(file: string): RawFinding {
  return {
    code: 'lint/remarkrc-not-run',
    file,
    message: `Unexpected \`${file}\`, expected \`.remarkrc.yaml\` or \`.remarkrc.json\``,
    hint: 'Waymark runs no code of a project; write the same settings as YAML',
    ...wholeFile,
  }
}

async function readBytes(bytes: Uint8Array | undefined, file: string): Promise<Remarkrc> {
  if (!bytes) return unusable(file, 'Unexpected failure to read this, expected a readable file')
  if (bytes.length > mostBytes) {
    return unusable(file, `Unexpected file of ${bytes.length} bytes, expected at most ${mostBytes}`)
  }
  const { value, problems, locate } = readDocument(decode(bytes).text)
  const [problem] = problems
  if (problem) return unusable(file, problem.message, problem.place)
  const { PluginReading } = await import('./remarkrc-plugins.ts')
  const reading = new PluginReading()
  reading.preset(value ?? {}, [])
  const findings = reading.problems.map(({ path, side, ...problem }) => ({ ...problem, file, ...locate(path, side) }))
  return { choices: reading.choices, findings }
}

function unusable(file: string, message: string, place: Place = wholeFile): Remarkrc {
  const hint = 'It counts as if it were not there'
  return { choices: undefined, findings: [{ code: 'lint/invalid-remarkrc', file, message, hint, ...place }] }
}
