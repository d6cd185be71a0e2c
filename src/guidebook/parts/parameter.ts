import { RE2JS } from 're2js'
import { z } from 'zod'
import { blankName, isSecretName, nameOfWritten } from '../../shell/blank-name.ts'
import { isFitForAddress, problemOfValue } from '../../shell/fill.ts'

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)
const texts = z.union([z.array(text), text.transform((one) => [one])])

/** So long is no text of a command, and no sentence beside a field. In UTF-16 code units. */
const longest = 300
/** More fields than this are no help to anybody. */
const most = 60

const pattern = text.refine(isSafePattern, {
  message: 'a regular expression without look-around, references and repeats of repeats or choices',
})

/** What a page says of one value of its commands. The manual's table is made from it. */
export const parameterSchema = z
  .strictObject({
    written: texts.meta({
      title: 'Texts',
      description:
        'How it stands in the commands, where that is not the name in angle brackets: `$NODE`, `{{ .Labels.pod }}`, `XXX`',
      examples: ['$NODE'],
    }),
    description: text.refine(isShort, { message: `at most ${longest} characters` }).meta({
      title: 'Text',
      description: 'What to type, beside its field',
      examples: ['The node that is not ready'],
    }),
    default: text
      .refine((value) => value !== '' && problemOfValue(value) === undefined, { message: 'a value' })
      .meta({
        title: 'Text',
        description: 'The value until a reader types another',
        examples: ['erp'],
      }),
    pattern: pattern.meta({
      title: 'A regular expression',
      description: 'What a value has to be as a whole. Without it: anything a shell can be given',
      examples: ['[a-z0-9-]+'],
    }),
    secret: z.boolean().meta({
      title: '`true`',
      description: 'Not shown, not kept, and never taken from an address. So is a name such as `password` or `token`',
      examples: [false],
    }),
  })
  .partial()

/** A value of the commands of a page, as its frontmatter says it. */
export interface Parameter {
  /** As in the frontmatter. */
  key: string
  name: string
  /** Other texts than `<name>` that are blanks of it. */
  written: string[]
  description?: string
  default?: string
  /** For the whole of a value. */
  pattern?: string
  isSecret: boolean
}

type Said = z.infer<typeof parameterSchema>

const said = z.preprocess(
  (value) => (value === null ? {} : typeof value === 'string' ? { description: value } : value),
  parameterSchema.superRefine((one, context) => {
    const issue = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message })
    const { default: value, pattern: own } = one
    if (value !== undefined && one.secret) issue('default', 'none, since it is a secret')
    else if (value !== undefined && own !== undefined && problemOfValue(value, own) !== undefined)
      issue('default', `a value that matches \`${own}\``)
  }),
)

/** Names with what is said of each; or a list of names, of which nothing is. */
export const parametersSchema = z
  .preprocess(
    (value) => (isListOfTexts(value) ? Object.fromEntries(value.map((key) => [String(key), {}])) : value),
    z.record(z.string().max(longest), said),
  )
  .transform((written, context): Parameter[] => {
    const names = new Set<string>()
    const entries = Object.entries(written)
    if (entries.length > most) context.addIssue({ code: 'custom', message: `at most ${most} names` })
    return entries.map(([key, one]) => {
      const parameter = parameterOf(key, one)
      const wrong = parameter.name === '' ? 'a name with letters' : undefined
      const twice = names.has(parameter.name) ? `another name: \`${parameter.name}\` is there already` : undefined
      const message = wrong ?? twice
      if (message !== undefined) context.addIssue({ code: 'custom', path: [key], message })
      names.add(parameter.name)
      return parameter
    })
  })

/** Lists of maps are other tools'. */
function isListOfTexts(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number')
}

function parameterOf(key: string, { written = [], secret, ...others }: Said): Parameter {
  const isName = /^<[^<>]*>$|^[\p{L}\p{N}][\p{L}\p{N} _.-]*$/u.test(key)
  const name = isName ? blankName(key) : nameOfWritten(key)
  const own = isName ? [] : [key]
  return {
    key,
    name,
    written: [...new Set([...own, ...written])].filter((one) => one.trim() !== '' && isShort(one)),
    isSecret: secret ?? isSecretName(name),
    ...definedOf(others),
  }
}

function definedOf({ description, default: value, pattern: own }: Omit<Said, 'written' | 'secret'>) {
  return {
    ...(description !== undefined && { description }),
    ...(value !== undefined && { default: value }),
    ...(own !== undefined && { pattern: own }),
  }
}

function isShort(value: string): boolean {
  return value.length <= longest
}

/**
 * Whether a regular expression may run in a reader's browser over what anybody typed: RE2 reads it, which has none of
 * the forms that take long, browsers read it too, and no repeat stands in a repeat, which there may take for ever.
 */
function isSafePattern(written: string): boolean {
  if (written === '' || !isShort(written) || hasNestedRepeats(written)) return false
  try {
    RE2JS.compile(`^(?:${written})$`)
    isFitForAddress('a', written)
    return true
  } catch {
    return false
  }
}

/** Whether what is repeated holds a repeat or a choice. */
function hasNestedRepeats(written: string): boolean {
  const source = written.replace(/\\./gs, 'x').replace(/\[[^\]]*\]/g, 'x')
  const holds: boolean[] = [false]
  let last = false
  for (const [token] of source.matchAll(/\(\??|\)|[*+|]|\{\d*,?\d*\}|[\s\S]/g)) {
    const isRepeat = /^(?:[*+]|\{.+\})$/.test(token)
    if (token.startsWith('(')) holds.push(false)
    else if (token === ')') last = holds.pop() ?? false
    if (isRepeat && last) return true
    // So many times at most is no repeat that takes long.
    if ((isRepeat && !/\d\}$/.test(token)) || token === '|') holds[holds.length - 1] = true
    if (token === ')') {
      if (last) holds[holds.length - 1] = true
    } else last = false
  }
  return false
}
