import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { builtFolder } from '../status/built-folder.ts'
import { run } from './command-line.ts'

/** What every object has a property of. Each may be a word of an author as well. */
const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', 'valueOf', '__defineGetter__']

const lines = (line: (name: string) => string) => names.map(line).join('\n')

/** A page with the name wherever a page says a word that is looked up. */
const page = `---
${lines((name) => `${name}:`)}
title: __proto__
type: constructor
owner: toString
aliases: [${names.join(', ')}]
tags: { ${names.map((name) => `${name}: ${name}`).join(', ')} }
---

[Home](README.md) > **__proto__**

# __proto__

> **Status:** constructor
${lines((name) => `> **${name}:** ${name}`)}
> **Last Updated:** __proto__
> **Review:** constructor

${lines((name) => `## ${name}\n\n\`\`\`${name}\n${name}\n\`\`\`\n\n~~~${name} title="${name}" ${name}=${name}\n${name}\n~~~\n`)}

${lines((name) => `> [!${name}]\n> ${name}\n`)}

${lines((name) => `:${name}: [${name}][${name}] [^${name}] [a](${name}) [b](#${name}) [c](status:${name}) [d](status:shop.web#${name}) [e](${name}:x) ![f](a.${name}) [g](x.md?${name}=${name}) \`${name}\`\n`)}

${lines((name) => `[^${name}]: ${name}\n[${name}]: https://${name}.example/${name}?${name}#${name}`)}

${lines((name) => `<${name} ${name}="${name}" id="${name}" class="${name}">${name}</${name}> <a name="${name}" ${name}>x</a>\n`)}

\`\`\`status
${lines((name) => name)}
${lines((name) => `shop.${name}`)}
\`\`\`

${lines((name) => `\`\`\`mermaid\n${name}\n  a --> b\n\`\`\`\n`)}
${lines((name) => `\`\`\`mermaid\n%%{init: {"${name}": {"${name}": "${name}"}, "theme": "${name}", "flowchart": {"${name}": 1}}}%%\nflowchart LR\n  ${name}[${name}] --> b:::${name}\n  style ${name} ${name}:${name}\n  class ${name} ${name}\n  click ${name} "${name}"\n  ${name} x\n\`\`\`\n`)}
${lines((name) => `\`\`\`mermaid\n---\n${name}: ${name}\nconfig: { ${name}: { ${name}: 1 } }\n---\nsequenceDiagram\n  participant ${name}\n  ${name}->>b: ${name}\n  link ${name}: ${name} @ https://e.example\n\`\`\`\n`)}
${lines((name) => `\`\`\`mermaid\ngantt\n  dateFormat ${name}\n  ${name} x\n  section ${name}\n  ${name} : ${name}, ${name}, 1d\n\`\`\`\n\n\`\`\`mermaid\nclassDiagram\n  ${name} <|-- b\n  class ${name}\n\`\`\`\n\n\`\`\`mermaid\nstateDiagram-v2\n  ${name} --> b\n\`\`\`\n\n\`\`\`mermaid\nerDiagram\n  ${name} ||--o{ b : ${name}\n\`\`\`\n`)}

<!-- waymark-disable-next-line ${names.join(' ')} -->
text
`

const services = `services:
  shop:
    probes:
      web: { http: "http://127.0.0.1:9/", ${names.map((name) => `"${name}": 1`).join(', ')} }
${lines((name) => `      "${name}": { tcp: "127.0.0.1:9" }`)}
${lines((name) => `  "${name}":\n    name: ${name}\n    runbook: "${name}"\n    "${name}": ${name}\n    probes:\n      web:\n        http: "http://127.0.0.1:9/\${${name}:-x}"\n        headers: { "${name}": "\${${name}}" }\n        expect: ["${name} == 1", "json.${name} == ${name}(1)"]\n      "${name}": { "${name}": x, every: ${name} }`)}
`

const settings = (extra: string) => `environment: constructor
mdx: true
environments:
  production: { variables: { ${names.map((name) => `"${name}": x`).join(', ')} } }
