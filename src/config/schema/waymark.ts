import { z } from 'zod'
import { validateEndpoint, validateResolver } from '../../schema/network.ts'
import { settings } from '../../schema/settings.ts'
import { id, text } from '../../schema/text.ts'
import { quote } from '../../text/quote.ts'
import { readBase } from './base.ts'
import { checkSettings } from './check-settings.ts'
import { statusSettings } from './status-settings.ts'
import { validateCanary, validateGlob, validateNetwork, validateSite, validateWebAddress } from './validate.ts'

const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, {
  error: ({ input }) => `Unexpected variable ${quote(input)}, expected a name such as \`ERP_HOST\``,
})

const repository = settings({
  url: text(validateWebAddress)
    .transform((url) => url.replace(/\/+$/, '').replace(/\.git$/, ''))
    .describe('Web address of the repository, such as `https://gitea.example.org/platform/factory`'),
  branch: text().default('main').describe('Branch that edit links and source links lead to'),
  forge: z
    .enum(['github', 'gitlab', 'gitea', 'bitbucket'])
    .optional()
    .describe('Software of the forge, which decides how its links look; guessed from the address when absent'),
})

const environment = settings({
  variables: z
    .record(variableName, z.string())
    .default({})
    .describe('Values of the variables of `services.yaml`; they come before those of the process'),
  resolvers: z
    .array(text(validateResolver))
    .default([])
    .describe('DNS servers to ask, such as `127.0.0.1:5354`; the system’s when absent'),
  connect: z
    .record(text(validateEndpoint), text(validateEndpoint))
    .default({})
    .describe('Where to connect to in place of a `host:port`, as with curl’s `--connect-to`'),
  certificateAuthority: text()
    .optional()
    .describe('PEM file of the authority to trust besides the system’s, relative to the project’s root'),
  networks: z
    .array(text(validateNetwork))
    .optional()
    .describe(
      'Ranges that the probes may connect to, such as `10.0.0.0/8`; when absent all but link-local and metadata addresses',
    ),
  canary: text(validateCanary)
    .optional()
    .describe('What answers whenever the prober itself is well: a name to look up, or a `host:port` to connect to'),
}).describe('The same guidebooks, asked of another set of machines')

/** `waymark.yaml`, at the project's root. */
export const waymarkSchema = settings({
  title: text().optional().describe('Title of the site'),
  description: text().optional().describe('One sentence about the site, for search results and link previews'),
  guidebooks: text()
    .optional()
    .describe('Folder of the guidebooks, relative to the project’s root; `guidebooks` when there is such a folder'),
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
  environments: z.record(id, environment).default({}).describe('Sets of machines that the probes can ask, by name'),
  environment: id
    .optional()
    .describe(
      'Environment that is asked when the command line names none; `production` when absent, where there is one',
    ),
  checks: checkSettings.prefault({}).describe('Settings of each check, as its page in the manual says'),
  status: statusSettings.prefault({}).describe('How probes are judged, and what is published of them'),
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
  const normal = readBase(base)
  if (normal !== undefined) return normal
  context.addIssue({ code: 'custom', message: `Unexpected ${quote(base)}, expected a path such as \`/docs/\`` })
  return z.NEVER
}
