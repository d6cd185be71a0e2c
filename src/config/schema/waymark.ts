import { z } from 'zod'
import { shortcodeMeanings } from '../../guidebook/dialects/dialect.ts'
import { validateEndpoint, validateResolver } from '../../schema/network.ts'
import { settings } from '../../schema/settings.ts'
import { id, text } from '../../schema/text.ts'
import { quote } from '../../text/quote.ts'
import { parseBasePath } from './base.ts'
import { checkSettings } from './check-settings.ts'
import { searchSettings } from './search-settings.ts'
import { sourceSettings } from './source-settings.ts'
import { statusSettings } from './status-settings.ts'
import { themeSettings } from './theme.ts'
import {
  validateCanary,
  validateGlob,
  validateNetwork,
  validateRelativeFolder,
  validateSite,
  validateWebAddress,
} from './validate.ts'

const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
  error: ({ input }) => `Unexpected variable ${quote(input)}, expected a name such as \`ERP_HOST\``,
})

const repository = settings({
  url: text(validateWebAddress)
    .transform((url) => url.replace(/\/+$/, '').replace(/\.git$/, ''))
    .describe('Web address of the repository, such as `https://gitea.example.org/platform/factory`'),
  branch: text().default('main').describe('Branch that edit links and source links lead to'),
  forge: z.enum(['github', 'gitlab', 'gitea', 'bitbucket']).optional().meta({
    description:
      'Software of the forge, which decides how its links look: `github`, `gitlab`, `gitea` or `bitbucket`; for Forgejo say `gitea`',
    absent: 'Guessed from the address; `gitea` for a host that it does not know',
  }),
})

const environment = settings({
  variables: z.record(variableName, z.string()).default({}).describe(
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is a variable of services.yaml
    'Values of the `${VARIABLES}` in `services.yaml`; they come before those of the process. Quote numbers. They are no secrets: the file is in Git',
  ),
  resolvers: z.array(text(validateResolver)).default([]).meta({
    description: 'DNS servers to ask, by IP address, with a port or without, such as `127.0.0.1:5354`',
    absent: 'The system’s',
  }),
  connect: z
    .record(text(validateEndpoint), text(validateEndpoint))
    .default({})
    .describe(
      'Where to connect to in place of a `host:port`, as with curl’s `--connect-to`: the request, the name in the TLS handshake and the name that the certificate has to be for stay those of the target. A name here is looked up as every other one is',
    ),
  certificateAuthority: text()
    .optional()
    .describe(
      'A PEM file to trust besides those that Node trusts, relative to the project’s root. It may come late and may change: it is looked at again. While it cannot be read, probes that speak TLS are `unknown`',
    ),
  networks: z.array(text(validateNetwork)).optional().meta({
    description: 'Ranges that the probes may connect to, such as `10.0.0.0/8`',
    absent: 'Everything but [link-local and metadata addresses](services.md#addresses-that-are-never-probed)',
  }),
  canary: text(validateCanary).optional().meta({
    description:
      '[What answers whenever the machine that probes is well](configure.md#the-canary): a name to look up, or a `host:port` to connect to',
    absent: 'One of the DNS servers, whatever it answers',
  }),
}).describe('The same guidebooks, held against another set of machines')

const inventory = settings({
  include: z
    .array(text(validateGlob))
    .default([])
    .describe(
      'Files to read besides, as globs relative to the repository: those that git ignores, such as charts that were rendered, and those of tests and examples',
    ),
  exclude: z
    .array(text(validateGlob))
    .default([])
    .describe('Files that are not read, as globs relative to the repository'),
  clones: z
    .array(text(validateRelativeFolder))
    .default([])
    .describe(
      'Clones of other repositories, and folders that manifests were rendered into, whose files say what runs as well: folders relative to the project’s root',
    ),
})

const alerts = settings({
  pages: z
    .boolean()
    .default(true)
    .describe(
      'Whether the site lists the alert rules of the repository, and shows them on the pages that are about them',
    ),
  prefixes: z.record(text(validateWebAddress), text()).default({}).meta({
    description:
      'Folders or pages, relative to the folder of the guidebooks, by the beginnings of the addresses that runbooks of alerts have: `"https://runbooks.example.org/": operations`',
    absent: 'Runbooks are found by `site`, `repository` and paths',
  }),
})

