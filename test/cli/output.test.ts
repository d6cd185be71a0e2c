import { assert, describe, expect, test } from 'vitest'
import { reporters } from '../../checks/reporters/registry.ts'
import { parseFormats } from '../../src/cli/output.ts'
import { Failure } from '../../src/finding/failure.ts'

describe('What --format and --output ask for', () => {
  const asked: [values: string[], output: string | undefined, expected: string[]][] = [
    [[], undefined, ['pretty']],
    [[], 'out.txt', ['pretty > out.txt']],
    [['json'], undefined, ['json']],
    [['json'], 'out.json', ['json > out.json']],
    [['pretty', 'sarif=out.sarif'], undefined, ['pretty', 'sarif > out.sarif']],
    [['sarif=out.sarif', 'junit=a/out.xml', 'github'], undefined, ['sarif > out.sarif', 'junit > a/out.xml', 'github']],
    [['sarif=out.sarif', 'pretty'], 'out.txt', ['sarif > out.sarif', 'pretty > out.txt']],
    [['json=a=b.json'], undefined, ['json > a=b.json']],
    [['json=a', 'json=b'], undefined, ['json > a', 'json > b']],
  ]
  for (const [values, output, expected] of asked) {
    test(`${values.join(' ')}${output === undefined ? '' : ` --output ${output}`}`, () => {
      const formats = parseFormats(values, output, reporters)
      const said = formats.map(({ format, file }) => (file === undefined ? format : `${format} > ${file}`))
      expect(said).toStrictEqual(expected)
      assert.ok(formats.every(({ format, reporter }) => reporter === reporters[format]))
    })
  }
})

describe('What cannot be meant', () => {
  const refused: [values: string[], output: string | undefined, message: string, hint: string][] = [
    [
      ['jsno'],
      undefined,
      'Unexpected format `jsno`, expected `pretty`, `json`, `sarif`, `junit`, `github` or `gitlab`',
      'Did you mean `json`?',
    ],
    [['JUnit'], undefined, 'Unexpected format `JUnit`,', 'Did you mean `junit`?'],
    [['pretty,json'], undefined, 'Unexpected format `pretty,json`,', 'Several are asked for by several `--format`'],
    [['__proto__'], undefined, 'Unexpected format `__proto__`,', ''],
    [[''], undefined, 'Unexpected format ``,', ''],
    [['=x'], undefined, 'Unexpected format ``,', ''],
    [
      ['pretty', 'json'],
      undefined,
      'Unexpected `pretty` and `json` on standard output, expected one',
      '`--format json=FILE`',
    ],
    [['pretty', 'pretty'], undefined, 'Unexpected `pretty` and `pretty` on standard output', ''],
    [['pretty', 'json'], 'out', 'Unexpected `pretty` and `json` on standard output', ''],
    [['sarif='], undefined, 'Unexpected empty file name in `--format sarif=`, expected a file', ''],
    [['sarif=  '], undefined, 'Unexpected empty file name in `--format sarif=`', ''],
    [[], '', 'Unexpected empty file name in `--output`', ''],
    [['sarif=a', 'json=a'], undefined, 'Unexpected file `a` for two formats, expected a file for each', ''],
    [['sarif=a', 'json=./b/../a'], undefined, 'Unexpected file `./b/../a` for two formats', ''],
    [['sarif=a', `json=${process.cwd()}/a`], undefined, 'Unexpected file `', ''],
    [['sarif=a', 'json'], 'a', 'Unexpected file `a` for two formats', ''],
    [['sarif=a'], 'b', 'Unexpected `--output`, expected a format that has no file yet', ''],
  ]
  for (const [values, output, message, hint] of refused) {
    test(`${JSON.stringify(values)}${output === undefined ? '' : ` --output ${output}`}`, () => {
      expect(() => parseFormats(values, output, reporters)).toThrow(
        expect.toSatisfy(
          (error) => error instanceof Failure && error.message.startsWith(message) && (error.hint ?? '').includes(hint),
        ),
      )
    })
  }
})
