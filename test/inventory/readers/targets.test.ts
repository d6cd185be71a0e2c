import { describe, expect, test } from 'vitest'
import { InventoryFile } from '../../../src/inventory/file.ts'
import type { InventoryReader } from '../../../src/inventory/reader.ts'
import { justfile } from '../../../src/inventory/readers/justfile.ts'
import { makefile } from '../../../src/inventory/readers/makefile.ts'
import { packageScripts } from '../../../src/inventory/readers/package-scripts.ts'

async function namesIn(reader: InventoryReader, path: string, text: string): Promise<string[]> {
  const { entries } = await reader.read(new InventoryFile(path, text))
  return entries.map((entry) => `${entry.kind === 'include' ? '< ' : ''}${'name' in entry ? entry.name : ''}`)
}

describe('A Makefile declares', () => {
  const rows: [says: string, text: string, names: string[]][] = [
    ['its rules, several at once', 'build test: deps\n\tgo build\nlint::\n', ['build', 'test', 'lint']],
    ['what it calls phony', '.PHONY: a b \\\n  c\n', ['a', 'b', 'c']],
    ['no variables', 'A := b:c\nB = x\nC ?= d\nD::=e\nF != echo a: b\n', []],
    ['a target with a variable of its own', 'deploy: ENV = prod\n', ['deploy']],
    ['pattern rules', 'build-%: x\n%.o: %.c\n', ['build-%', '%.o']],
    ['an open name for a variable', '$(BINS): main.go\nimage-$(ARCH):\n', ['%', 'image-%']],
    ['an open name for a function in a function', '$(addprefix run-,$(patsubst %,a,$(X))): y\n', ['%']],
    ['anything, where rules are made', '$(eval $(call rule,a))\n', ['%']],
    ['anything, where there is a rule for it', '.DEFAULT:\n\techo\n', ['%']],
    ['what it includes', 'include mk/a.mk b.mk\n-include $(X).d\n', ['< mk/a.mk', '< b.mk', '< %.d']],
    ['nothing in recipes, comments and definitions', '# a: b\ndefine x\ny: z\nendef\nb:\n\tc: d\n', ['b']],
    ['nothing in conditions', 'ifeq ($(A),b:c)\nd:\nendif\n', ['d']],
    ['its rules where lines end as on Windows', 'a: b\r\n\tc\r\nd:\r\n', ['a', 'd']],
  ]
  for (const [says, text, names] of rows)
    test(says, async () => expect(await namesIn(makefile, 'Makefile', text)).toStrictEqual(names))

  test('places', async () => {
    const { entries } = await makefile.read(new InventoryFile('Makefile', 'A = b\n.PHONY: build\n'))
    expect(entries).toMatchObject([{ name: 'build', line: 2, column: 9, endColumn: 14 }])
  })
})

describe('A justfile declares', () => {
  const rows: [says: string, text: string, names: string[]][] = [
    ['recipes with parameters', "build target='a:b' *args: deps\n  x\n@quiet:\n", ['build', 'quiet']],
    ['aliases', 'alias b := build\n', ['b']],
    ['no variables and settings', 'set shell := ["sh"]\nx := "a: b"\nexport Y := "z"\n', []],
    ['what it imports', 'import \'ci.just\'\nimport? "local.just"\n', ['< ci.just', '< local.just']],
    ['modules, whatever is in them', 'mod web\n', ['web', 'web::%']],
  ]
  for (const [says, text, names] of rows)
    test(says, async () => expect(await namesIn(justfile, 'justfile', text)).toStrictEqual(names))
})

describe('A package declares', () => {
  test('its scripts, indented by tabs too', async () => {
    const text = '{\n\t"name": "shop",\n\t"scripts": {\n\t\t"build": "tsc",\n\t\t"test:unit": "vitest"\n\t}\n}\n'
    expect(await namesIn(packageScripts, 'package.json', text)).toStrictEqual(['build', 'test:unit'])
    expect(await namesIn(packageScripts, 'package.json', '{ "scripts": 1 }')).toStrictEqual([])
  })
})

describe('A line that is gone', () => {
  const rows: [reader: InventoryReader, path: string, line: string, names: string[]][] = [
    [makefile, 'Makefile', 'deploy: build', ['make deploy']],
    [makefile, 'Makefile', '\tdeploy: build', []],
    [makefile, 'Makefile', 'X := y', []],
    [makefile, 'Makefile', 'build-%: x', []],
    [justfile, 'justfile', 'deploy env:', ['just deploy']],
    [packageScripts, 'package.json', '    "deploy": "node deploy.js",', ['npm deploy']],
    [packageScripts, 'package.json', '    "vitest": "^5.1.1",', []],
  ]
  for (const [reader, path, line, names] of rows)
    test(`${path}: ${line.trim()}`, () =>
      expect((reader.formerly?.(line, path) ?? []).map(({ name }) => name)).toStrictEqual(names))
})

test('Text without end costs no more than its length', async () => {
  const hostile = [
    'a '.repeat(400_000),
    `${'$('.repeat(400_000)}: x`,
    'x \\\n'.repeat(200_000),
    `${'a:'.repeat(300_000)}`,
  ]
  for (const text of hostile) {
    for (const [reader, path] of [
      [makefile, 'Makefile'],
      [justfile, 'justfile'],
    ] as const)
      expect(Array.isArray((await reader.read(new InventoryFile(path, text))).entries)).toBe(true)
  }
})
