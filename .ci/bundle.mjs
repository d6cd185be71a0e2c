// Puts the compiled modules of the program, and the small libraries that they load, together in few files: at each start
// a command would find, read and link hundreds of them.
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rolldown } from 'rolldown'

/** What Vite compiles, or a browser loads, as it stands. */
const loaded = ['src/**/*.astro', 'src/widgets/**/*.js', 'src/site/renderer/{entry,middleware}.js']

const frame = 'src/diagrams/page/frame.js'

/**
 * Bundles the program in `lib`, and takes out the modules that nothing loads any more. Dependencies stay what they are;
 * all other packages are bundled, and the small ones that pages load by their names as well. Gives the folders of the bundled.
 */
export async function bundleProgram(lib) {
  const { files, packages } = loadedByPages(lib)
  const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
  const apart = Object.keys({ ...dependencies, ...peerDependencies }).filter(
    (name) => name === 'astro' || !packages.has(name),
  )
  const bundle = await rolldown({
    input: Object.fromEntries(startedModules(lib, files).map((name) => [name, path.join(lib, `${name}.js`)])),
    platform: 'node',
    external: [/^node:/],
    plugins: [{ name: 'waymark:dependencies', resolveId: { order: 'pre', handler: outside(new Set(apart)) } }],
    onwarn: (warning) => {
      if (warning.code === 'UNRESOLVED_IMPORT') throw new Error(warning.message)
    },
  })
  const made = path.join(lib, 'bundled')
  const { output } = await bundle.write({
    dir: made,
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
  })
  await bundle.close()
  await bundleFrame(lib, files)
  for (const file of globSync('{src,checks}/**/*.js', { cwd: lib })) {
    if (!files.has(file.split(path.sep).join('/'))) rmSync(path.join(lib, file))
  }
  for (const { fileName } of output) {
    mkdirSync(path.dirname(path.join(lib, fileName)), { recursive: true })
    renameSync(path.join(made, fileName), path.join(lib, fileName))
  }
  rmSync(made, { recursive: true })
  return packageFolders(output.flatMap((chunk) => chunk.moduleIds ?? []))
}

/** The script of the document in which diagrams are drawn, in one file: a browser would ask for dozens, one after the other. */
async function bundleFrame(lib, files) {
  const bundle = await rolldown({ input: path.join(lib, frame), platform: 'browser' })
  const { output } = await bundle.generate({ codeSplitting: false })
  await bundle.close()
  files.add(frame)
  writeFileSync(path.join(lib, frame), output[0].code)
}

/** The command, and what starts a process or a thread: modules that `sourceModule` names, without their endings. They keep their names. */
function startedModules(lib, loadedFiles) {
  const named = globSync('{src,checks}/**/*.js', { cwd: lib }).flatMap((file) =>
    Array.from(readFileSync(path.join(lib, file), 'utf8').matchAll(/\bsourceModule\('([^']+)'\)/g), ([, name]) => name),
  )
  return ['src/cli/bin', ...new Set(named.filter((name) => !loadedFiles.has(`${name}.js`)))]
}

/** The folders of the packages that modules stand in. */
export function packageFolders(modules) {
  const folders = Array.from(modules, (id) => {
    // Some ids begin with the name of what made them.
    const [found] =
      /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id.split(path.sep).join('/')) ?? []
    return found
  })
  return new Set(folders.filter((folder) => folder !== undefined))
}

/** Leaves out what npm installs; another version of it, which a bundled library brings, is bundled. */
function outside(names) {
  const installed = path.resolve('node_modules')
  return async function resolve(id, importer, options) {
    const [name] = /^(?:@[^/]+\/)?[^./@][^/]*/.exec(id) ?? []
    if (!names.has(name)) return undefined
    const found = await this.resolve(id, importer, { ...options, skipSelf: true })
    const isInstalled = !found || found.external || found.id.startsWith(path.join(installed, name) + path.sep)
    return isInstalled ? { id, external: true } : found
  }
}

/** The modules that pages load, at any distance, from `lib`, and the packages that these name. */
function loadedByPages(lib) {
  const [files, packages] = [new Set(), new Set()]
  const waiting = loaded.flatMap((pattern) => globSync(pattern, { cwd: lib }))
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = file.split(path.sep).join('/')
    if (files.has(name)) continue
    files.add(name)
    for (const id of importsOf(readFileSync(path.join(lib, file), 'utf8'))) {
      if (!id.startsWith('.')) packages.add(/^(?:@[^/]+\/)?[^/]+/.exec(id)?.[0])
      else if (/\.(?:js|astro)$/.test(id)) waiting.push(path.join(path.dirname(file), id))
    }
  }
  const missing = [...files].filter((file) => !existsSync(path.join(lib, file)))
  if (missing.length > 0) throw new Error(`Unexpected imports of ${missing}, expected modules of pages`)
  return { files, packages }
}

const importing =
  /(?:^|[\n;])[ \t]*(?:import|export)\s+(?!type\b)(?:[^'"();]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g

function importsOf(code) {
  return Array.from(code.matchAll(importing), ([, always, later]) => always ?? later)
}
