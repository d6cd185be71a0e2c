// Makes `lib/`: Node does not run TypeScript inside of `node_modules`, so what is published is JavaScript, beside the
// templates and styles that Vite needs for pages with code, the renderer that all other builds use, and what is used of
// large packages. Runs before `npm pack` and `npm publish`.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { bundleProgram, packageFolders } from './bundle.mjs'
import { notice, vendor } from './vendor.mjs'

// Node warns that taking types out is new to it; whoever packs has no use for that.
process.removeAllListeners('warning')

rmSync('lib', { recursive: true, force: true })
// A fifth of the time of the compiler that is a library too.
const { status } = spawnSync(process.execPath, ['node_modules/typescript-native/bin/tsc', '-p', '.ci/library.json'], {
  stdio: ['ignore', 2, 2],
})
if (status !== 0) process.exit(status ?? 1)

// The compiler would put code of its own round what scripts of pages import by a computed name.
for (const file of globSync('src/{**/*.{astro,css},widgets/**/*.ts}')) {
  const text = readFileSync(file, 'utf8')
  const code = file.endsWith('.ts') ? stripTypeScriptTypes(text) : text
  const made = path.join('lib', file.replace(/\.ts$/, '.js'))
  mkdirSync(path.dirname(made), { recursive: true })
  writeFileSync(made, code.replace(/((?:from|import) '\.[^'\n]*|import\('\.[^'\n]*)\.ts(?=')/g, '$1.js'))
}
cpSync('src/cli/starter/templates', 'lib/src/cli/starter/templates', { recursive: true })

vendor('lib/vendor')

const { makeWorkplace } = await import('../lib/src/site/publish/workplace.js')
const { compileRenderer } = await import('../lib/src/site/renderer/compile.js')
const root = process.cwd()
const workplace = await makeWorkplace()
// Astro puts what it makes on the way into the working directory.
process.chdir(workplace.folder)
const ofPages = await compileRenderer(`${root}/lib/renderer`, workplace)
process.chdir(root)
await workplace.remove()

const { jsonSchemas } = await import('../lib/src/config/json-schema.js')
mkdirSync('lib/schemas')
for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(`lib/schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`)
}

const ofProgram = await bundleProgram('lib')
chmodSync('lib/src/cli/bin.js', 0o755)
writeFileSync('lib/THIRD-PARTY.txt', notice(new Set([...ofProgram, ...packageFolders(ofPages)])))

const { writePackedDigest } = await import('../src/files/code-digest.ts')
writePackedDigest(root)
