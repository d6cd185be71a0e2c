// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of a shell

import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, assert, beforeAll, describe, expect, test } from 'vitest'
import { type Blank, findBlanks } from '../../src/shell/blank.ts'
import { fillBlank, isFitForAddress, problemOfValue } from '../../src/shell/fill.ts'

/** What an attacker would put into a link, and a tired reader into a field. `PWNED` is a program that leaves a file. */
const hostile = [
  ...['$(PWNED)', '`PWNED`', '; PWNED', '&& PWNED', '| PWNED', '& PWNED &', '"; PWNED; "', "'; PWNED; '", "';PWNED;'"],
  ...['"$(PWNED)"', "'$(PWNED)'", '\\$(PWNED)', '\\`PWNED\\`', '\\"; PWNED; \\"', "\\'; PWNED; \\'", '${X:-$(PWNED)}'],
  ...['$((PWNED))', 'a[$(PWNED)]', '<(PWNED)', '>(PWNED)', '> PWNED-file', '>PWNED-file', '< PWNED', '2>PWNED-file'],
  ...['(PWNED)', '{ PWNED; }', '{a,b}', '* *', '*', '?', '[a-z]', '~', '~root', '!', '!!', '!PWNED', '# x', 'x # y'],
  ...['$HOME', '${HOME}', '$@', '$*', '$$', '$', '$x', '\\', '\\\\', 'a\\', '"', "'", '`', 'a b', ' a', 'a ', '  '],
  ...['EOF', 'OF', 'EOF x', 'PWNED', '=PWNED', 'PWNED=1', 'PATH=/x', 'if', 'A=b', '^a^PWNED', '%1', 'ü', '名前', 'a|b'],
  ...[
    "a'b",
    'a"b',
    'a`b',
    'a$b',
    "'",
    "''",
    '""',
    "'\"'",
    "'\\''",
    ')',
    '))',
    ') ; PWNED ; (',
    '}',
    '; }; PWNED',
    ']]',
  ],
  ...[
    'x;PWNED',
    'x&&PWNED',
    'x||PWNED',
    '\\;PWNED',
    ';;',
    'esac; PWNED',
    'done; PWNED',
    '(id)',
    '(PWNED) ',
    "(PWNED)'",
  ],
]

/** Commands of each kind of place; `ARGV` writes down the arguments that arrive, and `STDIN` what stands in its input. */
const templates = [
  ...['ARGV <v>', 'ARGV a<v>b', 'ARGV --x=<v>', 'ARGV "<v>"', 'ARGV "a <v> b"', "ARGV '<v>'", "ARGV 'a <v> b'"],
  ...[
    'ARGV <v> "<v>" \'<v>\'',
    'ARGV "$(ARGV <v>)"',
    'ARGV $(ARGV "<v>")',
    'ARGV `ARGV <v>`',
    'A=<v> ARGV x',
    'ARGV $<v>',
  ],
  ...[
    'ARGV "$<v>"',
    'ARGV ${A:-<v>}',
    'ARGV "${A:-<v>}"',
    'ARGV {a,<v>}',
    'STDIN <<EOF\na <v> b\nEOF',
    'STDIN <<EOF\n<v>\nEOF',
  ],
  ...["STDIN <<'EOF'\na <v> b\nEOF", "STDIN <<'EOF'\n<v>\nEOF", 'STDIN <<-EOF\n\t<v>\n\tEOF', 'STDIN <<EOF\nE<v>\nEOF'],
  ...[
    'ARGV "it\'s <v>"',
    'ARGV \'{"a": "<v>"}\'',
    'ARGV "{\\"a\\": \\"<v>\\"}"',
    'if true; then ARGV <v>; fi',
    'ARGV x > <v>.out',
  ],
  ...[
    'for i in <v> b; do ARGV "$i"; done',
    'case <v> in a) ;; *) ARGV "<v>";; esac',
    'ARGV <v> || ARGV b',
    '(ARGV <v>)',
  ],
  ...[
    'sh -c "ARGV <v>"',
    "sh -c 'ARGV <v>'",
    'sh <<EOF\nARGV <v>\nEOF',
    "sh <<'EOF'\nARGV <v>\nEOF",
    'sh <<< "ARGV <v>"',
    'echo "ARGV <v>" | sh',
    'cat <<EOF | sh\nARGV <v>\nEOF',
    'eval ARGV <v>',
    'eval "ARGV \'<v>\'"',
    'ARGV ~<v>',
    'ARGV <v>=x',
    'ARGV #<v>',
  ],
  ...[
    '$ ARGV <v>',
    'ARGV \\\n  <v>',
    'ARGV 1<v>>out.txt',
    'ARGV $NODE',
    'ARGV "${NODE}"',
    "ARGV '$NODE' $NODE",
    'ARGV {{ .x }}',
  ],
  ...[
    "ARGV -o jsonpath='{.data.<v>}'",
    'ARGV -o jsonpath=\'{.x[?(@.name=="<v>")]}\'',
    "ARGV 'broken <v>",
    'ARGV "$((<v>))"',
  ],
  ...[
    '<v> x',
    'ARGV;<v>',
    'ARGV "\\<v>"',
    'ARGV \\<v>',
    'ARGV \\\\<v>',
    "ARGV $'<v>'",
    'ARGV [<v>]',
    'ARGV <v><<EOF\nx\nEOF',
  ],
]

