import type { Answer } from 'dns-packet'

/** Records of one type, as conditions see them. */
export interface Records {
  /** As zone files write them: `10 mail.example.org` for an MX. */
  answers: string[]
  /** The names that aliases led through, in their order. */
  aliases: string[]
  /** Seconds: the least of all records that the answer rests on; 0 without any. */
  ttl: number
}

const mostRecords = 200
const mostAliases = 16

/** Follows the aliases of an answer, and reads the records of a type at their end. Names without a dot at the end. */
export function recordsOf(name: string, type: string, records: readonly Answer[]): Records {
  const cname = new Map<string, { to: string; ttl: number }>()
  for (const record of records) {
    if (record.type === 'CNAME') cname.set(keyOf(record.name), { to: record.data, ttl: record.ttl ?? 0 })
  }
  const aliases: string[] = []
  const ttls: number[] = []
  let owner = keyOf(name)
  while (type !== 'CNAME' && aliases.length < mostAliases) {
    const alias = cname.get(owner)
    if (!alias) break
    aliases.push(withoutDot(alias.to))
    ttls.push(alias.ttl)
    owner = keyOf(alias.to)
  }
  const found = records.filter((one) => one.type === type && keyOf(one.name) === owner).slice(0, mostRecords)
  const lives = found.map((one) => ('ttl' in one ? (one.ttl ?? 0) : 0))
  return {
    answers: found.map(textOf),
    aliases,
    ttl: Math.max(0, Math.min(...ttls, ...lives, Number.MAX_SAFE_INTEGER) % Number.MAX_SAFE_INTEGER),
  }
}

function textOf(record: Answer): string {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return record.data
    case 'CNAME':
    case 'NS':
      return withoutDot(record.data)
    case 'MX':
      return `${record.data.preference ?? 0} ${withoutDot(record.data.exchange)}`
    case 'SRV':
      return `${record.data.priority ?? 0} ${record.data.weight ?? 0} ${record.data.port} ${withoutDot(record.data.target)}`
    case 'CAA':
      return `${record.data.flags ?? 0} ${record.data.tag} ${JSON.stringify(record.data.value)}`
    case 'SOA': {
      const { mname, rname, serial, refresh, retry, expire, minimum } = record.data
      return [withoutDot(mname), withoutDot(rname), serial, refresh, retry, expire, minimum].join(' ')
    }
    case 'TXT':
      // Parts of one record are one text: RFC 7208, section 3.3.
      return [record.data]
        .flat()
        .map((part) => part.toString())
        .join('')
    default:
      return ''
  }
}

function keyOf(name: string): string {
  return withoutDot(name).toLowerCase()
}

function withoutDot(name: string): string {
  return name.replace(/\.$/, '')
}
