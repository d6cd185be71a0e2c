import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { isHarmless } from '../../src/site/asset.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-asset-'))
after(() => rmSync(folder, { recursive: true, force: true }))

function published(content: string | Uint8Array, name = 'a.svg'): boolean {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  return isHarmless(file)
}

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">${inside}</svg>`

describe('An SVG is published when it runs nothing', () => {
  const harmless: [name: string, content: string][] = [
    ['a drawing', svg('<path d="M0 0"/><text>a &#160; b</text>')],
    ['with a declaration', `<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n${svg('<g/>')}`],
    [
      'with the doctype of its time',
      `<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svg('')}`,
    ],
    ['with links', svg('<a xlink:href="#x"><text>one way</text></a>')],
  ]
  for (const [name, content] of harmless) it(name, () => assert.equal(published(content), true))

  const active: [name: string, content: string | Uint8Array][] = [
    ['a script', svg('<script>alert(1)</script>')],
    [
      'a script in a namespace of its own',
      '<x:svg xmlns:x="http://www.w3.org/2000/svg"><x:script>alert(1)</x:script></x:svg>',
    ],
    ['an event', svg('<g onload="alert(1)"/>')],
    ['an event after a quote', svg('<g id="a"onload="alert(1)"/>')],
    ['an event after a slash', svg('<g/onload=alert(1)>')],
    ['a scheme', svg('<a xlink:href="javascript:alert(1)"/>')],
    ['a scheme in numbers', svg('<a xlink:href="&#106;ava&#x73;cript:alert(1)"/>')],
    ['a scheme with a line break in it', svg('<a xlink:href="java&#10;script:alert(1)"/>')],
    ['an entity', `<!DOCTYPE svg [<!ENTITY x "alert(1)">]>${svg('&x;')}`],
    ['a style sheet', `<?xml-stylesheet href="a.xsl"?>${svg('')}`],
    ['a foreign object', svg('<foreignObject/>')],
    ['another encoding', Buffer.from(`\uFEFF${svg('<script/>')}`, 'utf16le')],
    ['another encoding that it names', `<?xml version="1.0" encoding="utf-7"?>${svg('')}`],
  ]
  for (const [name, content] of active) it(`not with ${name}`, () => assert.equal(published(content), false))

  it('not where it cannot be read', () => assert.equal(isHarmless(path.join(folder, 'nowhere.svg')), false))
  it('and so are all files of other kinds', () => assert.equal(published('<script>', 'a.png'), true))
})
