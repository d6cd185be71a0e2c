import { describe, expect, test } from 'vitest'
import { commands } from '../../../checks/commands/commands.ts'
import type { Finding } from '../../../src/finding/finding.ts'
import { readShell } from '../../../src/shell/shell-text.ts'
import { checkFiles, checkFolder } from '../engine/project-files.ts'
import { TestRepository } from '../test-repository.ts'

const files = {
  Makefile: 'include mk/ci.mk\n.PHONY: build\nbuild:\n\tgo build\nimage-%:\n\tdocker build .\n',
  'mk/ci.mk': 'lint:\n\tx\nrelease:\n\tx\n',
  justfile: "deploy env='a:b':\n  x\nalias d := deploy\n",
  'package.json': '{ "scripts": { "preview": "x", "start:dev": "y" } }',
  'compose.yaml': 'services:\n  gateway:\n    image: envoy:1.30\n  shop-db:\n    image: postgres:18\n',
}
const row = ({ line, column, code, message, hint }: Finding) => `${line}:${column} ${code} ${message}. ${hint}`
const check = async (page: string, more: Record<string, string> = {}) =>
  (await checkFiles({ 'guidebooks/README.md': page, ...files, ...more }, { checks: [commands] })).map(row)
const inFence = (text: string, language = 'sh') => `# Page\n\n\`\`\`${language}\n${text}\n\`\`\`\n`

describe('A shell’s text is read as a shell reads it', () => {
  const rows: [text: string, words: string[][]][] = [
    [
      'sudo -u root make -j4 build && ./a.sh "b c"',
      [
        ['make', '-j4', 'build'],
        ['./a.sh', 'b c'],
      ],
    ],
    [
      '$ make build\nok: make test\n$ make lint \\\n  all',
      [
        ['make', 'build'],
        ['make', 'lint', 'all'],
      ],
    ],
    ['root@web1:~# make build', [['make', 'build']]],
    ['for x in a b; do (make $x); done', [['make', '?']]],
    ['make <target> -n {{ x }}', [['make', '?', '-n', '?']]],
    [
      'x=$(make build | tail -1)',
      [
        ['make', 'build'],
        ['tail', '-1'],
      ],
    ],
    ['cat <<EOF\nmake build\nEOF', [['cat']]],
    ['sudo -n make build', [['make', 'build']]],
    ['/usr/bin/env A=1 nice -n 5 make build', [['make', 'build']]],
    ['timeout -k 5 30 make build', [['make', 'build']]],
    ['find . | xargs -r -n 50 -- ./a.sh', [['find', '.'], ['./a.sh']]],
    ['caffeinate', [['caffeinate']]],
    ['# make build', []],
    ['On a host (do this), then', []],
    ['(', []],
  ]
  for (const [text, words] of rows)
    test(JSON.stringify(text), () =>
      expect(
        readShell(text).map((command) => command.words.map(({ value, isOpen }) => (isOpen ? '?' : value))),
      ).toStrictEqual(words),
    )
})

describe('A name that is nearly one that there is, is told', () => {
  const rows: [text: string, told: string][] = [
    [
      'make build\nmake relaese',
      '5:6 commands/unknown-target Unexpected target `relaese`, expected one that `Makefile` declares. Did you mean `release`?',
    ],
    [
      'just deploy prod\njust deplyo prod',
      '5:6 commands/unknown-target Unexpected recipe `deplyo`, expected one that `justfile` declares. Did you mean `deploy`?',
    ],
    [
      'npm run preview\nnpm run start:dve -- --port 1',
      '5:9 commands/unknown-target Unexpected script `start:dve`, expected one that `package.json` declares. Did you mean `start:dev`?',
    ],
    [
      'docker compose -f compose.yaml logs --tail 50 -f gatway',
      '4:50 commands/unknown-service Unexpected service `gatway`, expected `gateway`. No Compose file of the repository has it',
    ],
    [
      'docker-compose exec -u root shop_db psql',
      '4:29 commands/unknown-service Unexpected service `shop_db`, expected `shop-db`. No Compose file of the repository has it',
    ],
  ]
  for (const [text, told] of rows) test(text, async () => expect(await check(inFence(text))).toStrictEqual([told]))

  test('in inline code and in lists, at its place', async () => {
    const told = await check(
      '# Page\n\n- Run `make build`, then `make relaese`.\n\n  ```console\n  $ make lnit\n  ```\n',
    )
    expect(told.map((one) => one.slice(0, 30))).toStrictEqual([
      '3:32 commands/unknown-target U',
      '6:10 commands/unknown-target U',
    ])
  })
})