checks:
  links: { severity: { ${names.map((name) => `"${name}": off`).join(', ')} }, map: { ${names.map((name) => `"${name}": x`).join(', ')} } }
  lint: { rules: { ${names.map((name) => `"${name}": true`).join(', ')} } }
${extra}
`

const mdx = `# MDX\n\n${lines((name) => (name === '__proto__' ? '' : `<${name} ${name}="${name}" href="${name}" />\n`))}\n<Status of="constructor" />\n`

const files = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'guidebooks/README.md': '# Home\n\n[a](constructor/README.md)\n',
  'guidebooks/constructor/README.md': page,
  'guidebooks/constructor/a.constructor': 'x',
  'guidebooks/__proto__/README.md': '# __proto__\n\n```constructor\nx\n```\n\n```__proto__\ny\n```\n',
  'guidebooks/__proto__/toString.md': page,
}

/** What goes wrong in Waymark itself says so, and shows where. */
function noFault(outcome: { code: number | null; stdout: string; stderr: string }, what: string): void {
  const said = `${what}: ${outcome.code}\n${outcome.stdout.slice(0, 3000)}\n${outcome.stderr}`
  expect(`${outcome.stdout}${outcome.stderr}`, said).not.toMatch(
    /fault of Waymark|^\s+at .*:\d+:\d+|\[native code\]|function Object/m,
  )
}

describe('A word that every object knows as a property is a word', () => {
  test('of a page, in a built site', async (t) => {
    const root = await builtFolder(t, files)
    const outcome = await run(['build', '--root', root])
    noFault(outcome, 'build')
    expect(outcome.code, outcome.stderr).toBe(0)
    const html = await readFile(path.join(root, 'dist', '__proto__', 'index.html'), 'utf8')
    expect(html).toMatch(/<code>x<\/code>/)
    expect(html).toMatch(/<code>y<\/code>/)
    const all = await readFile(path.join(root, 'dist', 'constructor', 'index.html'), 'utf8')
    expect(all).not.toMatch(/\[native code\]|\[object Object\]/)
  })

  test('of a page, a service and a setting, to the checks', async (t) => {
    const root = await builtFolder(t, {
      ...files,
      'guidebooks/constructor/services.yaml': services,
      'guidebooks/m.mdx': mdx,
    })
    const reported = await run(['check', '--root', root, '--format', 'json'])
    noFault(reported, 'check')
    expect(reported.code).toBe(1)
    for (const extra of ['', lines((name) => `"${name}": 1`), 'checks: constructor']) {
      const configured = await builtFolder(t, {
        ...files,
        'guidebooks/constructor/services.yaml': services,
        'waymark.yaml': settings(extra),
      })
      for (const command of [['check'], ['probe'], ['build']]) {
        const outcome = await run([...command, '--root', configured])
        noFault(outcome, `${command} with ${extra}`)
        expect(outcome.code).not.toBe(0)
      }
    }
  })

  test('of the command line', async (t) => {
    const root = await builtFolder(t, {
      'guidebooks/README.md': '# Home\n',
      'guidebooks/services.yaml': 'services: { shop: { probes: { web: { tcp: "127.0.0.1:9" } } } }\n',
    })
    for (const name of names.slice(0, 3)) {
      for (const args of [
        [name],
        ['probe', name],
        ['probe', `shop.${name}`],
        ['probe', '--environment', name],
        ['probe', '--format', name],
        ['check', '--format', name],
        ['check', '--only', name],
        ['check', name],
        ['init', '--ci', name],
      ]) {
        const outcome = await run(args[0] === name ? args : [...args, '--root', root])
        noFault(outcome, args.join(' '))
        expect(outcome.code, `${args.join(' ')}: ${outcome.stdout}${outcome.stderr}`).toBe(2)
      }
    }
  })
})
