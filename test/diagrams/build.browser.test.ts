import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { assert, describe, expect, test } from 'vitest'
import { run, start } from '../cli/command-line.ts'
import { builtFolder } from '../status/built-folder.ts'
import { withBrowser } from './with-browser.ts'

const drawable = '```mermaid\nflowchart LR\n  first[First] --> second[Second]\n```\n'
const undrawable = '```mermaid\nflowchart LR\n  first[First --> \n```\n'

const files = {
  'guidebooks/README.md': `# Home\n\n${drawable}`,
  'guidebooks/plain.md': '# Plain\n\nNo diagram.\n',
}

const nowhere = path.join(path.sep, 'no', 'such', 'browser')
const strict = /http-equiv="Content-Security-Policy" content="([^"]*)"/

describe('A site with a diagram', () => {
  test('is built with its picture; again without a browser, from the cache', async (t) => {
    const root = await builtFolder(t, files)
    const page = path.join(root, 'dist/index.html')
    const first = await run(['build', '--root', root, '--static-diagrams'])
    expect(first.code, first.stderr).toBe(0)
    expect(first.stderr).toBe('')
    const html = await readFile(page, 'utf8')
    expect(html).toMatch(/<svg[^>]* viewBox=/)
    expect(html).toMatch(/>Second</)
    assert.ok(!existsSync(path.join(root, 'dist/_waymark/drawing')), 'nothing is published to draw with')
    await rm(path.join(root, '.waymark/pages'), { recursive: true })
    const again = await withBrowser(nowhere, () => run(['build', '--root', root, '--static-diagrams']))
    expect(again.code, again.stderr).toBe(0)
    expect(again.stderr).toBe('')
    expect(await readFile(page, 'utf8')).toBe(html)
  })

  test('without a browser is built for readers who draw for themselves, and says so on one line', async (t) => {
    const root = await builtFolder(t, files)
    const { code, stderr } = await withBrowser(nowhere, () => run(['build', '--root', root]))
    expect(code, stderr).toBe(0)
    const told = stderr.trimEnd().split('\n')
    expect(told.length, stderr).toBe(1)
    expect(told[0] ?? '').toMatch(/^1 diagram is left to the browsers of readers\. No browser could be started: /)
    expect(told[0] ?? '').toMatch(/`\/no\/such\/browser` of WAYMARK_BROWSER is not there.*Install Chromium/)
    const [home, plain] = await Promise.all(
      ['index.html', 'plain/index.html'].map((name) => readFile(path.join(root, 'dist', name), 'utf8')),
    )
    expect(home ?? '').toMatch(/<waymark-diagram data-frame="\/_waymark\/drawing\/frame\.html">/)
    expect(strict.exec(home ?? '')?.[1] ?? '').toMatch(/; frame-src &#39;self&#39;|; frame-src 'self'/)
    expect(strict.exec(plain ?? '')?.[1] ?? '').toMatch(/^default-src (?:'|&#39;)none/)
    expect(strict.exec(plain ?? '')?.[1] ?? '', 'a page without a diagram stays as strict').not.toMatch(/frame-src/)
    expect(home ?? '').not.toMatch(/unsafe-inline/)
    const published = await readdir(path.join(root, 'dist/_waymark/drawing'), { recursive: true })
    for (const name of [
      'frame.html',
      'page/frame.js',
      'mermaid/mermaid.esm.min.js',
      'fonts/arimo-latin-400-normal.woff2',
    ])
      assert.ok(published.includes(path.normalize(name)), name)
    expect(published.filter((name) => /\.map$|\.ts$/.test(name))).toStrictEqual([])
  })

  test('that is to be static is not built without a browser', async (t) => {
    const root = await builtFolder(t, { ...files, 'dist/index.html': 'the old site', 'dist/_waymark/site.json': '{}' })
    const { code, stdout, stderr } = await withBrowser(nowhere, () =>
      run(['build', '--root', root, '--static-diagrams']),
    )
    expect(code, stderr).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(/^waymark: Unexpected 1 diagram without a picture, expected all of them drawn\. No browser/m)
    expect(await readFile(path.join(root, 'dist/index.html'), 'utf8')).toBe('the old site')
  })

  test('that cannot be drawn is told at its fence, and built; not if it is to be static', async (t) => {
    const root = await builtFolder(t, { ...files, 'guidebooks/broken.md': `# Broken\n\n- An item\n\n${undrawable}` })
    const finding =
      /^guidebooks\/broken\.md:5:1 error: .* \(diagrams\/undrawable\)\n {2}.*`waymark check --only diagrams`/m
    const built = await run(['build', '--root', root])
    expect(built.code, built.stderr).toBe(0)
    expect(built.stderr).toMatch(finding)
    expect(built.stdout).toMatch(/^Built 3 pages/)
    const broken = await readFile(path.join(root, 'dist/broken/index.html'), 'utf8')
    expect(broken).toMatch(/first\[First --/)
    await writeFile(path.join(root, 'dist/mark'), '')
    const refused = await run(['build', '--root', root, '--static-diagrams'])
    expect(refused.code, refused.stderr).toBe(1)
    expect(refused.stderr).toMatch(finding)
    expect(refused.stdout).toBe('')
    assert.ok(existsSync(path.join(root, 'dist/mark')), 'the site is as it was')
  })
})

test('a build that is interrupted while a browser starts ends, and the browser with it', async (t) => {
  if (process.platform === 'win32') return t.skip('a script stands for the browser')
  const root = await builtFolder(t, {
    ...files,
    browser: `#!/bin/sh\necho $$ > "$(dirname "$0")/pid"\nexec sleep 60\n`,
  })
  const browser = path.join(root, 'browser')
  await chmod(browser, 0o755)
  const child = await withBrowser(browser, () => start(['build', '--root', root]))
  const pid = path.join(root, 'pid')
  while (!existsSync(pid) || (await readFile(pid, 'utf8')) === '') await setTimeout(20)
  const browserPid = Number(await readFile(pid, 'utf8'))
  child.kill('SIGINT')
  const [code] = await once(child, 'exit')
  expect(code).toBe(130)
  while (isRunning(browserPid)) await setTimeout(20)
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
