import { posix } from 'node:path'
import type { YamlCursor } from '../../yaml/stream.ts'
import type { ReadEntry } from '../entry.ts'
import type { InventoryReader } from '../reader.ts'
import { isTemplated } from '../template.ts'

/** Kustomizations: what they call the objects of their manifests, and the images that they give them. */
export const kustomize: InventoryReader = {
  name: 'kustomize',
  title: 'Kustomize',
  files: '`kustomization.yaml`, `kustomization.yml`, `Kustomization`',
  tells:
    'Names with `namePrefix` and `nameSuffix`, `namespace`, and `images` in place of those of the manifests, through bases and overlays of this repository. Where components, transformers or a base elsewhere take part, objects keep the names of their manifests',
  claims: (path) => isKustomization(path),
  read: (file) => {
    const { documents, problem } = file.yaml()
    const entries = documents
      .slice(0, 1)
      .flatMap((document) => [kustomizationOf(document), ...replacementsOf(document)])
    return { entries, ...(problem && { problem }) }
  },
}

/** Whether a file is a kustomization, by its name: the only ones that Kustomize takes. */
export function isKustomization(path: string): boolean {
  return /^(?:kustomization\.ya?ml|Kustomization)$/.test(posix.basename(path))
}

function kustomizationOf(document: YamlCursor): ReadEntry {
  const texts = (key: string) => (document.get(key)?.texts ?? []).map(({ text = '' }) => text)
  const word = (key: string) => document.get(key)?.text ?? ''
  const namespace = word('namespace')
  const isOpen =
    ['components', 'transformers', 'configurations'].some((key) => (document.get(key)?.items.length ?? 0) > 0) ||
    document.get('kind')?.text === 'Component' ||
    [word('namePrefix'), word('nameSuffix'), namespace].some(isTemplated)
  return {
    ...{ kind: 'kustomization', name: '', isOpen },
    resources: [...texts('resources'), ...texts('bases')],
    ...{ prefix: word('namePrefix'), suffix: word('nameSuffix') },
    ...(namespace !== '' && { namespace }),
    ...document.place,
  }
}

function replacementsOf(document: YamlCursor): ReadEntry[] {
  return (document.get('images')?.items ?? []).flatMap((image): ReadEntry[] => {
    const [name, tag] = [image.get('name')?.text ?? '', image.get('newTag')?.text ?? '']
    const written = image.get('newName')?.text ?? name
    const digest = image.get('digest')
    const cursor = image.get('newTag') ?? image.get('newName') ?? digest
    if (!cursor || name === '' || isTemplated(name + written + tag)) return []
    const version = tag === '' ? digest?.text && { isPinned: true as const } : { tag }
    return [{ kind: 'replacement', name, image: written, ...version, ...cursor.place }]
  })
}