const named = [
  { name: 'node', written: ['$NODE'] },
  { name: 'x', written: ['{{ .x }}'] },
]
/** Each program once: `sh` is another's name in most systems. */
const shells = [
  ...new Set(
    ['/bin/sh', '/bin/dash', '/bin/bash'].filter((file) => existsSync(file)).map((file) => realpathSync(file)),
  ),
]

const functions = `PWNED() { : > ../pwned; }
ARGV() { printf '%s\\0' call "$#" "$@" >> ../argv; }
`

/** The text with a value in each of its blanks; undefined where it is refused in one. */
function filled(text: string, blanks: readonly Blank[], value: string): string | undefined {
  let result = text
  for (const { start, end, place } of [...blanks].reverse()) {
    const found = fillBlank(value, place)
    if (!('text' in found)) return undefined
    result = result.slice(0, start) + found.text + result.slice(end)
  }
  return result.replace(/^\$ /, '')
}

describe.skipIf(shells.length === 0)('A filled command in a real shell', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'waymark-fill-'))
    const bin = path.join(folder, 'bin')
    mkdirSync(bin)
    const program = (name: string, body: string) =>
      writeFileSync(path.join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 })
    program('PWNED', `: > "${folder}/pwned"`)
    program('ARGV', `printf '%s\\0' call "$#" "$@" >> "${folder}/argv"`)
    program('STDIN', `printf '%s\\0' call "$(cat)" >> "${folder}/argv"`)
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Runs many texts, each in a shell and an empty folder of its own; returns what arrived in each. */
  function run(shell: string, texts: readonly string[]): string[][] {
    const scripts = texts.map((text, index) => {
      const work = path.join(folder, `work-${index}`)
      mkdirSync(work, { recursive: true })
      // Functions, since each program would be a process.
      writeFileSync(path.join(folder, `script-${index}`), `${functions}${text}`)
      return work
    })
    const loop = texts
      .map(
        (_, index) =>
          `cd "${scripts[index]}"; ${shell} ../script-${index} >/dev/null 2>&1; printf 'next\\0' >> ../argv`,
      )
      .join('\n')
    writeFileSync(path.join(folder, 'loop'), loop)
    rmSync(path.join(folder, 'argv'), { force: true })
    execFileSync('/bin/sh', [path.join(folder, 'loop')], {
      env: { PATH: `${folder}/bin:/usr/bin:/bin`, HOME: '/nowhere' },
      stdio: 'ignore',
    })
    const arrived = readFileSync(path.join(folder, 'argv'), 'utf8')
    for (const work of scripts) {
      // What a command writes into has the name that it was given, and no other.
      for (const name of readdirSync(work)) assert.ok(/\.(?:out|txt)$/.test(name), `no file ${name}`)
      rmSync(work, { recursive: true })
    }
    return arrived
      .split('next\0')
      .slice(0, -1)
      .map((one) => one.split('\0'))
  }

  const cases = templates.flatMap((template, row) => {
    const blanks = findBlanks(template, named)
    // Each value in the plainest places, and in every other place some of them.
    const values = row < 7 ? hostile : hostile.filter((_, column) => (row + column) % 6 === 0)
    return values.flatMap((value) => {
      const text = blanks.length === 0 ? undefined : filled(template, blanks, value)
      const isItsOwnCommand = value === 'PWNED' && blanks.some(({ place }) => place.quoting === 'command')
      return text === undefined || isItsOwnCommand ? [] : [{ template, text, value }]
    })
  })
  // The same command with a value that no shell minds tells how many words arrive, and which of them have it.
  const calm = [...new Set(cases.map(({ template }) => template))].map((template) => ({
    template,
    text: filled(template, findBlanks(template, named), 'qvalueq') ?? '',
  }))

  test('there are enough of them', () => {
    expect(cases.length).toBeGreaterThan(700)
  })

  test.each(shells)(
    'brings to %s what was typed, and runs nothing else',
    (shell) => {
      const all = run(
        shell,
        [...cases, ...calm].map(({ text }) => text),
      )
      expect(existsSync(path.join(folder, 'pwned')), 'nothing of a value ran').toBe(false)
      const arrived = all.slice(0, cases.length)
      const expected = new Map(calm.map(({ template }, index) => [template, all[cases.length + index]]))
      const wrong = cases.flatMap(({ template, text, value }, index) => {
        const isField = template.includes('jsonpath=') && !template.includes('"<v>"')
        const read = isField ? value.replaceAll('.', '\\.') : value
        const wanted = expected.get(template)?.map((word) => word.replaceAll('qvalueq', () => read))
        const isSame = JSON.stringify(wanted) === JSON.stringify(arrived[index])
        return isUnexpanded(template) && !isSame ? [{ text, wanted, arrived: arrived[index] }] : []
      })
      expect(wrong.slice(0, 5)).toStrictEqual([])
    },
    120_000,
  )
})

