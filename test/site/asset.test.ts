import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { assetAddress } from '../../src/guidebook/paths/asset-address.ts'
import { AssetForms, pictureText, publishedMarkdown } from '../../src/site/view/asset.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'waymark-asset-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The address that a file gets; none where it is not published. */
function published(name: string, content: string | Uint8Array): string | undefined {
  const file = path.join(folder, name)
  writeFileSync(file, content)
  const form = new AssetForms().of(file)
  return form.kind === 'none' ? undefined : assetAddress(`files/${name}`, form.kind)
}

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"/>'
const html = '<html xmlns="http://www.w3.org/1999/xhtml"><script>alert(1)</script></html>'

describe('A file is published under its own name', () => {
  const files: [name: string, content: string | Uint8Array][] = [
    ['a.png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
    ['a.pdf', '%PDF-1.7'],
    ['values.yaml', 'a: <b>'],
    ['notes.txt', html],
    ['run', '#!/bin/sh'],
    ['empty.conf', ''],
    ['page.html.png', Buffer.from([0x89, 0x50, 0x4e, 0x47])],
    ['a.svg', svg],
  ]
  for (const [name, content] of files) it(name, () => expect(published(name, content)).toBe(`/files/${name}`))
})

describe('What a server or a browser would take for HTML, XML or code is published as text', () => {
  const files: [name: string, content: string | Uint8Array][] = [
    ['a.html', 'no tag'],
    ['a.HTM', ''],
    ['a.xhtml', html],
    ['a.xml', '<a/>'],
    ['a.rdf', html],
    ['a.html.bak', 'no tag'],
    ['a.svg.gz', gzipSync(svg)],
    ['a.js', 'alert(1)'],
    ['a.png', html],
    ['a.unknown', html],
    ['none', html],
    ['late.yaml', `${' \r\n\t'.repeat(5000)}${html}`],
    ['mark.yaml', `\uFEFF${html}`],
    ['wide.yaml', Buffer.from(`\uFEFF${html}`, 'utf16le')],
    ['wide-unmarked.yaml', Buffer.from(`<?xml version="1.0"?>${html}`, 'utf16le').swap16()],
  ]
  for (const [name, content] of files) it(name, () => expect(published(name, content)).toBe(`/files/${name}.txt`))
})

describe('An SVG', () => {
  it('is written anew', () => {
    expect(published('b.svg', `${svg.slice(0, -2)} onload="alert(1)"/>`)).toBe('/files/b.svg')
    expect(pictureText(path.join(folder, 'b.svg'))).toBe(svg)
  })
  it('that is packed is unpacked, and says what it is', () => {
    expect(published('a.svgz', gzipSync(svg))).toBe('/files/a.svgz.svg')
    expect(pictureText(path.join(folder, 'a.svgz'))).toBe(svg)
  })
  it('that unpacks to more than a browser can draw is not published', () => {
    expect(published('bomb.svgz', gzipSync(Buffer.alloc(50_000_000, ' ')))).toBe(undefined)
  })
  it('that cannot be read is not published, and nor is what is not there', () => {
    expect(published('c.svg', '<svg')).toBe(undefined)
    expect(new AssetForms().of(path.join(folder, 'nowhere.svg')).kind).toBe('none')
  })
  it('has its size, and is looked at again when it changes', () => {
    const forms = new AssetForms()
    const file = path.join(folder, 'd.svg')
    writeFileSync(file, svg)
    expect(forms.of(file)).toStrictEqual({ kind: 'picture', size: { width: 4, height: 3 } })
    writeFileSync(file, 'no picture at all')
    expect(forms.of(file).kind).toBe('none')
  })
})

it('The source of a page that begins with HTML has a mark before it, so that no browser guesses what it is', () => {
  expect(publishedMarkdown('# Page\n')).toBe('# Page\n')
  expect(publishedMarkdown('\n <script>alert(1)</script>')).toBe('\uFEFF\n <script>alert(1)</script>')
})
