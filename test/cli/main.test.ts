import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { packageVersion } from '../../src/files/package.ts'
import { bin, run } from './command-line.ts'

test('--version prints the version and nothing else', async () => {
  for (const option of ['--version', '-V']) {
    expect(await run([option])).toStrictEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: '' })
  }
})

describe('--help', async () => {
  const { stdout } = await run(['--help'])
  const listed = Array.from(stdout.matchAll(/^ {2}((?!help)[a-z]+) (\[.*?)(?: {2,}|$)/gm), ([, name = '', usage]) => ({
    name,
    usage,
  }))

  test('lists the commands', () =>
    expect(listed.map(({ name }) => name)).toStrictEqual([
      'build',
      'check',
      'dev',
      'explain',
      'init',
      'inventory',
      'mcp',
      'preview',
      'probe',
      'serve',
    ]))

  for (const { name, usage } of listed) {
    test(`lists \`${name}\` with what it takes`, async () => {
      const [first] = (await run([name, '--help'])).stdout.split('\n')
      expect(first).toBe(`Usage: waymark ${name} ${usage}`)
    })
  }
})

describe('A command is loaded when it is asked for', () => {
  /** Says on standard error what is loaded. */
  const hook =
    'import { registerHooks } from "node:module"; registerHooks({ load: (url, context, next) => (process.stderr.write(url + "\\n"), next(url, context)) })'
  const modulesOf = (...args: string[]) => {
    const { stderr } = spawnSync(process.execPath, [`--import=data:text/javascript,${hook}`, bin, ...args], {
      encoding: 'utf8',
    })
    expect(stderr).toMatch(/\/cli\/bin\.ts$/m)
    return stderr
  }
  const loadedBy = (...args: string[]) =>
    Array.from(modulesOf(...args).matchAll(/\/cli\/commands\/(\w+)\.ts$/gm), ([, name]) => name)

  test('for --version not even what reads options', () => {
    const modules = modulesOf('--version')
    expect(modules).not.toMatch(/\/cli\/main\.ts$|\/node_modules\//m)
    expect(modulesOf('--version', '--root')).toMatch(/\/cli\/main\.ts$/m)
  })

  test('for --help none', () => expect(loadedBy('--help')).toStrictEqual([]))

  test('else it alone', () => expect(loadedBy('init', '--help')).toStrictEqual(['init']))
})
