import path from 'node:path'
import type { Disclosure } from '../files/disclosure.ts'
import type { Finding } from '../finding/finding.ts'
import type { Guidebooks } from '../guidebook/guidebooks.ts'
import { isPicture, isRunnable } from '../guidebook/paths/asset-address.ts'
import { quote } from '../text/quote.ts'
import { findingsOf } from '../yaml/problem.ts'
import type { Project } from './project.ts'
import { findShownFile, type RefusedFile } from './shown-file.ts'

/** A file that `public` of `waymark.yaml` publishes at the site's root. */
export interface PublicFile {
  /** Absolute, without symbolic links. */
  source: string
  /** From the site's root, not encoded. */
  address: string
}

interface PublicFilesInput {
  project: Project
  guidebooks: Guidebooks
  disclosure: Disclosure
}

/** Finds the files that `public` names, and what is wrong with those that are left out. */
export function publicFiles(input: PublicFilesInput): { files: PublicFile[]; findings: Finding[] } {
  const { config, settings } = input.project
  const files: PublicFile[] = []
  const findings: Finding[] = []
  for (const [index, written] of config.public.entries()) {
    const found = publicFile(written, files, input)
    if ('source' in found) files.push(found)
    else if (settings) {
      const place = settings.locate(['public', index])
      findings.push(...findingsOf([{ code: 'config/invalid-value', place, ...found }], settings.file, 'structure'))
    }
  }
  return { files, findings }
}

function publicFile(written: string, others: readonly PublicFile[], input: PublicFilesInput): PublicFile | RefusedFile {
  const { guidebooks } = input
  const found = findShownFile(written, 'public', input)
  if (!('real' in found)) return found
  const name = path.posix.basename(written).normalize('NFC')
  const address = `/${name}`
  const unexpected = `Unexpected ${quote(written)} in \`public\`, expected`
  if (isRunnable(name))
    return { message: `${unexpected} a file that no browser runs`, hint: 'A page of yours belongs into the guidebooks' }
  if (isPicture(name))
    return {
      message: `${unexpected} a file that no browser runs`,
      hint: 'An SVG is published where a page links to it',
    }
  const other = others.some((one) => one.address.toLowerCase() === address.toLowerCase())
  const isOwn = found.real === realFileOf(name, input)
  if (other || guidebooks.written.has(address) || (guidebooks.hasFile(name) && guidebooks.mayPublish(name) && !isOwn))
    return { message: `${unexpected} a name that nothing else has on the site`, hint: `\`${name}\` is there already` }
  return { source: found.real, address }
}

/** The file of this name in the guidebooks root. */
function realFileOf(name: string, { project, disclosure }: PublicFilesInput): string | undefined {
  const found = disclosure.find(path.join(project.guidebooks, name))
  return 'real' in found ? found.real : undefined
}
