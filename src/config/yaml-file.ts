import type { z } from 'zod'
import { type Finding, wholeFile } from '../finding/finding.ts'
import { isRecord } from '../schema/settings.ts'
import { type Locator, readDocument, type YamlDocument } from '../yaml/document.ts'
import type { Path } from '../yaml/path.ts'
import { comparePlaces, findingsOf, type YamlProblem } from '../yaml/problem.ts'
import { largestFile, tooLargeProblem } from '../yaml/text-file.ts'
import { type Issue, issueMessage, issuesOf } from './hints/issue.ts'

/** What a kind of file holds, and which check tells what is wrong in it. */
export interface YamlFileKind<T> {
  schema: z.ZodType<T>
  check: string
  /** The smallest whole around a mistake that is left out with it; the wrong value alone when absent. */
  whole?: (path: Path) => Path
}

export interface YamlReading<T> {
  /** What is valid of the file, with defaults for the rest; `undefined` when the schema has no defaults. */
  value: T | undefined
  findings: Finding[]
  locate: Locator
}

/** Reads a YAML text against a schema and tells all that is wrong in it at once. Never throws. */
export function readYaml<T>(text: string, file: string, format: YamlFileKind<T>): YamlReading<T> {
  const { problems: early, locate, value } = open(text)
  const syntax = early.filter(({ code }) => code !== 'config/duplicate-key')
  const parsed = parse(format.schema, value)
  let problems = early
  if (!parsed.success && value !== undefined) {
    const issues = issuesOf(parsed.error, format.schema).map((issue) => placed(issue, locate))
    problems = [...early, ...trusted(issues, syntax)]
  }
  const kept = syntax.length > 0 ? format.schema.safeParse({}).data : salvage(value, format)
  return { value: kept, findings: findingsOf(problems, file, format.check), locate }
}

function open(text: string): Pick<YamlDocument, 'value' | 'problems' | 'locate'> {
  const bytes = Buffer.byteLength(text)
  if (bytes <= largestFile) return readDocument(text)
  return { value: undefined, problems: [tooLargeProblem(bytes)], locate: () => wholeFile }
}

function parse<T>(schema: z.ZodType<T>, value: unknown) {
  return schema.safeParse(value, { error: issueMessage, reportInput: true })
}

function placed({ path, side, ...issue }: Issue, locate: Locator): YamlProblem {
  return { ...issue, place: locate(path, side) }
}

/** After a syntax error the text may have been read as something else, so only what stands before it is held against the schema. */
function trusted(problems: YamlProblem[], syntax: readonly YamlProblem[]): YamlProblem[] {
  const first = syntax.map(({ place }) => place).toSorted(comparePlaces)[0]
  return first ? problems.filter(({ place }) => place.line < first.line) : problems
}

/** Leaves out what is wrong until the rest is right; each round reaches one level further up at least. */
function salvage<T>(value: unknown, { schema, whole = (path) => path }: YamlFileKind<T>): T | undefined {
  let rest = value
  for (let round = 0; round < 8 && rest !== undefined; round += 1) {
    const parsed = parse(schema, rest)
    if (parsed.success) return parsed.data
    rest = without(
      rest,
      issuesOf(parsed.error, schema).map((issue) => whole(issue.path)),
    )
  }
  return schema.safeParse({}).data
}

/** A copy of a value without what the paths lead to; where a path leads to nothing, without what should have held it. */
function without(value: unknown, paths: readonly Path[]): unknown {
  const byKey = new Map<string, Path[]>()
  for (const [key, ...rest] of paths) {
    if (key === undefined) return undefined
    const known = byKey.get(String(key))
    if (known) known.push(rest)
    else byKey.set(String(key), [rest])
  }
  return withoutInside(value, byKey)
}

function withoutInside(value: unknown, byKey: Map<string, Path[]>): unknown {
  const entries = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : []
  const present = new Set(entries.map(([key]) => String(key)))
  if ([...byKey.keys()].some((key) => !present.has(key))) return undefined
  const kept = entries.flatMap(([key, one]) => {
    const inner = byKey.get(String(key))
    const left = inner ? without(one, inner) : one
    return inner && left === undefined ? [] : [[key, left] as const]
  })
  return Array.isArray(value) ? kept.map(([, one]) => one) : Object.fromEntries(kept)
}
