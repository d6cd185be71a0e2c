import { spawn } from 'node:child_process'

/** What opens an address in the browser of whoever is at the machine. None is a shell: the address is one argument. */
const openers: Partial<Record<NodeJS.Platform, [program: string, ...args: string[]]>> = {
  darwin: ['open'],
  // `start` is a word of a shell; this is what it calls.
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}
const ofFreeDesktops: [program: string, ...args: string[]] = ['xdg-open']

interface Machine {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
}

/**
 * Opens an address in the user's browser, as far as that can be seen; the browser goes on when Waymark ends. Returns why
 * it was not opened.
 */
export function openInBrowser(
  url: string,
  { platform, env }: Machine = { platform: process.platform, env: process.env },
): Promise<string | undefined> {
  const own = openers[platform]
  // Without a screen it would look for a browser of the terminal, which has nobody to talk to.
  const hasScreen = ['DISPLAY', 'WAYLAND_DISPLAY', 'WSL_DISTRO_NAME'].some((name) => env[name])
  if (!own && !hasScreen) return Promise.resolve('there is no screen to open a browser on')
  const [program, ...args] = own ?? ofFreeDesktops
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  const child = spawn(program, [...args, url], { env, stdio: 'ignore', detached: true })
  child.once('error', () => resolve(`there is no \`${program}\` that opens a browser`))
  child.once('close', (code) => resolve(code === 0 ? undefined : `\`${program}\` found no browser to open`))
  // Some openers end with the browser: nobody waits for that.
  child.once('spawn', () => setTimeout(resolve, longestMs, undefined).unref())
  child.unref()
  return promise
}

/** In milliseconds: whatever has not failed by then has opened it. */
const longestMs = 2000
