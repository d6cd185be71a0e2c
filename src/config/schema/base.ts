/** A path under which a site is published, with a slash at both ends: `docs`, `/docs` and `/docs/` are the same. Undefined where it is none. */
export function parseBasePath(path: string): string | undefined {
  const names = path.split('/').filter((name) => name !== '')
  const isPath = names.every((name) => /^[\w~!$&'()*+,;=@.-]+$/.test(name) && !/^\.+$/.test(name))
  return isPath ? `/${names.map((name) => `${name}/`).join('')}` : undefined
}

/** The path that a site is published under: `base`, or where that is `/` the one that `site` has. */
export function baseOf({ base, site }: { base: string; site?: string | undefined }): string {
  return base === '/' && site !== undefined ? (parseBasePath(new URL(site).pathname) ?? '/') : base
}