describe('Nothing is told', () => {
  const kept: [says: string, page: string][] = [
    ['of what is there, by whatever name', inFence('make build lint image-arm V=1\njust d x\nnpm run preview')],
    ['of a name that is merely absent', inFence('make build\nmake frobnicate\ndocker compose up redis')],
    ['where no other command of the page is about these files', inFence('make relaese')],
    ['of blanks and variables', inFence('make build\nmake <relaese>\nmake rel$x')],
    ['behind a way to elsewhere', inFence('make build\ncd /opt/other\nmake relaese')],
    ['behind a clone', inFence('make build\ngit clone https://example.org/a\nmake relaese')],
    ['on another machine', inFence('make build\nssh web1\nmake relaese')],
    ['where the text says that it is gone', '# Page\n\nRun `make build`. `make relaese` was removed.\n'],
    ['in an example of another language', inFence('make build\nmake relaese', 'yaml')],
    ['of values of options', inFence('make build\nmake -f other.mk relaese\ndocker compose run -e gatway gateway')],
    ['of what is run in a container', inFence('docker compose exec gateway gatway')],
  ]
  for (const [says, page] of kept) test(says, async () => expect(await check(page)).toStrictEqual([]))

  const open: [says: string, makefile: string][] = [
    ['makes rules', 'build:\n$(eval $(call x))\n'],
    ['includes what is not there', 'include gen.mk\nbuild:\n'],
    ['has a rule for anything', 'build:\n%:\n\techo\n'],
  ]
  for (const [says, makefile] of open)
    test(`where the Makefile ${says}`, async () =>
      expect(await check(inFence('make build\nmake biuld'), { Makefile: makefile })).toStrictEqual([]))

  test('on pages of another time', async () => {
    const page = inFence('make build\nmake relaese')
    expect(await check('# Page\n', { 'guidebooks/changelog.md': page })).toStrictEqual([])
  })
})

describe('Who follows a page stands somewhere', () => {
  const more = { 'web/Makefile': 'bundle:\n\tx\nserve:\n\tx\n', 'shop/env.example': 'A=1\n' }
  const near = (line: number) => [
    `${line}:6 commands/unknown-target Unexpected target \`bundel\`, expected one that \`web/Makefile\` declares. Did you mean \`bundle\`?`,
  ]
  const rows: [says: string, text: string, told: string[]][] = [
    ['in the folder that it enters', 'cd web\nmake serve\nmake bundel', near(6)],
    ['in that of one folder after the other', 'cd web/\ncd ../shop\ncd ../web\nmake serve\nmake bundel', near(8)],
    ['in a folder without a Makefile', 'cd shop && make -C web serve\nmake -C ../nowhere bundel', []],
    ['in a folder of another machine', 'cd /opt/web\nmake serve\nmake bundel', []],
    ['in another project', 'git clone https://forge.test/a/other\ncd web\nmake serve\nmake bundel', []],
  ]
  for (const [says, text, told] of rows)
    test(says, async () => expect(await check(inFence(text), more)).toStrictEqual(told))

  test('in a clone of the repository itself', async () => {
    const text = 'git clone https://forge.test/acme/platform.git\ncd platform\ncd web\nmake serve\nmake bundel'
    const settings = { 'waymark.yaml': 'repository:\n  url: https://forge.test/acme/platform\n' }
    expect(await check(inFence(text), { ...more, ...settings })).toStrictEqual(near(8))
  })
})

