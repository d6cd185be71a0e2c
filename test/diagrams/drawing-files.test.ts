import { existsSync, readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import path from 'node:path'
import ts from 'typescript'
import { assert, describe, expect, test } from 'vitest'
import { drawingFiles } from '../../src/diagrams/drawing-files.ts'

const files = drawingFiles()
const names = files.names()
const textOf = (name: string) => Buffer.from(files.read(name) ?? []).toString()

describe('What the document in which diagrams are drawn may load', () => {
  test('the document, its script, Mermaid and the font', () => {
    for (const name of ['frame.html', 'page/frame.js', 'page/draw.js', 'mermaid/mermaid.esm.min.js'])
      assert.ok(names.includes(name), name)
    assert.ok(names.includes('fonts/arimo-latin-400-normal.woff2'))
    assert.ok(names.includes('fonts/arimo-greek-700-italic.woff2'))
    expect(new Set(names).size).toBe(names.length)
  })

  test('each of them can be read, and nothing else can', () => {
    for (const name of names) assert.ok((files.read(name)?.length ?? 0) > 0, name)
    for (const name of ['', 'frame.htm', '../package.json', 'page/../frame.html', 'page/frame.ts', 'constructor'])
      expect(files.read(name), name).toBe(undefined)
  })

  test('every module that one of them imports is there', () => {
    const imports = names
      .filter((name) => name.endsWith('.js'))
      .flatMap((name) => importsOf(name).map((to) => path.posix.join(path.posix.dirname(name), to)))
    assert.ok(imports.length > 500, 'the imports were found')
    expect(imports.filter((name) => !names.includes(name))).toStrictEqual([])
  })

  test('every font that the document names is there', () => {
    const fonts = [...textOf('frame.html').matchAll(/url\(([^)]*)\)/g)].map(([, name]) => name)
    assert.ok(fonts.length >= 28, 'seven scripts, upright and italic, in two weights')
    expect(fonts.filter((name) => !names.includes(name ?? ''))).toStrictEqual([])
  })

  test('no types are left in what a browser runs, and no name that a server may not know', () => {
    expect(names.filter((name) => !/\.(?:html|js|woff2)$/.test(name))).toStrictEqual([])
    for (const name of names.filter((one) => one.startsWith('page/'))) {
      expect(textOf(name), name).not.toMatch(/^(?:import|export) type\b|from '[^']*\.ts'/m)
    }
  })

  test('no source maps', () => {
    expect(names.filter((name) => name.endsWith('.js') && /sourceMappingURL/.test(textOf(name)))).toStrictEqual([])
  })
})

describe('What is used of the package mermaid', () => {
  const folder = path.dirname(findPackageJSON('mermaid', import.meta.url) ?? '')

  test('its version is the one that all of this was written for', () => {
    expect(JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')).version).toBe('12.3.0')
  })

  test('a module for browsers, with its chunks in one folder', () => {
    assert.ok(existsSync(path.join(folder, 'dist', 'mermaid.esm.min.mjs')))
    assert.ok(existsSync(path.join(folder, 'dist', 'chunks', 'mermaid.esm.min')))
    assert.ok(names.filter((name) => name.startsWith('mermaid/chunks/')).length > 100)
  })

  test('its default export', () => {
    expect(textOf('mermaid/mermaid.esm.min.js')).toMatch(/export\{\w+ as default\}/)
  })
})

/** Relative ones: what Mermaid was made of asks for packages in branches that no browser takes. */
function importsOf(name: string): string[] {
  const imported = ts.preProcessFile(textOf(name), true, true).importedFiles.map(({ fileName }) => fileName)
  return imported.filter((to) => to.startsWith('.'))
}
