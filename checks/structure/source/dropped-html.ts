import { sourceRule } from '../rule.ts'

/** A forge leaves the same out. */
export const droppedHtml = sourceRule({
  code: 'structure/dropped-html',
  severity: 'warning',
  summary: 'HTML that does not reach the site',
  why: `
The page holds HTML that GitHub does not let through either: \`<script>\`, \`<style>\`, \`<iframe>\`, an \`onclick\`, a \`style\` attribute. It is left out of the site, and what stood around it is shown. Remove it, or write the same in Markdown. It is told once: what a \`<link>\`, a \`<video>\` or a \`srcset\` leads to is not followed, since nothing of it is published.

An attribute that a reader does not miss, such as \`target\` of a link, is told as an info.

Was it meant as text, such as \`<namespace>\` in a command? Then it is lost on the forge as well. Write it as code: \`\` \`<namespace>\` \`\`.
`,
  wrong: '# Logs\n\n<iframe src="https://grafana.example.org/d/shop"></iframe>\n',
  right: '# Logs\n\n[The dashboard of the shop](https://grafana.example.org/d/shop)\n',
})
