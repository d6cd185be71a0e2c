import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import path from 'node:path'

/** A folder that is kept between runs, for what takes minutes to install. Throws where another user has made it. */
export function installFolder(name: string): string {
  const { uid } = userInfo()
  const parent = path.join(tmpdir(), `waymark-bench-${uid}`)
  mkdirSync(parent, { recursive: true, mode: 0o700 })
  const found = lstatSync(parent)
  if (!found.isDirectory() || found.uid !== uid)
    throw new Error(`Unexpected owner of ${parent}, expected yourself: remove it and try again`)
  const folder = path.join(parent, name)
  mkdirSync(folder, { recursive: true })
  return folder
}
