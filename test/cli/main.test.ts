import { expect, test } from 'vitest'
import { packageVersion } from '../../src/files/package.ts'
import { run } from './command-line.ts'

test('--version prints the version and nothing else', async () => {
  for (const option of ['--version', '-V']) {
    expect(await run([option])).toStrictEqual({ code: 0, stdout: `${packageVersion()}\n`, stderr: '' })
  }
})
