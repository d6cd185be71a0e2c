import { randomizer } from './generator.ts'

/** Words of runbooks; sentences drawn from them compress about as well as written ones. */
const words =
  'the a this each every before after while when until unless only again still never always first next last what which whose look wait check read note restart drain scale restore seal unseal mount rotate renew revoke promote fail retry apply confirm compare replace announce roll back copy keep leave remove open close queue volume replica primary standby ledger gateway certificate token secret backup snapshot bucket claim node pod namespace deployment ingress resolver upstream downstream window alert threshold latency error timeout payload invoice customer tenant module migration schema index table row lock lease leader quorum disk memory cache session cookie header status answer message log line owner team shift change ticket report mail phone bridge night morning minutes hours days within without against behind between across during because therefore otherwise however small large old new slow quick broken healthy degraded partial complete missing expected known safe'.split(
    ' ',
  )

const commands = [
  'kubectl get pods -o wide',
  'kubectl describe pvc',
  'vault status',
  'systemctl status',
  'journalctl -u',
]

/** A runbook page of at least this many bytes, each paragraph unlike the others; the same for the same seed. */
export function prosePage(title: string, bytes: number, seed: number): string {
  const random = randomizer(seed)
  const pick = (list: string[]) => list[random(list.length)] ?? ''
  const phrase = (length: number) => Array.from({ length }, () => pick(words)).join(' ')
  const sentence = () => `${phrase(7 + random(9)).replace(/^./, (first) => first.toUpperCase())}.`
  const paragraph = () => Array.from({ length: 4 }, sentence).join(' ')
  const parts = [
    `# ${title}\n\n> **Status:** ✅ Active\n> **Last Updated:** 2026-11-02\n> **Owner:** Platform team\n`,
    `${paragraph()}\n`,
  ]
  const size = () => Buffer.byteLength(parts.join('\n'))
  for (let section = 1; size() < bytes; section++) {
    parts.push(`## ${section}. ${phrase(3)}\n`, `${paragraph()}\n`)
    if (section % 2 === 0)
      parts.push(`\`\`\`sh\n${pick(commands)} ${pick(words)}\n${pick(commands)} ${pick(words)}\n\`\`\`\n`)
    else parts.push(`| Step | What is seen |\n| --- | --- |\n${`| ${phrase(3)} | \`${phrase(2)}\` |\n`.repeat(2)}`)
    if (section === 3) parts.push(`> [!WARNING]\n> ${sentence()}\n`)
    if (size() < bytes) parts.push(`- ${phrase(6)}\n- ${phrase(8)}\n- ${phrase(5)}\n`)
  }
  return parts.join('\n')
}
