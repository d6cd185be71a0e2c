import { readdirSync } from 'node:fs'
import path from 'node:path'

/** Names under which tools look for a configuration that is code. */
const codeNames = [
  ...withEndings('astro.config', ['mjs', 'js', 'ts', 'mts', 'cjs', 'cts']),
  ...withEndings('vite.config', ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts']),
  ...withEndings('vitest.config', ['js', 'ts']),
  ...withEndings('postcss.config', ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts']),
  ...withEndings('.postcssrc', ['js', 'cjs', 'mjs', 'ts', 'cts', 'mts']),
  ...withEndings('tailwind.config', ['js', 'cjs', 'mjs', 'ts']),
  ...withEndings('babel.config', ['js', 'cjs', 'mjs', 'cts', 'ts']),
  ...withEndings('.babelrc', ['js', 'cjs', 'mjs', 'cts']),
  ...withEndings('rolldown.config', ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts']),
  ...withEndings('rollup.config', ['js', 'mjs', 'cjs', 'ts']),
  ...withEndings('esbuild.config', ['js', 'mjs']),
  ...withEndings('svgo.config', ['js', 'mjs', 'cjs']),
  ...withEndings('svelte.config', ['js', 'mjs']),
  ...withEndings('content.config', ['ts', 'mjs']),
  ...withEndings('middleware', ['ts', 'js']),
  ...withEndings('live.config', ['ts', 'mjs']),
  ...withEndings('.remarkrc', ['js', 'mjs', 'cjs']),
  ...withEndings('.rehyperc', ['js', 'mjs', 'cjs']),
  ...withEndings('.prettierrc', ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts']),
  ...withEndings('prettier.config', ['js', 'mjs', 'cjs', 'ts']),
  ...withEndings('eslint.config', ['js', 'mjs', 'cjs', 'ts']),
  ...withEndings('.eslintrc', ['js', 'cjs']),
  ...withEndings('knip', ['js', 'ts']),
  ...withEndings('linkinator.config', ['js', 'mjs', 'cjs']),
  ...withEndings('playwright.config', ['js', 'ts', 'mjs']),
  ...withEndings('mermaid.config', ['js', 'mjs']),
  ...withEndings('waymark.config', ['js', 'mjs', 'ts']),
  ...withEndings('.markdownlint', ['cjs', 'mjs']),
  ...withEndings('.pnp', ['cjs', 'js', 'loader.mjs']),
  ...withEndings('build.config', ['js', 'ts', 'mjs']),
  ...withEndings('index', ['js', 'mjs', 'ts']),
]

/** Configuration that is data, and names the code to run, or what nobody could read. */
function dataFiles(evil: string): Record<string, string> {
  const plugins = JSON.stringify({ plugins: [evil], presets: [evil], extends: [evil] })
  const yaml = `plugins:\n  - ${evil}\n`
  return {
    '.postcssrc': JSON.stringify({ plugins: { [evil]: {} } }),
    '.postcssrc.json': JSON.stringify({ plugins: { [evil]: {} } }),
    '.postcssrc.yaml': `plugins:\n  ${evil}: {}\n`,
    '.postcssrc.yml': `plugins:\n  ${evil}: {}\n`,
    '.babelrc': plugins,
    '.babelrc.json': plugins,
    'babel.config.json': plugins,
    '.swcrc': plugins,
    '.remarkrc': plugins,
    '.rehyperc': plugins,
    '.prettierrc': yaml,
    '.prettierrc.json': plugins,
    '.eslintrc.json': plugins,
    '.browserslistrc': `extends ${evil}\n`,
    'biome.json': plugins,
    'knip.json': plugins,
    'linkinator.config.json': '{ not JSON',
    'node.config.json': JSON.stringify({ nodeOptions: { import: [evil], require: [evil] } }),
    'pagefind.toml': 'not = [TOML',
    'pagefind.yml': 'not: [YAML',
    'pagefind.json': '{ not JSON',
    'tsconfig.json': '{ "extends": "./nowhere.json" }',
    'jsconfig.json': JSON.stringify({ compilerOptions: { baseUrl: '.', paths: { '*': ['./evil.cjs'] } } }),
    'package-lock.json': '{ not JSON',
    'pnpm-workspace.yaml': 'packages: [.]\n',
    'pnpm-lock.yaml': 'not: [YAML',
    'yarn.lock': 'not a lock\n',
    'lerna.json': '{ not JSON',
    'deno.json': JSON.stringify({ importMap: evil, workspace: ['.'] }),
    '.npmrc': `node-options=--require ${evil}\n`,
    '.yarnrc.yml': `yarnPath: ${evil}\nplugins:\n  - ${evil}\n`,
    '.env': environment(evil),
    '.env.local': environment(evil),
    '.env.production': environment(evil),
    '.env.development': environment(evil),
    'index.html': `<script type="module" src="${evil}"></script>`,
  }
}

function environment(evil: string): string {
  return `NODE_OPTIONS=--require=${evil}\nNODE_ENV=development\nBROWSER=${evil}\nLAUNCH_EDITOR=${evil}\nPUBLIC_X=x\nWAYMARK_BROWSER=${evil}\n`
}

/**
 * Files of configuration for every tool that Waymark uses, or is built of, each of which writes a file into the folder
 * `marks` when it is run. By path, relative to where they are planted, which is `root`.
 */
export function plantedConfiguration(root: string, marks: string): Record<string, string> {
  const evil = path.join(root, 'evil.cjs')
  const code = codeNames.map((name) => [name, markingCode(name, marks)])
  return {
    ...Object.fromEntries(code),
    'evil.cjs': markingCode('evil.cjs', marks),
    ...dataFiles(evil),
    'package.json': JSON.stringify({
      name: 'astro',
      version: '99.0.0',
      exports: { '.': evilExport, './*': evilExport },
      imports: { '#*': evilExport },
      main: evilExport,
      dependencies: Object.fromEntries(packages.map((name) => [name, '*'])),
      postcss: { plugins: { [evil]: {} } },
      babel: { presets: [evil] },
      browserslist: [`extends ${evil}`],
      remarkConfig: { plugins: [evil] },
      prettier: evil,
      svgo: { plugins: [evil] },
      eslintConfig: { extends: evil },
      workspaces: ['.'],
      scripts: Object.fromEntries(['preinstall', 'prepare', 'build', 'dev'].map((name) => [name, `node ${evil}`])),
    }),
  }
}

const evilExport = './evil.cjs'

/** Every package that Waymark can load. */
const packages = readdirSync(path.join(import.meta.dirname, '../../node_modules'))
  .filter((name) => !name.startsWith('.'))
  .flatMap((name) =>
    name.startsWith('@')
      ? readdirSync(path.join(import.meta.dirname, '../../node_modules', name)).map((part) => `${name}/${part}`)
      : [name],
  )

/** A package of each name that Waymark could load, which writes a file when it is loaded, whatever is asked of it. */
export function plantedPackages(marks: string): Record<string, string> {
  return Object.fromEntries(
    packages.flatMap((name) => [
      [
        `node_modules/${name}/package.json`,
        JSON.stringify({
          name,
          version: '99.0.0',
          keywords: ['astro', 'astro-component'],
          main: evilExport,
          exports: { './package.json': './package.json', '.': evilExport, './*': evilExport },
        }),
      ],
      [`node_modules/${name}/evil.cjs`, markingCode(`package ${name}`, marks)],
    ]),
  )
}

/** It runs as a CommonJS module, as an ES module and in a browser's bundle alike. */
function markingCode(name: string, marks: string): string {
  const mark = JSON.stringify(path.join(marks, name.replaceAll('/', '+')))
  return `globalThis.process?.getBuiltinModule('node:fs').writeFileSync(${mark}, '')\n`
}

function withEndings(name: string, endings: string[]): string[] {
  return endings.map((ending) => `${name}.${ending}`)
}
