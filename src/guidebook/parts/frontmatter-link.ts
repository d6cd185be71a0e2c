import type { Root } from 'mdast'
import { isScalar, visit } from 'yaml'
import { frontmatterDocument } from './frontmatter.ts'
import type { Link } from './link.ts'

/** What a path or an address looks like; any other text is just a text. */
const target = /^(?:https?:\/\/\S+|\.\.?\/\S*|[^\s:<>{}]+\.mdx?(?:[?#]\S*)?)$/i

/** Values of the frontmatter that are paths or addresses, in lists and maps too; `aliases` lead here, not away. */
export function readFrontmatterLinks(tree: Root): Link[] {
  const yaml = tree.children.find((child) => child.type === 'yaml')
  if (!yaml || !/\.mdx?\b|\.\/|https?:/i.test(yaml.value)) return []
  const read = frontmatterDocument(tree)
  if (!read || read.document.errors.length > 0) return []
  const links: Link[] = []
  try {
    visit(read.document, {
      Pair: (_, { key }, path) =>
        path.length === 2 && isScalar(key) && key.value === 'aliases' ? visit.SKIP : undefined,
      Scalar: (side, { value, range }) => {
        if (side === 'key' || typeof value !== 'string' || !range || !target.test(value)) return
        const written = read.place(range[0], range[1])
        links.push({ kind: 'frontmatter', url: value, text: '', ...written, written })
      },
    })
  } catch {
    // What is nested too deep is told where the frontmatter is read.
  }
  return links
}
