import { spawn } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Context } from './benchmark.ts'
import { installFolder } from './installed.ts'
import { endWithThis, measure } from './measure.ts'

const name = 'prometheus-blackbox-exporter'
const downloadLimit = 120

/** The same work as our probes: one IPv4 connection for each, the status, something in the body, the same time. */
const configuration = `modules:
  ok:
    prober: http
    timeout: 5s
    http:
      valid_status_codes: [200]
      fail_if_body_not_matches_regexp: ['"status":"ok"']
      preferred_ip_protocol: ip4
      ip_protocol_fallback: false
      enable_http2: false
`

/**
 * The path of Debian's exporter: the one that is installed, else the one of its package, unpacked into a folder that is
 * kept; nothing of the system is changed. Throws where it cannot be had.
 */
export async function findExporter({ signal, say }: Context): Promise<string> {
  const installed = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, name))
  const found = installed.find(isExecutable)
  if (found !== undefined) return found
  const folder = installFolder(name)
  const program = path.join(folder, 'root', 'usr', 'bin', name)
  const stamp = path.join(folder, 'installed')
  if (existsSync(stamp)) return program
  say(`status-peer: downloading ${name} into ${folder}`)
  await measure('apt-get', ['download', name], { cwd: folder, signal, limit: downloadLimit })
  const file = (await readdir(folder)).findLast((one) => one.endsWith('.deb'))
  if (file === undefined) throw new Error('`apt-get download` left no package')
  await measure('dpkg-deb', ['-x', file, 'root'], { cwd: folder, signal, limit: downloadLimit })
  await measure(program, ['--version'], { signal, limit: downloadLimit })
  await writeFile(stamp, '')
  return program
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Starts the exporter on a free port of this machine; ends when it is disposed. */
export async function startExporter(program: string, folder: string) {
  const file = path.join(folder, 'blackbox.yml')
  await writeFile(file, configuration)
  const args = [`--config.file=${file}`, '--web.listen-address=127.0.0.1:0']
  const child = spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: true })
  const end = endWithThis(child)
  const timer = setTimeout(end, 10_000)
  let [version, said] = ['', '']
  for await (const line of createInterface({ input: child.stderr })) {
    said += `${line}\n`
    version = /\(version=([^,]+)/.exec(line)?.[1] ?? version
    const address = /"Listening on" address=(\S+)/.exec(line)?.[1]
    if (address === undefined) continue
    clearTimeout(timer)
    // What it says from now on is read and forgotten, so that it never waits for a reader.
    child.stderr.resume()
    return { origin: `http://${address}`, pid: child.pid ?? -1, version, [Symbol.asyncDispose]: async () => end() }
  }
  throw new Error(`\`${program}\` ended before it listened: ${said}`)
}
