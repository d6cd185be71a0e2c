import { sourceRule } from '../rule.ts'

/** Once for each name: a shortcode of a site's own stands on hundreds of pages. */
export const unknownSyntax = sourceRule({
  code: 'structure/unknown-syntax',
  severity: 'warning',
  summary: 'Syntax of another generator that is shown as a box with its name',
  why: `
The page was written for [another generator](../dialects.md), and holds a block or a shortcode that Waymark does not know. Readers see a quiet box with its name, and what stands in it. It is told once for each name, at the first place, with the number of uses.

Is it a shortcode of your own? Say what it means with [\`shortcodes\`](../dialects.md#shortcodes) in \`waymark.yaml\`.
`,
  wrong: {
    'guidebooks/hugo.yaml': 'title: Guides\ncontentDir: .\n',
    'guidebooks/README.md': '# Guides\n\n{{< our-map region="eu" >}}\n',
  },
  right: {
    'guidebooks/hugo.yaml': 'title: Guides\ncontentDir: .\n',
    'guidebooks/README.md': '# Guides\n\n![A map of the regions](eu.svg)\n',
    'guidebooks/eu.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>\n',
  },
})
