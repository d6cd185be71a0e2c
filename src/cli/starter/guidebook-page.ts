/** `guidebooks/example/README.md`: the first page of a guidebook. `today` is the day it was written, such as `2026-11-20`. */
export function guidebookPage(today: string): string {
  return `[Guidebooks](../README.md) > **Example**

# Example

> **Status:** ✅ Active
> **Last Updated:** ${today}
> **Owner:** Platform team
> **Downstream:** [Website is down](website-is-down.md)

This guidebook describes one website, \`www.example.org\`. Its probes are declared in [services.yaml](services.yaml).

## How it is now

The block below is plain text on a Git forge. On the site it shows the live state of the service.

\`\`\`status
website
\`\`\`

## What it is made of

| Part | Where | What breaks without it |
| --- | --- | --- |
| Name | \`www.example.org\` | Nobody finds the website |
| Certificate | port 443 | Browsers refuse to open it |
| Web server | \`https://www.example.org/\` | Readers get an error, or nothing |

## Runbooks

- [Website is down](website-is-down.md): from the alert to the cause
`
}