/** Whether the shell changes nothing of a plain value there: a variable's name, a home and a number are its own affair. */
function isUnexpanded(template: string): boolean {
  return !/> <v>|\$<v>|~<v>|\$\(\(|^<v>|;<v>|\[<v>\]|\$\{A/.test(template)
}

describe('A value', () => {
  test.each([
    ...['a\nb', 'a\rb', 'a\0b', '\u001b[2J', 'a\tb', '\u202eabc', '\u2066a', '\u200b', '\ufeffa', '\u2028', '\ud800'],
    ...['\u00ad', '\u3164', '\u{e0041}', 'x'.repeat(501)],
  ])('is refused in every place: %j', (value) => {
    expect(problemOfValue(value)).toBeTypeOf('string')
    for (const quoting of ['bare', 'single', 'double', 'verbatim', 'plain'] as const)
      expect(fillBlank(value, { quoting, startsWord: false })).toHaveProperty('problem')
  })

  test('that begins as an option does is one only where the page says so', () => {
    expect(fillBlank('--all', { quoting: 'bare', startsWord: true })).toHaveProperty('problem')
    expect(fillBlank('--all', { quoting: 'double', startsWord: true })).toHaveProperty('problem')
    expect(fillBlank('--all', { quoting: 'bare', startsWord: true }, { mayBeOption: true })).toEqual({ text: '--all' })
    expect(fillBlank('-1', { quoting: 'bare', startsWord: false })).toEqual({ text: '-1' })
  })

  test.each<[value: string, pattern: string | undefined, isFit: boolean]>([
    ['erp-0.erp_1:/x@y', undefined, true],
    ['-erp', undefined, false],
    ['a b', undefined, false],
    ['$(id)', undefined, false],
    ['', undefined, false],
    ['ü', undefined, false],
    ['a b', '[a-z ]+', true],
    ['a;b', '[a-z]+', false],
    ['ab;', '[a-z]+', false],
    ['--all', '.*', false],
    ['a\nb', '[^x]*', false],
  ])('%j of an address, where the page says %s: %s', (value, pattern, isFit) => {
    expect(isFitForAddress(value, pattern)).toBe(isFit)
  })
})
