// Makes `lib/`: Node does not run TypeScript inside of `node_modules`, so what is published is JavaScript beside its
// sources, which Vite needs for `dev` and for pages with code, and the templates as all other builds use them. Runs
// before `npm pack` and `npm publish`.
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'

rmSync('lib', { recursive: true, force: true })
// A fifth of the time of the compiler that is a library too.
const { status } = spawnSync(process.execPath, ['node_modules/typescript-native/bin/tsc', '-p', '.ci/library.json'], {
  stdio: ['ignore', 2, 2],
})
if (status !== 0) process.exit(status ?? 1)
chmodSync('lib/src/cli/bin.js', 0o755)

const { makeWorkplace } = await import('../lib/src/site/publish/workplace.js')
const { compileRenderer } = await import('../lib/src/site/renderer/compile.js')
const root = process.cwd()
const workplace = await makeWorkplace()
// Astro puts what it makes on the way into the working directory.
process.chdir(workplace.folder)
await compileRenderer(`${root}/lib/renderer`, workplace)
process.chdir(root)
await workplace.remove()

const { jsonSchemas } = await import('../lib/src/config/json-schema.js')
mkdirSync('lib/schemas')
for (const [name, schema] of Object.entries(jsonSchemas())) {
  writeFileSync(`lib/schemas/${name}`, `${JSON.stringify(schema, null, 2)}\n`)
}
