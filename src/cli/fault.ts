import { Failure } from '../finding/failure.ts'

const wordings: Record<string, [message: string, hint: string]> = {
  ENOSPC: [
    'There is no space left to write the site',
    'Free some space, or build elsewhere with `--out DIR` and `--cache DIR`',
  ],
  EACCES: ['Not allowed to write', 'Give the right to, or build elsewhere with `--out DIR` and `--cache DIR`'],
  EPERM: ['Not allowed to write', 'Give the right to, or build elsewhere with `--out DIR` and `--cache DIR`'],
  EROFS: ['The file system is read-only', 'Build elsewhere with `--out DIR` and `--cache DIR`'],
  ENOTDIR: ['Unexpected file on the way, expected a folder', 'Build elsewhere with `--out DIR` and `--cache DIR`'],
  EEXIST: ['Unexpected file on the way, expected a folder', 'Build elsewhere with `--out DIR` and `--cache DIR`'],
  EDQUOT: ['The disk quota is used up', 'Free some space, or build elsewhere with `--out DIR` and `--cache DIR`'],
  EISDIR: ['Unexpected folder, expected a file', 'Build elsewhere with `--out DIR` and `--cache DIR`'],
  EBUSY: ['The folder is in use, it may be a mount', 'Build into a folder inside of it with `--out DIR`'],
}

/** Says a failure of the file system in words; another error is a fault of Waymark's and stays what it is. */
export function faultOf(error: unknown, out: string): unknown {
  if (!(error instanceof Error) || error instanceof Failure) return error
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const wording = Object.hasOwn(wordings, code) ? wordings[code] : undefined
  if (!wording) return mdxFault(error)
  const where = 'path' in error && typeof error.path === 'string' ? error.path : out
  return new Failure(`${wording[0]}: \`${where}\``, `${wording[1]}; what was built before is as it was`)
}

/** The code of an `.mdx` page is its author's: what goes wrong in it is told without Waymark's own stack. */
function mdxFault(error: Error): unknown {
  const file = /[^\s"'()]+\.mdx/.exec(`${error.message}\n${error.stack}`)?.[0]
  if (file === undefined) return error
  const [message = ''] = error.message
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^(Build failed|\[plugin)/.test(line))
  return new Failure(`The code of \`${file}\` fails: ${message}`, 'Mend the page, or turn `mdx` off in `waymark.yaml`')
}
