// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of waymark.yaml

import { z } from 'zod'
import { severities } from '../../finding/finding.ts'
import { duration } from '../../schema/duration.ts'
import { validateHeaderName, validateResolver, validateSentHeader, validateZone } from '../../schema/network.ts'
import { settings } from '../../schema/settings.ts'
import { validateTemplate } from '../../schema/template.ts'
import { text } from '../../schema/text.ts'
import { validateGlob, validateProperty } from './validate.ts'

export const checkNames = [
  'lint',
  'structure',
  'links',
  'diagrams',
  'services',
  'hosts',
  'alerts',
  'commands',
  'values',
] as const

export type CheckName = (typeof checkNames)[number]

/** How much a code weighs; `off` says that it is not told. */
const severity = z.enum([...severities, 'off'])

/** What every check can be told. */
const everyCheck = {
  severity: z.record(text(), severity).default({}).meta({
    description:
      '[Severity by code](checks/README.md#weigh-a-code): `error`, `warning`, `info` or `off`; the part of a code after the `/` is enough',
    absent: 'That of each code',
  }),
  exclude: z
    .array(text(validateGlob))
    .default([])
    .describe('Pages that this check leaves out, as globs relative to the folder of the guidebooks'),
}

/** How pages are written. */
const lint = settings({
  ...everyCheck,
  style: z
    .boolean()
    .default(false)
    .describe('Whether matters of style are told too: two kinds of bullets, of emphasis, of fences, and the like'),
  rules: z
    .record(text(), z.unknown())
    .default({})
    .describe('Rules of remark-lint by name: `false` turns one off, `true` on, another value is its option'),
}).describe('How pages are written')

/** Where pages are, and what leads to them. */
const structure = settings({
  ...everyCheck,
  review: duration('24h', '99999h').optional().meta({
    description: 'Age at which `Last Updated` asks for another look at a page, such as `4320h` (180 days)',
    absent: 'Pages do not age',
  }),
}).describe('Where pages are, and what leads to them')

const credential = settings({
  variable: z
    .string()
    .regex(/^[A-Za-z_][A-Za-z0-9_]*$/)
    .describe('Environment variable that holds the value; the value itself never stands in this file'),
  header: text(validateHeaderName).default('Authorization').describe('Header that the value is sent in'),
})

const linkHost = settings({
  accept: z
    .array(z.int().min(100).max(599))
    .default([])
    .describe('Statuses of its answers that are as good as 200, such as `[401, 403]`'),
  headers: z.record(text(validateSentHeader), text(validateTemplate)).default({}).meta({
    description:
      'Headers to send, such as `Authorization: "Bearer ${WIKI_TOKEN}"`; over https, or to this machine, and to that host alone',
    absent: 'None',
  }),
})

/** Where links lead. */
const links = settings({
  ...everyCheck,
  ignore: z.array(text()).default([]).describe('Regular expressions (RE2) of link targets that are not checked'),
  map: z
    .record(text(), text())
    .default({})
    .describe('Folders of other repositories by the beginning of their addresses, relative to the project’s root'),
  allow: z
    .array(text())
    .default([])
    .describe('Private addresses that may be asked: hosts such as `wiki.lan`, or ranges such as `10.0.0.0/8`'),
  credentials: z.record(text(), credential).default({}).meta({
    description: 'What to send to a host, by `host` or `host:port`; over https and to that host alone',
    absent: 'Nothing',
  }),
  hosts: z.record(text(), linkHost).default({}).meta({
    description: 'What counts for a host, by `host` or `host:port`: `accept` and `headers`',
    absent: 'Nothing',
  }),
  localhost: z
    .boolean()
    .default(true)
    .describe('Whether links to the reader’s own machine (`localhost`, `127.0.0.1`, `[::1]`) are told and asked'),
  props: z.array(text(validateProperty)).default([]).meta({
    description:
      'Properties of components whose values are links in `.mdx`, besides `href`, `src` and `to`: `link` of any, or `Card.link` of one',
    absent: 'None',
  }),
  resolvers: z.array(text(validateResolver)).default([]).meta({
    description: 'DNS servers to ask about the hosts of external links, such as `127.0.0.1:5354`',
    absent: 'The system’s',
  }),
  concurrency: z.int().min(1).max(256).default(48).describe('External addresses that are asked at once'),
  perHost: z.int().min(1).max(32).default(4).describe('External addresses of one host that are asked at once'),
  pace: duration('0ms', '1m').prefault('0ms').meta({
    description: 'Least time between two requests to one host',
    absent: 'None',
  }),
  timeout: duration('100ms', '2m').prefault('15s').describe('Longest time for one request'),
  retries: z.int().min(0).max(5).default(2).describe('How often a request that failed is made again'),
  grace: duration('0s', '720h')
    .prefault('24h')
    .describe('How long a good answer excuses a failure, once it is no longer believed'),
  trust: duration('0s', '8760h').prefault('168h').describe('How long a good answer is believed without asking again'),
  builtTimeout: duration('1s', '1h').prefault('5m').describe('Longest time for the audit of the built site'),
}).describe('Where links lead')

/** Which hosts pages name. */
const hosts = settings({
  ...everyCheck,
  zones: z.array(text(validateZone)).default([]).meta({
    description:
      'Domains and ranges of addresses that are yours, such as `acme.dev` and `10.0.0.0/16`, besides those of which three hosts are declared',
    absent: 'None',
  }),
  ignore: z.array(text(validateGlob)).default([]).meta({
    description: 'Hosts that are never told, as globs such as `*.partner.net`',
    absent: 'None',
  }),
  resolvers: z.array(text(validateResolver)).default([]).meta({
    description: 'DNS servers that `--resolve` asks, such as `10.0.0.53`',
    absent: 'Those of `environment`, or the system’s',
  }),
}).describe('Whether hosts on pages are those that the repository declares')

/** What commands name. */
const commands = settings({
  ...everyCheck,
  ignore: z.array(text(validateGlob)).default([]).meta({
    description:
      'Units, namespaces and resources that are never told, as globs such as `istio-*`: what a distribution or another repository brings',
    absent: 'None',
  }),
}).describe('Whether commands on pages name what the repository has')

/** A check that has no settings of its own yet. */
const plain = (what: string) => settings(everyCheck).describe(what)

/** `checks` of `waymark.yaml`. */
export const checkSettings = settings({
  lint: lint.prefault({}),
  structure: structure.prefault({}),
  links: links.prefault({}),
  diagrams: plain('Whether diagrams can be drawn').prefault({}),
  services: plain('What services declare').prefault({}),
  hosts: hosts.prefault({}),
  alerts: plain('Where alerts lead, and what pages say of them').prefault({}),
  commands: commands.prefault({}),
  values: plain('Whether values and snippets on pages are those of the files that they point at').prefault({}),
} satisfies Record<CheckName, z.ZodType>)

export type CheckSettings = z.infer<typeof checkSettings>
