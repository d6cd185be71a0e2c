import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { builtFolder } from '../status/built-folder.ts'
import { run } from './command-line.ts'

const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3">${inside}</svg>`
const script = '<é:script xmlns:é="http://www.w3.org/2000/svg">alert(1)</é:script>'

const files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'rack.svg': svg(`<image href="https://e.example/x.png"/><path d="M0 0"/>`),
  'guidebooks/README.md': [
    '# Home',
    '',
    '![Plain](plain.svg) ![Active](active.svg) ![Broken](broken.svg) [Packed](packed.svgz) ![Packed](packed.svgz)',
    '![Rack](../rack.svg) ![Markup](markup.png) [Report](report.xhtml) [Data](data.unknown)',
    '',
  ].join('\n'),
  'guidebooks/hostile.md': '<script>alert(1)</script>\n\n# Hostile\n',
  'guidebooks/plain.svg': svg('<path d="M0 0"/>'),
  'guidebooks/active.svg': svg(`${script}<path d="M0 0"/>`),
  'guidebooks/broken.svg': `<!DOCTYPE svg [<!ENTITY x "y">]>${svg('&x;')}`,
  'guidebooks/packed.svgz': gzipSync(svg(script)),
  'guidebooks/markup.png': '<html><script>alert(1)</script></html>',
  'guidebooks/report.xhtml': '<html xmlns="http://www.w3.org/1999/xhtml"/>',
  'guidebooks/data.unknown': ' <script>alert(1)</script>',
}

const report = z.object({
  findings: z.array(z.object({ code: z.string(), line: z.number(), column: z.number(), message: z.string() })),
})

test('pictures of a stranger are published without what runs, and each is told at its link', async (t) => {
  const root = await builtFolder(t, files)
  const built = await run(['build', '--root', root])
  expect(built.code, built.stderr).toBe(0)
  const at = (...names: string[]) => path.join(root, 'dist', ...names)
  const read = (...names: string[]) => readFile(at(...names), 'utf8')
  expect(await read('plain.svg')).toBe(svg('<path d="M0 0"/>'))
  expect(await read('active.svg')).toBe(svg('<path d="M0 0"/>'))
  expect(await read('packed.svgz.svg')).toBe(svg('').replace('></svg>', '/>'))
  expect(await read('_waymark', 'files', 'rack.svg')).toBe(svg('<image/><path d="M0 0"/>'))
  expect(await read('report.xhtml.txt')).toBe(files['guidebooks/report.xhtml'])
  expect(await read('data.unknown.txt')).toBe(files['guidebooks/data.unknown'])
  for (const name of ['broken.svg', 'packed.svgz', 'markup.png', 'report.xhtml', 'data.unknown']) {
    expect(existsSync(at(name)), name).toBe(false)
  }
  const html = await read('index.html')
  expect(html).toMatch(/<img width="4" height="3" src="\/plain\.svg" alt="Plain"/)
  expect(html).toMatch(/<img [^>]*src="\/packed\.svgz\.svg"/)
  expect(html).toMatch(/title="broken\.svg is not published: 1:\d+: undefined entity"[^>]*>Image: Broken/)
  expect(html).toMatch(/title="This file is not an image"[^>]*>Image: Markup/)
  expect(await read('hostile.md')).toMatch(/^\uFEFF<script>/)

  const checked = await run(['check', '--root', root, '--only', 'links', '--format', 'json'])
  const told = report.parse(JSON.parse(checked.stdout)).findings
  expect(told.map(({ code, line, column }) => `${line}:${column} ${code}`)).toStrictEqual([
    '3:21 links/active-picture',
    '3:43 links/unreadable-picture',
    '3:65 links/active-picture',
    '4:1 links/active-picture',
  ])
  expect(told[0]?.message ?? '').toMatch(/`<script>` in the SVG at `active\.svg`/)
  expect(told[3]?.message ?? '').toMatch(/`href` of `<image>` in the SVG at `\.\.\/rack\.svg`/)
})
