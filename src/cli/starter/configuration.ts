import { stringify } from 'yaml'

/**
 * `waymark.yaml`: every key is optional, so all but the title stand commented out, with no space after the `#`.
 * `guidebooks` is the folder of pages that are there already, if it has another name than the usual one.
 */
export function configuration(guidebooks?: string): string {
  const folder =
    guidebooks === undefined ? '#guidebooks: guidebooks' : stringify({ guidebooks }, { lineWidth: 0 }).trimEnd()
  return `# yaml-language-server: $schema=node_modules/waymark/lib/schemas/waymark.schema.json
# Waymark's configuration. Every key is optional: remove the # before one to set it.

# The name of the site, at the top of every page.
title: Guidebooks

# One sentence about it, for search results and link previews.
#description: How to run what we run, and what to do when it breaks

# The folder that holds the guidebooks.
${folder}

# Files that are no pages, as globs relative to that folder.
#exclude: [drafts/**]

# Files that are published at the root of the site under their own names, from this folder on.
#public: [CNAME]

# Where the site is published.
#site: https://docs.example.org

# The path that it is published under.
#base: /

# Where the source lives: for "Edit this page", and for links that leave the guidebooks.
#repository:
#  url: https://git.example.org/platform/guidebooks
#  branch: main

# The same guidebooks, asked of another set of machines: \`waymark probe --environment sandbox\`.
#environments:
#  production: {}
#  sandbox:
#    variables: { WEBSITE: "sandbox.example.org:80" }
#  lab:
#    resolvers: ["127.0.0.1:5354"]
#    connect: { "www.example.org:443": "127.0.0.1:8443" }
#    certificateAuthority: lab-ca.pem

# Which of them is asked when the command line names none.
#environment: production

# Per check: the severity of a code, what is left out, budgets.
#checks: {}

# What visitors see of a verdict: all of it (full), or the state and its age alone (summary).
#status:
#  details: full

# Lets .mdx pages run code while the site is built. Leave it off where strangers can propose changes.
#mdx: false
`
}
