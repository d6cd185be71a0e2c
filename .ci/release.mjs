// `node .ci/release.mjs VERSION|major|minor|patch [--write]`: says what a release would do, and with `--write` does the part
// that stays on this machine: the version, the changelog's heading, a commit and a tag. Publishing is the release workflow's.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import process from 'node:process'

const [asked, ...options] = process.argv.slice(2)
const isWriting = options.includes('--write')
const files = { package: 'package.json', lock: 'package-lock.json', changelog: 'CHANGELOG.md' }

const { version: current } = JSON.parse(readFileSync(files.package, 'utf8'))
const version = next(current, asked)
const tag = `v${version}`
const changelog = readFileSync(files.changelog, 'utf8')
const section = unreleased(changelog)
const today = new Date().toISOString().slice(0, 10)

if (git('status', '--porcelain') !== '') stop('Unexpected changes that are not committed, expected a clean tree')
if (git('tag', '--list', tag) !== '') stop(`Unexpected tag ${tag}, which is there already`)

const [packed] = Object.values(
  JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  ),
)
console.log(`Version   ${current} -> ${version}`)
console.log(`Tag       ${tag}, at ${git('rev-parse', '--short', 'HEAD')} and one commit`)
console.log(
  `Changelog ${
    section
      .trim()
      .split('\n')
      .filter((line) => line.startsWith('- ')).length
  } entries`,
)
console.log(
  `Package   ${packed.entryCount} files, ${(packed.size / 1e6).toFixed(1)} MB, ${(packed.unpackedSize / 1e6).toFixed(1)} MB unpacked`,
)
for (const { path, size } of packed.files) console.log(`  ${String(size).padStart(9)}  ${path}`)

if (isWriting) {
  for (const file of [files.package, files.lock]) {
    const json = JSON.parse(readFileSync(file, 'utf8'))
    json.version = version
    if (json.packages?.['']) json.packages[''].version = version
    writeFileSync(file, `${JSON.stringify(json, null, 2)}\n`)
  }
  writeFileSync(files.changelog, changelog.replace('## Unreleased\n', `## Unreleased\n\n## ${version} (${today})\n`))
  git('commit', '--quiet', '--message', `Release ${version}`, ...Object.values(files))
  git('tag', '--annotate', '--message', `Waymark ${version}`, tag)
  console.log(`\nCommitted and tagged. To publish: git push origin main ${tag}`)
} else {
  console.log('\nNothing was changed. With --write the version, the changelog, a commit and a tag are written.')
}

function next(from, to) {
  const numbers = from.split('.').map(Number)
  const at = ['major', 'minor', 'patch'].indexOf(to)
  if (at >= 0) return numbers.map((number, index) => (index < at ? number : index === at ? number + 1 : 0)).join('.')
  if (/^\d+\.\d+\.\d+$/.test(to ?? '')) return to
  return stop(
    `Unexpected version ${to ?? 'that is not given'}, expected major, minor, patch or three numbers such as 1.2.0`,
  )
}

function unreleased(text) {
  const [, found] = /^## Unreleased\n([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(text) ?? []
  if (!found?.trim())
    stop('Unexpected changelog without entries under "## Unreleased", expected what this release changes')
  return found
}

function git(...args) {
  return execFileSync('git', args, { encoding: 'utf8' }).trim()
}

function stop(message) {
  console.error(`release: ${message}`)
  process.exit(2)
}
