import { accessSync, constants } from 'node:fs'
import path from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const usual: Partial<Record<NodeJS.Platform, string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
}

/** Where programs are installed on Windows, by the variables that say so. */
const windowsFolders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
const windowsPrograms = [path.join('Google', 'Chrome', 'Application'), path.join('Chromium', 'Application')]

/** The executables of Chromium and Chrome that are installed here: those in PATH first, each once. */
export function installedBrowsers(env: Environment, platform: NodeJS.Platform = process.platform): string[] {
  const suffix = platform === 'win32' ? '.exe' : ''
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder))
  const inPath = folders.flatMap((folder) => names.map((name) => path.join(folder, `${name}${suffix}`)))
  const places = platform === 'win32' ? windowsPlaces(env) : (usual[platform] ?? [])
  return [...new Set([...inPath, ...places])].filter(isExecutable)
}

function windowsPlaces(env: Environment): string[] {
  const folders = windowsFolders.flatMap((name) => env[name] ?? [])
  return folders.flatMap((folder) => windowsPrograms.map((program) => path.join(folder, program, 'chrome.exe')))
}

/** Whether this file is there and may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
