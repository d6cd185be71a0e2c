import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { assert, expect, type TestContext, test } from 'vitest'
import { changedRepository, commit, git, write } from '../review/changed-repository.ts'
import { builtFolder } from '../status/built-folder.ts'
import { step } from '../step.ts'
import { run, start } from './command-line.ts'

const picture = (color: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="${color}"/></svg>`

const before = {
  'guidebooks/README.md': '# Home\n\n[ERP](erp/README.md)\n',
  'guidebooks/erp/README.md':
    '# ERP\n\n> **Owner:** Platform\n\nIt holds the books.\n\n## Restart it\n\nPress the button.\n\n![Map](map.svg)\n',
  'guidebooks/erp/map.svg': picture('red'),
  'guidebooks/erp/old.md': '# Old\n\nAs it was.\n',
  'guidebooks/erp/same.md': '# Same\n\nNobody touches it.\n',
}

async function developing(t: TestContext, root: string) {
  const child = start(['dev', '--root', root, '--port', '0', '--base', 'main'])
  t.onTestFinished(async () => {
    await child.kill('SIGKILL')
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  return { child, url: /at (http:\S+)\n/.exec(String(line))?.[1] ?? assert.fail(`No address in: ${line}`) }
}

/** What a page answers, once it is what is expected: it is read a moment after it changes. */
async function eventually(url: string, isExpected: (text: string) => boolean): Promise<string> {
  let text = ''
  for (let attempt = 0; attempt < 2400; attempt++) {
    text = await (await fetch(url)).text()
    if (isExpected(text)) return text
    await setTimeout(100)
  }
  return assert.fail(`${url} stays ${text.slice(0, 2000)}`)
}

const marks = (html: string) => html.match(/data-change="/g)?.length ?? 0

test('dev shows what changed since a commit, and follows what is written', async (t) => {
  const root = await changedRepository(t, before, {
    'guidebooks/erp/README.md': before['guidebooks/erp/README.md']
      .replace('Platform', 'Finance')
      .replace('the button', 'the red button'),
    'guidebooks/erp/map.svg': picture('blue'),
    'guidebooks/erp/old.md': undefined,
  })
  const file = path.join(root, 'guidebooks/erp/README.md')
  const { child, url } = await developing(t, root)
  const at = (name: string) => new URL(name, url).href

  await step('words, the header and a picture of the same name', async () => {
    const html = await eventually(at('erp/'), () => true)
    expect(html).toMatch(/<ins class="change-word"><span class="change-label">Added: <\/span>red /)
    expect(html).toMatch(/<del><span class="sr-only"[^>]*>before: <\/span>Platform<\/del>/)
    const [former] = /[^"]*_changes\/before\/[^"]+/.exec(html) ?? assert.fail('No picture of before')
    expect(await (await fetch(new URL(former, url))).text()).toContain('red')
  })

  await step('a page that is the same, one that is gone, and the list', async () => {
    expect(marks(await eventually(at('erp/same/'), () => true))).toBe(0)
    expect(await eventually(at('_changes/gone/erp/old/'), () => true)).toContain('As it was.')
    const list = await eventually(at('_changes/'), () => true)
    expect(list).toContain('1 page changed and 1 gone')
  })

  await step('an edit', async () => {
    await writeFile(file, `${before['guidebooks/erp/README.md']}\nOne line more.\n`)
    const html = await eventually(at('erp/'), (text) => text.includes('One line more.'))
    expect(html).not.toContain('the red button')
    expect(html).toMatch(/<ins class="change" [^>]*data-change-kind="added"/)
  })

  await step('what it means, once the checks have run, and again after an edit', async () => {
    await writeFile(
      file,
      `${before['guidebooks/erp/README.md']}\n[There](nowhere.md)\n\n\`\`\`sh\ndocker compose down\n\`\`\`\n`,
    )
    const list = await eventually(at('_changes/'), (text) => text.includes('2 new findings'))
    expect(list).toContain('1 dangerous line, 2 new findings')
    expect(list).toContain('links/missing-file')
    await writeFile(file, `${before['guidebooks/erp/README.md']}\nOne line more.\n`)
    await eventually(at('_changes/'), (text) => text.includes('1 new finding') && !text.includes('dangerous line'))
  })

  await step('what is put back is no change any more', async () => {
    await writeFile(file, before['guidebooks/erp/README.md'])
    await writeFile(path.join(root, 'guidebooks/erp/map.svg'), before['guidebooks/erp/map.svg'])
    await eventually(at('erp/'), (text) => marks(text) === 0)
    write(root, { 'guidebooks/erp/old.md': before['guidebooks/erp/old.md'] })
    await eventually(at('_changes/'), (text) => text.includes('No page looks different'))
  })

  await step('a base that has moved is read again', async () => {
    commit(root, 'More')
    git(root, 'branch', '--force', 'main', 'HEAD')
    await writeFile(file, before['guidebooks/erp/README.md'].replace('books', 'ledgers'))
    await eventually(at('_changes/'), (text) => text.includes('1 page changed'))
    // In a branch that is gone for a moment what was compared with last stays.
    git(root, 'branch', '--quiet', '--delete', '--force', 'main')
    await writeFile(file, before['guidebooks/erp/README.md'].replace('books', 'accounts'))
    await eventually(at('erp/'), (text) => /<ins[^>]*>(?:<span[^>]*>Added: <\/span>)?accounts/.test(text))
  })
  child.kill('SIGTERM')
  await once(child, 'close')
})

const noBase: [what: string, args: string[], message: RegExp][] = [
  ['a name that nothing has', ['--base', 'nowhere'], /Unexpected `--base nowhere`, expected a commit/],
  ['nothing, as of a variable that is unset', ['--base', ''], /Unexpected empty `--base`, expected a commit/],
  ['a path, as it was called before', ['--base', '/books/'], /expected a commit\n.*`--path \/books\/`/],
]

test('dev says why it cannot compare, and does not begin', async (t) => {
  const root = await changedRepository(t, before, {})
  for (const [what, args, message] of noBase)
    await step(what, async () => {
      const { code, stderr } = await run(['dev', '--root', root, '--port', '0', ...args])
      expect(code).toBe(2)
      expect(stderr).toMatch(message)
    })
  await step('a shallow clone', async () => {
    const shallow = path.join(await builtFolder(t, {}), 'clone')
    git(root, 'clone', '--quiet', '--depth', '1', '--branch', 'change', pathToFileURL(root).href, shallow)
    const { code, stderr } = await run(['dev', '--root', shallow, '--port', '0', '--base', 'main'])
    expect(code).toBe(2)
    expect(stderr).toMatch(/expected a commit that this shallow clone holds\n.*`git fetch --unshallow`/)
  })
})
