/** `guidebooks/README.md`: the page that readers land on. */
export function rootPage(): string {
  return `# Guidebooks

How to run what we run, and what to do when it breaks. Each folder here is one guidebook.

| Guidebook | What it covers |
| --- | --- |
| [Example](example/README.md) | A website, to be replaced by a service of yours |

## Add a guidebook

1. Copy the folder \`example/\` and name it after the service.
2. Write its \`README.md\` first: what the service is, who owns it, what depends on it.
3. Give each task that somebody does at night a page of its own.
4. Add it to the table above.
`
}
