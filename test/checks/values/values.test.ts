// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${var.tag}` is an expression of Terraform
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { fixFiles } from '../../../checks/fix/fixer.ts'
import { links } from '../../../checks/links/links.ts'
import { isSameValue } from '../../../checks/values/same-value.ts'
import { linesOf, partOf } from '../../../checks/values/snippet-text.ts'
import { values } from '../../../checks/values/values.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { checkFiles, checkFolder, writeProject } from '../engine/project-files.ts'

const files = {
  'chart/values.yaml':
    '# the chart\nbase: &base\n  tag: "22.0.4"\nimage:\n  <<: *base\n  size: 50Gi\nhosts: [a.acme.dev, b.acme.dev]\nadmin:\n  password: hunter2\n---\nsecond: 1_000\n',
  'web/package.json': '{\n\t"version": "1.2.3",\n\t"a/b": { "~": "x" }\n}\n',
  'app.toml': 'port = 8080\n[db]\npool = 20\nhost = "db"\n',
  'env.example': 'TIMEOUT=300s\nDB_PASSWORD=changeme\n',
  'infra/main.tf':
    'variable "tag" {\n  default = "1.4"\n}\nvariable "key" {\n  default = "abc"\n  sensitive = true\n}\nlocals {\n  size = 20\n}\nlocals {\n  tag = var.tag\n}\nresource "aws_db_instance" "main" {\n  engine_version = "16.3"\n  name = "${var.tag}-db"\n  url = "postgres://u:hunter2@db/x"\n}\n',
  'infra/deep.tf': `a = ${'['.repeat(5000)}${']'.repeat(5000)}\n`,
  'run.sh': '#!/bin/sh\nset -e\n# #region dump\n  pg_dump shop\n  gzip\n# #endregion\necho ok\n',
  '.env': 'TIMEOUT=5\n',
}
const row = ({ line, column, code, message, hint }: Finding) => `${line}:${column} ${code} ${message}. ${hint}`
const check = async (text: string) =>
  (await checkFiles({ 'guidebooks/README.md': `# Page\n\n${text}\n`, ...files }, { checks: [values] })).map(row)

describe('Two texts are one value', () => {
  const rows: [written: string, value: string, isSame: boolean][] = [
    ['22.0.4', '22.0.4', true],
    ['v22.0.4', '22.0.4', true],
    ['`22.0.4`', 'v22.0.4', true],
    ['22.0.3', '22.0.4', false],
    ['3.1', '3.10', false],
    ['50 GiB', '50Gi', true],
    ['51200 MiB', '50Gi', true],
    ['50 GB', '50Gi', false],
    ['512 MB', '512m', true],
    ['10,000', '10000', true],
    ['10 000', '10_000', true],
    ['1,5', '15', false],
    ['5 minutes', '300s', true],
    ['5m', '300s', true],
    ['6 minutes', '300s', false],
    ['80 %', '80%', true],
    ['Always', 'always', true],
    ['“Always”', 'Always', true],
    ['007', '7', false],
    ['', '', true],
    ['the tag', '22.0.4', false],
    ['yes', 'true', true],
    ['Disabled', 'false', true],
    ['on', 'false', false],
    ['1', 'true', false],
  ]
  for (const [written, value, isSame] of rows)
    test(`${written} and ${value}: ${isSame}`, () => expect(isSameValue(written, value)).toBe(isSame))
})

