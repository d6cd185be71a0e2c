import { chmod } from 'node:fs/promises'
import path from 'node:path'
import { assert, describe, expect, test } from 'vitest'
import { installedBrowsers, launchBrowser, NoBrowser } from '../../src/diagrams/browser.ts'
import { builtFolder } from '../status/built-folder.ts'

const unixOnly = { skip: process.platform === 'win32' }

describe('A browser that WAYMARK_BROWSER names is the only one that is tried', unixOnly, () => {
  const cases: [title: string, script: string | undefined, reason: RegExp][] = [
    ['that is not there', undefined, /`\S+` of WAYMARK_BROWSER is not there, or cannot be run$/],
    ['that ends at once', '#!/bin/sh\nexit 3\n', /of WAYMARK_BROWSER ended at once, with exit status 3$/],
    ['that says nothing', '#!/bin/sh\nexec sleep 60\n', /of WAYMARK_BROWSER did not start within 0\.5 s$/],
    [
      'that lacks a library',
      '#!/bin/sh\necho "chrome: error while loading shared libraries: libnss3.so: cannot open" >&2\nexit 127\n',
      /of WAYMARK_BROWSER lacks the library `libnss3\.so`$/,
    ],
  ]
  for (const [title, script, reason] of cases) {
    test(title, async (t) => {
      const folder = await builtFolder(t, script === undefined ? {} : { browser: script })
      const file = path.join(folder, 'browser')
      if (script !== undefined) await chmod(file, 0o755)
      // What ends by itself is waited for, on a busy machine too.
      const limitMs = title === 'that says nothing' ? 500 : 60_000
      await expect(launchBrowser({ env: { WAYMARK_BROWSER: file }, limitMs })).rejects.toThrow(
        expect.toSatisfy((error) => {
          assert.ok(error instanceof NoBrowser)
          expect(error.message).toMatch(/^No browser could be started: /)
          expect(error.message).toMatch(reason)
          expect(error.hint ?? '').toMatch(/`WAYMARK_BROWSER`/)
          return true
        }),
      )
    })
  }

  test('that is a file without the right to run', async (t) => {
    const folder = await builtFolder(t, { browser: '' })
    const file = path.join(folder, 'browser')
    await chmod(file, 0o644)
    await expect(launchBrowser({ env: { WAYMARK_BROWSER: file } })).rejects.toThrow(/is not there, or cannot be run/)
  })
})

test('starting a browser ends when it is no longer wanted', unixOnly, async (t) => {
  const folder = await builtFolder(t, { browser: '#!/bin/sh\nexec sleep 4\n' })
  const file = path.join(folder, 'browser')
  await chmod(file, 0o755)
  const stop = new AbortController()
  const starting = launchBrowser({ env: { WAYMARK_BROWSER: file }, limitMs: 2000, signal: stop.signal })
  stop.abort(new Error('enough'))
  await expect(starting).rejects.toThrow(/^enough$/)
})

describe('Where an installed browser is looked for', unixOnly, () => {
  test('in the absolute folders of PATH first, each executable once', async (t) => {
    const folder = await builtFolder(t, {
      'a/google-chrome': '',
      'b/chromium': '',
      'b/chrome': '',
      'b/firefox': '',
      'c/chromium': '',
    })
    for (const name of ['a/google-chrome', 'b/chromium', 'b/chrome', 'b/firefox'])
      await chmod(path.join(folder, name), 0o755)
    const PATH = ['relative', ...['a', 'b', 'b', 'c'].map((name) => path.join(folder, name))].join(path.delimiter)
    // A platform that no browser has a usual place on.
    expect(installedBrowsers({ PATH }, 'freebsd').map((file) => path.relative(folder, file))).toStrictEqual([
      'a/google-chrome',
      'b/chromium',
      'b/chrome',
    ])
  })

  test('on Windows in the folders of programs', async (t) => {
    const place = 'Google/Chrome/Application/chrome.exe'
    const folder = await builtFolder(t, { [place]: '' })
    await chmod(path.join(folder, place), 0o755)
    expect(installedBrowsers({ PROGRAMFILES: folder }, 'win32')).toStrictEqual([path.join(folder, place)])
    expect(installedBrowsers({ PROGRAMFILES: path.join(folder, 'elsewhere') }, 'win32')).toStrictEqual([])
  })

  test('without a PATH nothing is found there', () => {
    expect(installedBrowsers({}, 'freebsd')).toStrictEqual([])
  })
})
