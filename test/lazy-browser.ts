// A browser that is unpacked when the first of all tests draws with it, and not by each of them: that takes two seconds.
import { chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { hasPackagedBrowser, unpackBrowser } from '../src/diagrams/packaged-browser.ts'

/** Gives the tests of a project the name of a program that is a browser; those that have one of their own keep it. */
export default function shareLazily(project: TestProject): (() => void) | undefined {
  if (process.env.WAYMARK_BROWSER || !hasPackagedBrowser()) {
    project.provide('browserEnv', {})
    return undefined
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'waymark-lazy-browser-'))
  const program = path.join(folder, 'browser')
  const unpack = `TMPDIR='${folder}' '${process.execPath}' '${fileURLToPath(import.meta.url)}' '${folder}'`
  writeFileSync(
    program,
    `#!/bin/sh\n[ -e '${folder}/environment' ] || ${unpack} || exit\n. '${folder}/environment'\nexec "$EXECUTABLE" "$@"\n`,
  )
  chmodSync(program, 0o755)
  project.provide('browserEnv', { WAYMARK_BROWSER: program })
  return () => rmSync(folder, { recursive: true, force: true })
}

/** Unpacks the browser into the folder for temporary files, where it stays, and writes how to start it; several may at once. */
async function unpackInto(folder: string): Promise<void> {
  const { executable, env } = await unpackBrowser()
  // What was unpacked is for others.
  process.removeAllListeners('exit')
  const { LD_LIBRARY_PATH, FONTCONFIG_FILE } = env
  const variables = Object.entries({ EXECUTABLE: executable, LD_LIBRARY_PATH, FONTCONFIG_FILE })
  const lines = variables.flatMap(([name, value]) => (value === undefined ? [] : [`export ${name}='${value}'\n`]))
  const own = path.join(folder, `environment.${process.pid}`)
  writeFileSync(own, lines.join(''))
  renameSync(own, path.join(folder, 'environment'))
}

if (import.meta.main) await unpackInto(process.argv[2] ?? '')
