/** `guidebooks/example/website-is-down.md`: a page to follow while something is down. `today` is the day it was written, such as `2026-11-20`. */
export function runbookPage(today: string): string {
  return `[Guidebooks](../README.md) > [Example](README.md) > **Website is down**

# Website is down

> **Status:** ✅ Active
> **Last Updated:** ${today}
> **Owner:** Platform team
> **Upstream:** [Example](README.md)

Follow this page when the website does not answer, or when its alert wakes you up.

> [!WARNING]
> Do not restart anything before step 2 has told you what is broken: a restart removes the traces.

## 1. See what is down

\`\`\`status
website.port
website.page
\`\`\`

| What is red | What it means | Go to |
| --- | --- | --- |
| Both | Nothing listens there, or the way to it is cut off | [Look for the server](#look-for-the-server) |
| \`website.page\` alone | The web server fails | [Ask the web server](#ask-the-web-server) |

## 2. Find the cause

### Look for the server

\`\`\`bash
ss --listening --tcp --numeric 'sport = :4321'
\`\`\`

No line with \`LISTEN\` means that it does not run. Does it listen on another port? Then say so to the probes, by \`WEBSITE=127.0.0.1:8080\` in the environment of whatever asks.

### Ask the web server

\`\`\`bash
curl --silent --show-error --head --max-time 10 http://127.0.0.1:4321/
\`\`\`

- [ ] It answers \`200\`: the fault has passed, note the time
- [ ] It answers \`5xx\`: read the log of the web server
- [ ] It does not answer: the machine or the network is down

## 3. Say that it is over

Write down when it started, what it was, and what would have made this page shorter. Then mend the page.
`
}
