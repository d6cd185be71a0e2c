import assert from 'node:assert/strict'
import { test } from 'node:test'
import { packageVersion } from '../../src/config/package.ts'
import { run } from './command-line.ts'

test('--version prints the version and nothing else', async () => {
  for (const option of ['--version', '-V']) {
    assert.deepEqual(await run([option]), { code: 0, stdout: `${packageVersion()}\n`, stderr: '' })
  }
})
