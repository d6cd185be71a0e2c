import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { builtFolder } from '../../status/built-folder.ts'

/** The files of a machine cannot be changed for a test: those of a view of its own can. */
const unshare = ['--user', '--map-root-user', '--mount']
const hasOwnView = spawnSync('unshare', [...unshare, 'true']).status === 0

test('the servers are those of now, and not those of when the process began', { skip: !hasOwnView }, async (t) => {
  const folder = await builtFolder(t, { 'resolv.conf': 'nameserver 127.0.0.52\nsearch old.lab\n' })
  const file = `${folder}/resolv.conf`
  const module = fileURLToPath(new URL('../../../src/network/dns/system-dns.ts', import.meta.url))
  writeFileSync(
    `${folder}/script.mjs`,
    `import { writeFileSync } from 'node:fs'
    import { readSystemDns, systemDnsFiles } from ${JSON.stringify(module)}
    const read = async () => { const { servers, search } = await readSystemDns(); return { servers, search } }
    const before = await read()
    writeFileSync(${JSON.stringify(file)}, 'nameserver 127.0.0.53\\nsearch new.lab\\n')
    console.log(JSON.stringify([before, await read(), systemDnsFiles.includes('/etc/resolv.conf')]))`,
  )
  const script = `mount --bind '${file}' /etc/resolv.conf && exec '${process.execPath}' --no-warnings '${folder}/script.mjs'`
  const { stdout, stderr } = spawnSync('unshare', [...unshare, 'sh', '-c', script], { encoding: 'utf8' })
  expect(JSON.parse(stdout || '""'), stderr).toStrictEqual([
    { servers: ['127.0.0.52'], search: ['old.lab'] },
    { servers: ['127.0.0.53'], search: ['new.lab'] },
    true,
  ])
})
