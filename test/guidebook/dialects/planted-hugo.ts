/** A site of Hugo as files by their paths, and what is wrong in it. */
export interface PlantedSite {
  files: Record<string, string>
  /** As `file:line code`. */
  faults: string[]
}

const services = ['checkout', 'billing', 'search', 'mail', 'gateway', 'storage', 'queue', 'login', 'reports']
const topics = ['overview', 'restart', 'restore', 'scale', 'alerts', 'upgrade', 'capacity']

/** What a page can say wrongly, each with the code that tells it; `@` stands for another page's name. */
const mistakes: readonly (readonly [code: string, lines: string[], line: number])[] = [
  ['links/missing-file', ['See [the page]({{< ref "gone-page.md" >}}).'], 0],
  [
    'links/missing-file',
    ['{{< hint warning >}}', 'First read [it]({{< relref "/runbooks/nowhere" >}}).', '{{< /hint >}}'],
    1,
  ],
  ['links/missing-anchor', ['- See [a part]({{< relref "restart#no-such-part" >}}).'], 0],
  ['links/missing-anchor', ['{{% alert title="Careful" %}}', '', 'See [a part](#not-here).', '{{% /alert %}}'], 2],
  ['links/missing-image', ['{{< figure src="no-such.png" alt="A graph" >}}'], 0],
  [
    'links/missing-file',
    ['{{< tabs >}}', '{{< tab "One" >}}', '[x](/runbooks/void/)', '{{< /tab >}}', '{{< /tabs >}}'],
    2,
  ],
  ['links/undefined-reference', ['{{< details summary="More" >}}', 'Read [this][unknown-one].', '{{< /details >}}'], 1],
  ['links/missing-file', ['Go to {{< ref "void.md" >}} at once.'], 0],
]

/**
 * Writes a site of sections, bundles and pages that use what sites of Hugo use, with as many faults as are asked for, no
 * two on one page.
 */
export function plantHugo(count: number): PlantedSite {
  const files: Record<string, string> = {
    'hugo.toml':
      'baseURL = "https://docs.example.org/"\ntitle = "Night watch"\n\n[params]\n  version = "4.2"\n\n[markup.goldmark.parser.attribute]\n  block = true\n\n[markup.goldmark.renderer]\n  unsafe = true\n',
    'static/images/map.png': 'png',
    'content/_index.md': `---\ntitle: Night watch\n---\n\nWhat to do.\n\n- [Runbooks](runbooks/)\n`,
    'content/runbooks/_index.md': `+++\ntitle = "Runbooks"\nweight = 1\n+++\n\n${services.map((service) => `- [${service}]({{< ref "/runbooks/${service}" >}})`).join('\n')}\n`,
    'content/runbooks/shared/_index.md':
      '---\ntitle: Shared\n---\n\nTexts of several pages, and [all runbooks](/runbooks/).\n',
    'content/runbooks/shared/contact.txt': 'Call the **team** at once.\n',
  }
  const faults: string[] = []
  let number = 0
  for (const service of services) {
    const list = topics.map((topic) => `- [${topic}]({{< relref "${topic}" >}})`).join('\n')
    files[`content/runbooks/${service}/_index.md`] =
      `---\ntitle: ${service}\nlinkTitle: ${service}\n---\n\n${list}\n- [bundle](bundle/)\n`
    files[`content/runbooks/${service}/bundle/index.md`] =
      `---\ntitle: Bundle of ${service}\n---\n\n![Picture](picture.png)\n\nBack to [restart]({{< ref "restart" >}}).\n`
    files[`content/runbooks/${service}/bundle/picture.png`] = 'png'
    for (const [index, topic] of topics.entries()) {
      const mistake = number < count ? mistakes[number % mistakes.length] : undefined
      const path = `content/runbooks/${service}/${topic}.md`
      const { text, line } = pageOf(service, topic, index, mistake)
      files[path] = text
      if (mistake) faults.push(`${path}:${line} ${mistake[0]}`)
      number += 1
    }
  }
  return { files, faults: faults.sort() }
}

function pageOf(service: string, topic: string, index: number, mistake: (typeof mistakes)[number] | undefined) {
  const other = topics[(index + 1) % topics.length]
  const lines = [
    ...frontmatter(service, topic, index),
    '',
    `Version {{< param version >}} of ${service}; see [the next]({{< ref "${other}.md#step--check" >}}), [all](../), [the top](/runbooks/) and [a map](/images/map.png).`,
    '{.lead}',
    '',
    `## Étape & check: \`${service}\` {#own-${topic}}`,
    '',
    '{{< hint type=important title="Before *you* begin" >}}',
    `Ask in \`#ops\`, then [restart]({{< relref "restart.md#own-restart" >}}).`,
    '',
    '1. One',
    '   {{< details "Details" >}}',
    '   Inside of a step.',
    '   {{< /details >}}',
    '2. Two',
    '{{< /hint >}}',
    '',
    '## Step & check',
    '',
    '{{< tabs "group" >}}',
    '  {{% tab "Linux" %}}',
    '  ```sh {linenos=table,hl_lines=[1]}',
    `  systemctl restart ${service}-{{< param "version" >}} # {{ .Labels.pod }} {{</* param x */>}}`,
    '  ```',
    '  {{% /tab %}}',
    '  {{% tab name="Kubernetes" %}}kubectl rollout restart{{% /tab %}}',
    '{{< /tabs >}}',
    '',
    '{{% alert color="warning" %}}Do **not** hurry.{{% /alert %}}',
    '',
    '## Step & check',
    '',
    'Term',
    ': What it means',
    '',
    '{{< include "../shared/contact.txt" >}}',
    '',
    'Write {{</* ref "x" */>}} for a link. :warning: {{< icon "x" >}} Done.[^1]',
    '',
    ...(mistake ? mistake[1] : []),
    '',
    '[^1]: At last.',
    '',
  ]
  const at = mistake ? lines.lastIndexOf(mistake[1][0] ?? '') + mistake[2] + 1 : 0
  return { text: lines.join('\n'), line: at }
}

/** In one of its three notations. */
function frontmatter(service: string, topic: string, index: number): string[] {
  const title = `${topic} of ${service}`
  if (index % 3 === 1) return ['+++', `title = "${title}"`, `weight = ${index + 1}`, '+++']
  if (index % 3 === 2) return ['{', `  "title": "${title}",`, `  "weight": ${index + 1}`, '}']
  return ['---', `title: ${title}`, `weight: ${index + 1}`, '---']
}
