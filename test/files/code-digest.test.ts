import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { afterAll, assert, describe, expect, test } from 'vitest'
import { codeDigest, digestOf, writePackedDigest } from '../../src/files/code-digest.ts'
import { packageRoot } from '../../src/files/package.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-code-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A copy of the code, beside the packages that are installed. */
function copyOfCode(name: string): string {
  const copy = path.join(folder, name)
  for (const part of ['src', 'checks', 'public', 'package.json'])
    cpSync(path.join(packageRoot(), part), path.join(copy, part), { recursive: true })
  return copy
}

/** Writes packages into `node_modules` of a folder, by name, with the version and the names that each stands on. */
function install(root: string, packages: Record<string, [version: string, ...dependencies: string[]]>): void {
  for (const [name, [version, ...names]] of Object.entries(packages)) {
    const own = path.join(root, 'node_modules', name)
    mkdirSync(own, { recursive: true })
    const dependencies = Object.fromEntries(names.map((one) => [one, '*']))
    writeFileSync(path.join(own, 'package.json'), JSON.stringify({ name, version, dependencies }))
  }
}

describe('The digest of the code', () => {
  test('is the same wherever the code stands', () => {
    const copy = copyOfCode('same')
    symlinkSync(path.join(packageRoot(), 'node_modules'), path.join(copy, 'node_modules'))
    expect(digestOf(copy, 'sources')).toBe(codeDigest())
  })

  test('changes with one byte of any source file', () => {
    const files = globSync(['src/**', 'checks/**', 'public/site/**', 'package.json'], {
      cwd: packageRoot(),
      withFileTypes: true,
    }).filter((entry) => entry.isFile())
    const names = files.map((entry) => path.relative(packageRoot(), path.join(entry.parentPath, entry.name)))
    assert.ok(names.length > 500, 'the files were found')
    // Each digest reads all of a copy, so a copy has few of the files.
    const parts = Array.from({ length: Math.ceil(names.length / 20) }, (_, part) =>
      names.slice(part * 20, part * 20 + 20),
    )
    const unseen = parts.flatMap((part, index) => {
      const copy = path.join(folder, `bytes-${index}`)
      for (const one of ['src', 'checks', 'public/site']) mkdirSync(path.join(copy, one), { recursive: true })
      for (const name of new Set([...part, 'package.json']))
        cpSync(path.join(packageRoot(), name), path.join(copy, name))
      let before = digestOf(copy, 'sources')
      return part.filter((name) => {
        const file = path.join(copy, name)
        const bytes = readFileSync(file)
        // White space stays white space: a description has to stay readable.
        const last = bytes.at(-1) ?? 0
        writeFileSync(file, Buffer.concat([bytes.subarray(0, -1), Buffer.of(last === 10 ? 32 : last ^ 1)]))
        const now = digestOf(copy, 'sources')
        const isSeen = now !== before
        before = now
        return !isSeen
      })
    })
    expect(unseen).toStrictEqual([])
  })

  test('stays what it was in a process that runs on, which can tell that there is another', async () => {
    const copy = copyOfCode('running')
    symlinkSync(path.join(packageRoot(), 'node_modules'), path.join(copy, 'node_modules'))
    const program = `
      import { appendFileSync } from 'node:fs'
      import { codeDigest, isCodeChanged } from './src/files/code-digest.ts'
      const before = codeDigest()
      const told = [isCodeChanged()]
      appendFileSync('src/layouts/Base.astro', ' ')
      told.push(isCodeChanged(), codeDigest() === before)
      console.log(told.join(' '))`
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program], {
      cwd: copy,
    })
    expect(stdout).toBe('false true true\n')
  })

  test('changes with a file that is new, renamed or gone', () => {
    const copy = copyOfCode('names')
    const digests = [digestOf(copy, 'sources')]
    const steps = [
      () => writeFileSync(path.join(copy, 'checks/new.ts'), ''),
      () => cpSync(path.join(copy, 'checks/new.ts'), path.join(copy, 'checks/newer.ts')),
      () => rmSync(path.join(copy, 'checks/new.ts')),
      () => rmSync(path.join(copy, 'checks/registry.ts')),
    ]
    for (const step of steps) {
      step()
      digests.push(digestOf(copy, 'sources'))
    }
    expect(new Set(digests).size).toBe(digests.length)
  })

  test('changes with the version of a package, at any distance, whoever installed it', () => {
    const copy = copyOfCode('versions')
    const digests = [digestOf(copy, 'sources')]
    install(copy, { satteri: ['1.0.0', 'far'], far: ['1.0.0', 'farther'], farther: ['1.0.0', 'satteri'] })
    digests.push(digestOf(copy, 'sources'))
    install(copy, { farther: ['1.0.1', 'satteri'] })
    digests.push(digestOf(copy, 'sources'))
    const record = path.join(copy, 'node_modules/.package-lock.json')
    writeFileSync(record, '{ "packages": {} }')
    digests.push(digestOf(copy, 'sources'))
    appendFileSync(record, '\n')
    digests.push(digestOf(copy, 'sources'))
    expect(new Set(digests).size).toBe(digests.length)
  })

  test('is of what the package holds where that runs', () => {
    const copy = copyOfCode('package')
    mkdirSync(path.join(copy, 'lib'))
    writeFileSync(path.join(copy, 'lib/a.js'), '1')
    const [first, ofSources] = [digestOf(copy, 'package'), digestOf(copy, 'sources')]
    writeFileSync(path.join(copy, 'lib/a.js'), '2')
    expect(digestOf(copy, 'package')).not.toBe(first)
    expect(digestOf(copy, 'sources'), 'what `npm pack` left behind is not what runs').toBe(ofSources)
  })

  test('is what was written down of a package as it was packed, and else the same', () => {
    const copy = copyOfCode('packed')
    const record = path.join(copy, 'node_modules/.package-lock.json')
    mkdirSync(path.join(copy, 'lib'))
    writeFileSync(path.join(copy, 'lib/a.js'), '1')
    const first = digestOf(copy, 'package')
    writePackedDigest(copy)
    expect(digestOf(copy, 'package')).toBe(first)
    writeFileSync(path.join(copy, 'lib/a.js'), '2')
    writePackedDigest(copy)
    const second = digestOf(copy, 'package')
    expect(second).not.toBe(first)
    writePackedDigest(copy)
    expect(digestOf(copy, 'package'), 'it is none of what it tells of').toBe(second)
    mkdirSync(path.dirname(record), { recursive: true })
    mkdirSync(path.join(copy, 'node_modules/satteri'), { recursive: true })
    writeFileSync(path.join(copy, 'node_modules/satteri/package.json'), '{}')
    writeFileSync(record, '{"lockfileVersion":3}')
    expect(digestOf(copy, 'package'), 'another package stands below it').not.toBe(second)
  })
})

test('a rule of pages that has changed is asked again, whatever the cache holds', async () => {
  const copy = copyOfCode('rule')
  symlinkSync(path.join(packageRoot(), 'node_modules'), path.join(copy, 'node_modules'))
  const project = path.join(folder, 'project')
  mkdirSync(path.join(project, 'guidebooks'), { recursive: true })
  writeFileSync(path.join(project, 'guidebooks/README.md'), '# Hub\n\n### Deep\n\n## Plain\n\n### Deeper\n')
  const check = async () => {
    const args = [path.join(copy, 'src/cli/bin.ts'), 'check', '--root', project, '--format', 'json']
    const { stdout } = await promisify(execFile)(process.execPath, args)
    return JSON.parse(stdout).findings.map(({ message }: { message: string }) => message)
  }
  const [told] = await check()
  expect(told).toMatch(/^Unexpected heading of level 3/)
  expect(await check()).toStrictEqual([told])
  const rule = path.join(copy, 'checks/structure/text/heading-level.ts')
  writeFileSync(rule, readFileSync(rule, 'utf8').replace('Unexpected heading of level', 'Unexpected title of level'))
  expect((await check())[0]).toMatch(/^Unexpected title of level 3/)
})
