/** `guidebooks/example/README.md`: the first page of a guidebook. `today` is the day it was written, such as `2026-11-20`. */
export function guidebookPage(today: string): string {
  return `[Guidebooks](../README.md) > **Example**

# Example

> **Status:** ✅ Active
> **Last Updated:** ${today}
> **Owner:** Platform team
> **Downstream:** [Website is down](website-is-down.md)

This guidebook describes one website: for a start, the one that you are reading. Its probes are declared in [services.yaml](services.yaml).

## How it is now

The block below is plain text on a Git forge. On the site it shows the live state of the service.

\`\`\`status
website
\`\`\`

A sentence can ask as well: is [its page](status:website.page) there? So does the request itself, \`GET /\`. And a value is held against what is found: it answers with status [200](status:website.page#status).

To see it break, write \`404\` for \`200\` in services.yaml, and wait for half a minute.

## What it is made of

| Part | Where | What breaks without it |
| --- | --- | --- |
| Port | \`127.0.0.1:4321\` | Nobody can connect |
| Web server | \`http://127.0.0.1:4321/\` | Readers get an error, or nothing |

## Runbooks

- [Website is down](website-is-down.md): from the alert to the cause
`
}
