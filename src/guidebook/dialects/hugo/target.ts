import { posix } from 'node:path'
import type { DialectSettings } from '../dialect.ts'

/** An address or a path as it can stand in a link of Markdown, between its brackets. */
export function asDestination(target: string): string {
  return target
    .trim()
    .replace(/[\s<>()"'`\\]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
}

/**
 * Where Hugo looks for what a link or `ref` names: beside the page, below the page's own address, in what its mounts put
 * at that address, from the root of the content, and, for a bare name, anywhere: `**` stands for any folder.
 */
export function targetsOf(path: string, from: string, { mounts = [] }: DialectSettings): string[] {
  const plain = path.replace(/\/+$/, '').replace(/(?:^|\/)index\.html$/, '')
  const variants = [plain, ...(/\.html?$/.test(plain) ? [plain.replace(/\.html?$/, '')] : [])]
  const found = variants.flatMap((one) => (path.startsWith('/') ? absolute(one, mounts) : relative(one, from, mounts)))
  return [...new Set(found.map((one) => posix.normalize(one).replace(/\/$/, '')))]
}

type Mounts = NonNullable<DialectSettings['mounts']>

function absolute(path: string, mounts: Mounts): string[] {
  const isFile = /\.(?!md$|html?$)[a-z\d]{1,8}$/i.test(path)
  return mounts.flatMap(({ address, folder }) => {
    // Outside of the pages nothing but files is published.
    if (!isFile && folder.startsWith('../') && !mounts.every((one) => one.folder.startsWith('../'))) return []
    const base = address.replace(/\/$/, '')
    if (path !== base && !path.startsWith(`${base}/`)) return []
    return [posix.join(folder, `.${path.slice(base.length) || '/'}`)]
  })
}

function relative(path: string, from: string, mounts: Mounts): string[] {
  const folder = posix.dirname(from)
  const beside = posix.join(folder, path)
  const file = from.slice(folder === '.' ? 0 : folder.length + 1)
  const below: string[] = []
  // A page `foo.md` is published as `foo/`, and its files stand in that folder; a bundle's neighbours stand beside its folder.
  if (!/^_?index\./.test(file)) below.push(posix.join(folder, file.replace(/\.[^/.]*$/, ''), path))
  else if (file.startsWith('index.') && !path.startsWith('..')) below.push(posix.join(folder, '..', path))
  const fromRoot = path.startsWith('.') ? [] : absolute(`/${path}`, mounts)
  const anywhere = /^[^/.][^/]*$/.test(path) ? [`**/${path}`] : []
  return [beside, ...below, ...fromRoot, ...anywhere]
}
