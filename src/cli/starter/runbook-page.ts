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
website.page
website.name
website.certificate
\`\`\`

| What is red | What it means | Go to |
| --- | --- | --- |
| \`website.name\` | The name does not resolve | [Ask the name servers](#ask-the-name-servers) |
| \`website.certificate\` | The certificate is about to expire, or has | [Look at the certificate](#look-at-the-certificate) |
| \`website.page\` alone | The web server fails | [Ask the web server](#ask-the-web-server) |

## 2. Find the cause

### Ask the name servers

\`\`\`bash
dig +short www.example.org
\`\`\`

No line printed means that the name is gone. Call whoever looks after the zone.

### Look at the certificate

\`\`\`bash
openssl s_client -connect www.example.org:443 -servername www.example.org </dev/null | openssl x509 -noout -dates
\`\`\`

### Ask the web server

\`\`\`bash
curl --silent --show-error --head --max-time 10 https://www.example.org/
\`\`\`

- [ ] It answers \`200\`: the fault has passed, note the time
- [ ] It answers \`5xx\`: read the log of the web server
- [ ] It does not answer: the machine or the network is down

## 3. Say that it is over

Write down when it started, what it was, and what would have made this page shorter. Then mend the page.
`
}