describe('A claim', () => {
  const rows: [text: string, told: string[]][] = [
    ['[22.0.4](../chart/values.yaml#/image/tag)', []],
    [
      'See [22.0.3](../chart/values.yaml#/image/tag).',
      [
        '3:5 values/different Unexpected value `22.0.3` of `/image/tag`, expected `22.0.4`. `chart/values.yaml:3` says so',
      ],
    ],
    ['[`50 GiB`](../chart/values.yaml#/image/size) and [two][t]\n\n[t]: ../chart/values.yaml#/image', []],
    ['[b.acme.dev](../chart/values.yaml#/hosts/1), [1,000](../chart/values.yaml#/second)', []],
    ['[1.2.3](../web/package.json#/version), [x](../web/package.json#/a~1b/~0)', []],
    [
      '[1.2.4](../web/package.json#/version)',
      ['3:1 values/different Unexpected value `1.2.4` of `/version`, expected `1.2.3`. `web/package.json:2` says so'],
    ],
    [
      '[21](../app.toml#/db/pool)',
      ['3:1 values/different Unexpected value `21` of `/db/pool`, expected `20`. `app.toml:3` says so'],
    ],
    ['[5 minutes](../env.example#/TIMEOUT)', []],
    [
      '[16.3](../infra/main.tf#/resource/aws_db_instance/main/engine_version), [20](../infra/main.tf#/locals/size), [1.4](../infra/main.tf#/locals/tag), [shop](../infra/main.tf#/resource/aws_db_instance/main/name)',
      [],
    ],
    [
      '[15.1](../infra/main.tf#/resource/aws_db_instance/main/engine_version)',
      [
        '3:1 values/different Unexpected value `15.1` of `/resource/aws_db_instance/main/engine_version`, expected `16.3`. `infra/main.tf:15` says so',
      ],
    ],
    [
      '[x](../infra/main.tf#/variable/key/default) [y](../infra/main.tf#/resource/aws_db_instance/main/url)',
      [
        '3:1 values/different Unexpected value of `/variable/key/default`, expected that of its file. `infra/main.tf:5` says so',
        '3:45 values/different Unexpected value of `/resource/aws_db_instance/main/url`, expected that of its file. `infra/main.tf:17` says so',
      ],
    ],
    [
      '[1](../infra/main.tf#/resource/aws_db_instance/man/name) [1](../infra/deep.tf#/a)',
      [
        '3:1 values/missing Unexpected pointer `/resource/aws_db_instance/man/name`, expected a value of `infra/main.tf`. Did you mean `main`?',
        '3:58 values/missing Unexpected pointer into `infra/deep.tf`, expected a file that can be read. undefined',
      ],
    ],
    [
      '[hunter3](../chart/values.yaml#/admin/password)',
      [
        '3:1 values/different Unexpected value of `/admin/password`, expected that of its file. `chart/values.yaml:9` says so',
      ],
    ],
    [
      '[22.0.4](../chart/values.yaml#/image/tagz)',
      [
        '3:1 values/missing Unexpected pointer `/image/tagz`, expected a value of `chart/values.yaml`. Did you mean `tag`?',
      ],
    ],
    ['[5](../.env#/TIMEOUT), [x](../gone.yaml#/a), [notes](../chart/values.yaml#L3)', []],
    ['[x](../../outside.yaml#/a) [y](https://example.org/a.yaml#/b)', []],
  ]
  for (const [text, told] of rows) test(text, async () => expect(await check(text)).toStrictEqual(told))

  test('is no dead anchor to the check of links', async () => {
    const page = '# Page\n\n[1](../chart/values.yaml#/image/tga)\n'
    const told = await checkFiles({ 'guidebooks/README.md': page, ...files }, { checks: [links, values] })
    expect(told.map(({ code }) => code)).toStrictEqual(['values/missing'])
  })
})

