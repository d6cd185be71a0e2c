/** What people call the annotation that leads to a runbook, the surest first; as `plain` writes it. */
const keys = ['runbookurl', 'runbook', 'runbooklink', 'playbookurl', 'playbook', 'sopurl', 'sop', 'opsrecipe']

/** What is in sight an address or a path: any other text under a name such as `runbook` is prose. */
const target =
  /^(?:[a-z][a-z0-9+.-]*:\/\/\S*|\.{0,2}\/\S+|[\w.@-]+(?:\/[^\s/]+)+\/?|[\w.-]+\.(?:md|mdx|html?)(?:#\S*)?)$/i

/** What says that there is no runbook: that is no mistake. */
const none = /^(?:|null|nil|none|n\/?a|no|false|~|-+)$/i

/** The annotation that leads to the runbook of an alert; under `runbook_url` any text counts, since it was meant as one. */
export function runbookKey(annotations: Readonly<Record<string, string>>): string | undefined {
  const written = Object.keys(annotations)
  for (const known of keys) {
    const key = written.find((one) => plain(one) === known)
    const value = key === undefined ? '' : (annotations[key] ?? '').trim()
    if (key !== undefined && !none.test(value) && (known === 'runbookurl' || target.test(value))) return key
  }
  return undefined
}

function plain(key: string): string {
  return key.toLowerCase().replace(/[^a-z]/g, '')
}
