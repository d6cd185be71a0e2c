/** A path under which a site is published, with a slash at both ends: `docs`, `/docs` and `/docs/` are the same. Undefined where it is none. */
export function readBase(path: string): string | undefined {
  const names = path.split('/').filter((name) => name !== '')
  const isPath = names.every((name) => /^[\w~!$&'()*+,;=@.-]+$/.test(name) && !/^\.+$/.test(name))
  return isPath ? `/${names.map((name) => `${name}/`).join('')}` : undefined
}
