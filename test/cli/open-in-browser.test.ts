import { chmod, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { openInBrowser } from '../../src/cli/open-in-browser.ts'
import { builtFolder } from '../status/built-folder.ts'

const url = 'http://127.0.0.1:4321/_changes/?a=$(id)&b=%20'

/** A machine whose programs are these alone; each is a script. */
async function machine(t: { onTestFinished(step: () => unknown): void }, scripts: Record<string, string>) {
  const folder = await builtFolder(t, scripts)
  for (const name of Object.keys(scripts)) await chmod(path.join(folder, name), 0o755)
  return { folder, env: { PATH: folder, DISPLAY: ':0', SAID: path.join(folder, 'said') } }
}

const tells = '#!/bin/sh\nfor word in "$@"; do echo "$word"; done > "$SAID"\n'

describe.skipIf(process.platform === 'win32')('An address is opened in the browser', () => {
  test.for([
    ['linux', 'xdg-open', [url]],
    ['darwin', 'open', [url]],
    ['win32', 'rundll32', ['url.dll,FileProtocolHandler', url]],
  ] as const)('on %s by %s, to which it is one argument', async ([platform, program, args], t) => {
    const { env } = await machine(t, { [program]: tells })
    expect(await openInBrowser(url, { platform, env })).toBeUndefined()
    expect((await readFile(env.SAID, 'utf8')).trimEnd().split('\n')).toStrictEqual(args)
  })

  test('or it is said why not', async (t) => {
    const none = await machine(t, {})
    expect(await openInBrowser(url, { platform: 'linux', env: none.env })).toBe(
      'there is no `xdg-open` that opens a browser',
    )
    const failing = await machine(t, { 'xdg-open': '#!/bin/sh\nexit 3\n' })
    expect(await openInBrowser(url, { platform: 'linux', env: failing.env })).toBe(
      '`xdg-open` found no browser to open',
    )
    const blind = await machine(t, { 'xdg-open': tells })
    expect(await openInBrowser(url, { platform: 'linux', env: { PATH: blind.folder } })).toBe(
      'there is no screen to open a browser on',
    )
  })
})