const claims = settings({
  pages: z
    .boolean()
    .default(true)
    .describe('Whether pages say how many of their claims hold, and mark those that differ'),
})

/** `waymark.yaml`, at the project's root. */
export const waymarkSchema = settings({
  title: text().optional().describe('Title of the site'),
  description: text().optional().describe('One sentence about the site, for search results and link previews'),
  guidebooks: text()
    .optional()
    .describe('Folder of the guidebooks, relative to the project’s root; `guidebooks` when there is such a folder'),
  dialect: z.enum(['github', 'gitlab', 'mkdocs', 'hugo', 'docusaurus', 'docfx']).optional().meta({
    description: 'Generator that the pages were written for: [how it writes Markdown](dialects.md)',
    absent: 'Told by what stands beside the pages, such as `mkdocs.yml`; for each folder by itself',
  }),
  shortcodes: z
    .record(z.string().regex(/^[\w./-]{1,100}$/), z.enum(shortcodeMeanings))
    .optional()
    .meta({
      description: 'What Hugo’s shortcodes of your own [mean](dialects.md#shortcodes), by name',
      absent: 'Those that Waymark knows; any other is a box with its name',
    }),
  site: text(validateSite).optional().describe('Where the site is published, such as `https://docs.example.org`'),
  base: z
    .string()
    .transform(normalizeBase)
    .default('/')
    .describe('Path under which the site is published, such as `/docs/`'),
  repository: repository
    .optional()
    .describe('Where the sources are, for edit links and for links that leave the guidebooks'),
  mdx: z
    .boolean()
    .default(false)
    .describe('Whether `.mdx` pages are read; they can run code, so they are off unless asked for'),
  exclude: z
    .array(text(validateGlob))
    .default([])
    .describe('Files that are no pages, as globs relative to the folder of the guidebooks'),
  public: z
    .array(text())
    .default([])
    .describe(
      'Files that are published at the site’s root under their own names, such as `CNAME`, relative to the project’s root',
    ),
  inventory: inventory.prefault({}).describe('Which files say [what runs](reality.md), to hold pages against them'),
  alerts: alerts.prefault({}).describe('How [alert rules](alerts.md) find their runbooks'),
  claims: claims.prefault({}).describe('What pages say of [what of them is held](trust.md)'),
  theme: themeSettings.prefault({}).describe('[How the site looks](theme.md)'),
  offline: z
    .boolean()
    .default(true)
    .describe(
      'Whether the browsers of readers [keep a copy](outage.md) of the pages, which they show when the server does not answer',
    ),
  environments: z.record(id, environment).default({}).describe('Sets of machines that can be probed, by name'),
  environment: id
    .optional()
    .describe(
      'Environment that is probed when the command line names none; `production` when absent, where there is one',
    ),
  sources: z
    .record(id, sourceSettings)
    .default({})
    .describe(
      'Servers that [know more of the services](configure.md#sources), by name: a Prometheus, an Alertmanager. They are asked by the server alone, never by browsers',
    ),
  checks: checkSettings.prefault({}).describe('Settings of each check, as its page in the manual says'),
  search: searchSettings.prefault({}).describe('[What search finds, and what comes first](search.md#settings)'),
  status: statusSettings.prefault({}).describe('How states are decided, and what is published of them'),
}).meta({ title: 'waymark.yaml', description: 'Settings of a Waymark project; every key is optional' })

export type WaymarkConfig = z.infer<typeof waymarkSchema>

/** The environment of a name, which may be that of a property of all objects. */
export function environmentOf(
  { environments }: Pick<WaymarkConfig, 'environments'>,
  name: string | undefined,
): WaymarkConfig['environments'][string] | undefined {
  return name !== undefined && Object.hasOwn(environments, name) ? environments[name] : undefined
}

function normalizeBase(base: string, context: z.RefinementCtx): string {
  const normal = parseBasePath(base)
  if (normal !== undefined) return normal
  context.addIssue({ code: 'custom', message: `Unexpected ${quote(base)}, expected a path such as \`/docs/\`` })
  return z.NEVER
}