describe('A part of a file', () => {
  const text = 'a\n  // #region x\n  b\n  # #region y\n    c\n  # #endregion\n  // #endregion\r\nd\n'
  const rows: [fragment: string, lines: string[] | undefined][] = [
    ['L1', ['a']],
    ['L3-L5', ['b', '# #region y', '  c']],
    ['L8-L9', undefined],
    ['L0', undefined],
    ['x', ['b', '  c']],
    ['y', ['c']],
    ['z', undefined],
  ]
  for (const [fragment, lines] of rows)
    test(fragment, () => {
      const part = partOf(fragment)
      expect(part && linesOf(text, part)).toStrictEqual(lines)
    })

  test('is told where the fence differs first', async () => {
    const told = await check(
      '```sh file=../run.sh#dump\npg_dump shop\ngzip -9\n```\n\n```sh file=../run.sh#L7\necho ok\n```',
    )
    expect(told).toStrictEqual([
      '5:1 values/snippet Unexpected line in a part of `run.sh#dump`, expected line 2 of it. `waymark check --fix` writes what the file has',
    ])
  })

  test('that is not there is told', async () => {
    expect(
      (await check('```sh file=../run.sh#dmup\n```\n\n```sh file=../no.sh#L1\n```')).map((one) => one.slice(0, 60)),
    ).toStrictEqual([
      '3:1 values/missing Unexpected `dmup`, expected a region of `',
      '6:1 values/missing Unexpected file `../no.sh`, expected a te',
    ])
  })
})

test('`--fix` writes values and snippets as their files have them, and replaces no prose', async () => {
  const page =
    '# Page\n\nRuns [v22.0.3](../chart/values.yaml#/image/tag) with [`40 GiB`](../chart/values.yaml#/image/size).\n\n[The tag of it](../chart/values.yaml#/image/tag)\n\n- Dump:\n\n  ```sh file=../run.sh#dump\n  pg_dump\n  ```\n'
  const { root, remove } = writeProject({ 'guidebooks/README.md': page, ...files })
  try {
    const run = await checkFolder(root, { checks: [values] })
    expect(run.findings.length).toBe(4)
    const { pages, inRoot } = run.snapshot.input
    const digests = new Map(pages.map((one) => [inRoot(one.file), one.digest]))
    const { left } = await fixFiles(run.findings, { root, within: root, digests })
    expect(left).toStrictEqual([])
    expect(readFileSync(path.join(root, 'guidebooks/README.md'), 'utf8')).toBe(
      page.replace('v22.0.3', 'v22.0.4').replace('40 GiB', '50Gi').replace('  pg_dump\n', '  pg_dump shop\n  gzip\n'),
    )
    const again = await checkFolder(root, { checks: [values] })
    expect(again.findings.map(({ line }) => line)).toStrictEqual([5])
  } finally {
    remove()
  }
})

test('Hostile files are one finding each, or none, in bounded time', async () => {
  const bomb = Array.from({ length: 40 }, (_, at) => `a${at}: &a${at} [${at ? `*a${at - 1}, *a${at - 1}` : '1'}]`).join(
    '\n',
  )
  const hostile = {
    'bomb.yaml': `${bomb}\ntag: 1\n`,
    'deep.yaml': `a: ${'['.repeat(20_000)}\n`,
    'deep.json': '{"a":'.repeat(20_000),
    'loop.yaml': 'a: &a\n  <<: *a\n  b: 1\n',
    'broken.toml': 'a = [\n',
    'binary.yaml': 'a: \0\n',
    'regions.sh': '# #region a\n'.repeat(50_000),
  }
  const pointers = [
    'bomb.yaml#/tag',
    'bomb.yaml#/a39/0/0',
    'deep.yaml#/a',
    'deep.json#/a',
    'loop.yaml#/a/c',
    'broken.toml#/a',
    'binary.yaml#/a',
    `loop.yaml#${'/a'.repeat(400)}`,
  ]
  const page = `# Page\n\n${pointers.map((one) => `- [1](../${one})`).join('\n')}\n\n\`\`\`sh file=../regions.sh#b\n\`\`\`\n`
  const told = await checkFiles({ 'guidebooks/README.md': page, ...hostile }, { checks: [values] })
  expect(told.map(({ line, code }) => `${line} ${code}`)).toStrictEqual([
    '5 values/missing',
    '6 values/missing',
    '7 values/missing',
    '8 values/missing',
    '10 values/missing',
    '12 values/missing',
  ])
})
