import { homedir } from 'node:os'
import path from 'node:path'

/**
 * The absolute folder of what Waymark keeps for this user, in whatever project. Undefined for a user without a home.
 * Source: XDG Base Directory Specification 0.8.
 */
export function userCacheFolder(
  { XDG_CACHE_HOME: named = '' }: NodeJS.ProcessEnv = process.env,
  home: () => string = homedir,
): string | undefined {
  try {
    // A relative path is to be ignored.
    return path.join(path.isAbsolute(named) ? named : path.join(home(), '.cache'), 'waymark')
  } catch {
    return undefined
  }
}