describe('Names of machines and clusters are told where that is asked for', () => {
  const ask = (code: string, ignore = '') =>
    `checks:\n  commands:\n    severity: { ${code}: warning }\n    ignore: [${ignore}]\n`
  const manifests = {
    'manifests/shop.yaml':
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: { name: shop-web, namespace: shop }\n---\napiVersion: v1\nkind: Service\nmetadata: { name: shop-web }\nspec: { ports: [{ port: 80 }, { port: 443 }] }\n---\napiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: grafana }\n',
    'units/shop-worker.service': '[Service]\nExecStart=/bin/a\n',
    'units/dump@.service': '[Service]\nExecStart=/bin/b\n',
  }
  const rows: [code: string, text: string, told: string[]][] = [
    ['unknown-unit', 'systemctl restart shop-worker.service dump@db nginx', ['4:47 nginx']],
    ['unknown-unit', 'sudo journalctl -fu shop-worker\njournalctl --unit=shop-wroker', ['5:19 shop-wroker']],
    ['unknown-unit', 'systemctl -H db1 restart postgres\nservice cron status\nsystemctl list-units', ['5:9 cron']],
    ['unknown-unit', 'tee /etc/systemd/system/own.service\nsystemctl start own', []],
    ['unknown-namespace', 'kubectl -n shop get pods\nkubectl get pods --namespace=shpo', ['5:30 shpo']],
    [
      'unknown-namespace',
      'kubectl get po -n kube-system\nhelm -n $NS list\nkubectl -nmonitoring logs x',
      ['6:11 monitoring'],
    ],
    ['unknown-namespace', 'kubectl create namespace own\nkubectl -n own get po\nkubectl delete ns gone', ['6:19 gone']],
    ['unknown-resource', 'kubectl -n shop rollout restart deploy/shop-web deploy/x', []],
    [
      'unknown-resource',
      'kubectl rollout status deployment/shop-wbe\noc scale deployments.apps other --replicas=0',
      ['4:35 shop-wbe', '5:27 other'],
    ],
    [
      'unknown-resource',
      'kubectl get svc shop-web api -o yaml\nkubectl get pod api\nkubectl get secret/api',
      ['4:26 api'],
    ],
    [
      'unknown-resource',
      'kubectl logs api\nkubectl exec -it deploy/api -- ls\nkubectl delete -f deploy/api',
      ['5:25 api'],
    ],
    [
      'unknown-resource',
      'helm rollback grafana 3\nhelm history loki\nhelm upgrade --install own ./own\nhelm status own',
      ['5:14 loki'],
    ],
    ['unknown-port', 'kubectl port-forward svc/shop-web 8080:80 9000:9000 443', ['4:48 9000']],
    ['unknown-port', 'kubectl port-forward deploy/shop-web 8080:1\nkubectl port-forward svc/other 1:1', []],
  ]
  for (const [code, text, told] of rows)
    test(`${code}: ${text}`, async () => {
      const found = await check(inFence(text), { ...manifests, 'waymark.yaml': ask(code) })
      const short = found.map((one) =>
        one.replace(/^(\S+) commands\/(\S+) Unexpected \S+ `([^`]*)`.*$/, (_, at, own, name) =>
          own === code ? `${at} ${name}` : `${at} ${own}`,
        ),
      )
      expect(short).toStrictEqual(told)
      expect(await check(inFence(text), manifests)).toStrictEqual([])
    })

  test('with what is near, and never what is to be ignored', async () => {
    const text = inFence('systemctl restart shop-wroker nginx')
    const found = await check(text, { ...manifests, 'waymark.yaml': ask('unknown-unit', '"ngin*"') })
    expect(found).toStrictEqual([
      '4:19 commands/unknown-unit Unexpected unit `shop-wroker`, expected one that the repository has. Did you mean `shop-worker`?',
    ])
    expect(await check(text, { 'waymark.yaml': ask('unknown-unit') })).toStrictEqual([])
  })
})

test('An image beside its manifest is told with the tag that runs', async () => {
  const page = inFence('docker pull acme/shop:1.4')
  const compose = 'services:\n  shop:\n    image: acme/shop:1.6\n'
  const told =
    '4:13 commands/image-differs Unexpected tag of `acme/shop:1.4`, expected `1.6`. `guidebooks/compose.yaml:3` says what runs'
  expect(await check(page, { 'guidebooks/compose.yaml': compose })).toStrictEqual([told])
  expect(await check(page, { 'elsewhere/compose.yaml': compose })).toStrictEqual([])
  const two = `${compose}  old:\n    image: acme/shop:1.5\n`
  expect(await check(page, { 'guidebooks/compose.yaml': two })).toStrictEqual([])
})

test('A target that the page itself declares is one to be made', async () => {
  const files = {
    Makefile: 'build:\nrelease:\n',
    'package.json': '{ "scripts": { "start:dev": "x", "lint:all": "x" } }',
  }
  const asked = inFence('make build\nmake relaese\nnpm run lint:all\nnpm run start:dve')
  expect((await check(asked, files)).length).toBe(2)
  const declared = '```make\nrelaese: build\n```\n\n```json\n"scripts": {\n  "start:dve": "x"\n}\n```\n'
  expect(await check(`${asked}\n${declared}`, files)).toStrictEqual([])
})

describe('What history knows', () => {
  test('is told of targets, services, and files', async () => {
    const repository = new TestRepository()
    try {
      const page = inFence(
        'make deploy-all\ndocker compose logs envoy\n./scripts/restore.sh\nansible-playbook plays/web.yml\n./made.sh\n./scripts/kept.sh',
      )
      repository.write({
        'guidebooks/README.md': page,
        '.gitignore': 'made.sh\n',
        'made.sh': 'x',
        Makefile: 'build:\ndeploy-all: build\n',
        'compose.yaml': 'services:\n  envoy:\n    image: envoy:1\n',
        'scripts/restore.sh': '#!/bin/sh\necho restore of everything\n',
        'scripts/kept.sh': '#!/bin/sh\n',
        'plays/web.yml': '- hosts: web\n',
      })
      repository.commit('first', '2026-01-10')
      repository.write({
        Makefile: 'build:\n',
        'compose.yaml': 'services:\n  gateway:\n    image: envoy:1\n',
        'scripts/restore.sh': undefined,
        'tools/restore.sh': '#!/bin/sh\necho restore of everything\n',
        'plays/web.yml': undefined,
        'scripts/kept.sh': undefined,
        'scripts/inner/scripts/kept.sh': '#!/bin/sh\n',
      })
      const gone = repository.commit('second', '2026-02-10').slice(0, 8)
      const { findings } = await checkFolder(repository.root, { checks: [commands] })
      expect(findings.map(row).sort()).toStrictEqual([
        `4:6 commands/unknown-target Unexpected target \`deploy-all\`, expected one that \`Makefile\` declares. It was taken out of \`Makefile\` on 2026-02-10 (${gone})`,
        `5:21 commands/unknown-service Unexpected service \`envoy\`, expected \`gateway\`. It was taken out of \`compose.yaml\` on 2026-02-10 (${gone})`,
        '6:1 commands/removed-file Unexpected file `./scripts/restore.sh`, expected one that is there; `scripts/restore.sh` was moved. It is `tools/restore.sh` now',
        '7:18 commands/removed-file Unexpected file `plays/web.yml`, expected one that is there; `plays/web.yml` was deleted. `git log --full-history --diff-filter=D -- plays/web.yml` tells when, and why',
      ])
    } finally {
      repository.remove()
    }
  })

  test('weighs a file that a page only names by what became of it, and by what people do with the page', async () => {
    const repository = new TestRepository()
    try {
      const page = '# A\n\nSee `a/gone.yml`.\n\nSee `a/moved.yml`.\n\nSee `a/kept.yml`.\n\nRun `./a/run.sh now`.\n'
      const names = ['README', 'install', 'shop', 'design']
      const pages = names.map((name) => [`guidebooks/${name}.md`, page])
      repository.write(Object.fromEntries([...pages, ['nav.yaml', 'pages: [install.md, shop.md, design.md]\n']]))
      repository.write({ 'guidebooks/design.md': page.replace('\n\n', '\n\n> **Status:** Design\n\n') })
      const texts = { gone: 'a: 1\n'.repeat(9), moved: 'b: 2\n'.repeat(9), kept: 'c: 3\n'.repeat(9) }
      const files = (folder: string) =>
        Object.fromEntries(Object.entries(texts).map(([name, text]) => [`${folder}/${name}.yml`, text]))
      repository.write({ ...files('a'), 'a/run.sh': '#!/bin/sh\n' }).commit('first', '2026-01-10')
      repository.write({ a: undefined, 'b/moved.yml': texts.moved, 'archive/kept.yml': texts.kept })
      repository.commit('second', '2026-02-10')
      const { findings } = await checkFolder(repository.root, { checks: [commands] })
      const weights = (name: string) =>
        findings
          .filter(({ file }) => file === `guidebooks/${name}.md`)
          .map(({ line, severity }) => `${line} ${severity}`)
      expect(weights('README')).toStrictEqual(['3 warning', '5 warning', '7 info', '9 warning'])
      expect(weights('install')).toStrictEqual(weights('README'))
      expect(weights('shop')).toStrictEqual(['3 info', '5 warning', '7 info', '9 warning'])
      expect(weights('design')).toStrictEqual([])
    } finally {
      repository.remove()
    }
  })

  test('is not told of a file where the page says so, of one of another commit, and of one that a template makes', async () => {
    const repository = new TestRepository()
    try {
      const said = [
        '그 유닛은 `plays/web.yml`에 살았고 삭제됐다.',
        'Le fichier `plays/web.yml` a été supprimé.',
        'Die Datei `plays/web.yml` wurde gelöscht.',
        'Verified against `git show v1.9:plays/all.yml`, `plays/web.yml`.',
        'Modules are those of `config/probe.yml`.',
        'The example site has `plays/web.yml`.',
        'There is no `plays/web.yml`; do not bring it back.',
        '旧`plays/web.yml`',
        '- [x] Run `plays/web.yml`',
        'Former plays:\n\n- `plays/web.yml`',
        'Create these files:\n\n- `plays/web.yml`',
        '1. ✅ **Routes generated**:\n\n   ```sh\n   ansible-playbook plays/web.yml\n   ```',
        '- **Backup** (2026-01-08): moved the play `plays/web.yml` in.',
        '`plays/web.yml` is vestigial.',
        'Скрипт ссылался на `plays/web.yml`, ссылалась и страница.',
        'Files:\n\n```\nplays/web.yml\nplays/web.yml  # plays\n```',
        '### 2026-01-09: drill\n\nRan `plays/web.yml`.\n\n### Now',
        '### Archived\n\n#### Tests\n\nThey are in `plays/web.yml`.\n\n### Today',
      ]
      const page = `# Shop\n\n${[...said, 'Run `plays/web.yml`.'].join('\n\n')}\n`
      repository.write({
        'guidebooks/README.md': page,
        'guidebooks/GRAVEYARD.md': page,
        'guidebooks/en/setup.md': '# Setup\n\nSettings can be stored in `plays/web.yml` too.\n',
        'guidebooks/fa/setup.md': '# Setup\n\nتنظیمات در `plays/web.yml` است.\n',
        'plays/web.yml': '- hosts: web\n',
        'config/probe.yml': 'a: 1\n',
      })
      repository.commit('first', '2026-01-10')
      repository.write({
        'plays/web.yml': undefined,
        'config/probe.yml': undefined,
        'config/probe.yml.template': 'a: 2\n',
      })
      repository.commit('second', '2026-02-10')
      const { findings } = await checkFolder(repository.root, { checks: [commands] })
      // What an English page says of a file holds for the page of another language.
      expect(findings.filter(({ file }) => file.includes('setup'))).toStrictEqual([])
      expect(findings.map(({ line, message }) => `${line} ${message}`)).toStrictEqual([
        '62 Unexpected file `plays/web.yml`, expected one that is there; `plays/web.yml` was deleted',
      ])
    } finally {
      repository.remove()
    }
  })
})

test('Hostile fences cost no more than their length, and are no commands', async () => {
  const texts = ['('.repeat(40_000), '$('.repeat(20_000), '<a'.repeat(20_000), '{{'.repeat(20_000), '`'.repeat(1)]
  for (const text of texts)
    expect(
      readShell(text)
        .flatMap(({ words }) => words.map(({ value }) => value))
        .join('').length <= text.length,
    ).toBe(true)
  expect(readShell(`make ${'a'.repeat(100_000)}`)).toStrictEqual([])
  expect(await check(`# Page\n\n~~~sh\n${texts.join('\n~~~\n\n~~~sh\n')}\n~~~\n`)).toStrictEqual([])
})
