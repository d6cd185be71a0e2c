import type { Dialect } from './dialect.ts'

/** Several hyphens are one: `## A & B` is `#a-b`. It is a forge, and told by the whole repository. */
export const gitlab: Dialect = {
  name: 'gitlab',
  title: 'GitLab',
  sign: (names, isTop) => (isTop && names.has('.gitlab-ci.yml') ? '.gitlab-ci.yml' : undefined),
  folders: () => ['.'],
}
