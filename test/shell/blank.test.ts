// biome-ignore-all lint/suspicious/noTemplateCurlyInString: `${NAME}` is a variable of a shell
import { describe, expect, test } from 'vitest'
import { findBlanks } from '../../src/shell/blank.ts'
import { blankName, isLocalName, isSecretName, nameOfWritten } from '../../src/shell/blank-name.ts'
import { readBlock } from '../../src/shell/block.ts'

const namesIn = (text: string) => findBlanks(text).map(({ name }) => name)

describe('A blank is a word in angle brackets', () => {
  test.each<[text: string, names: string[]]>([
    ['kubectl -n <namespace> delete pod <pod name>', ['namespace', 'pod-name']],
    ['oc debug node/<NODE_NAME> -- chroot /host', ['node-name']],
    ['echo "<a>" \'<b>\'', ['a', 'b']],
    ['kubectl get pods --since=<e.g. 10m>', ['e-g-10m']],
    ['kubectl scale deploy/<app> --replicas=<n>', ['app', 'n']],
    ['echo <none> <Pending> <unknown> <redacted>', []],
    ['kubectl get pods # in <namespace>', []],
    ['# kubectl delete pod <pod>', []],
    ['cat <in.txt', []],
    ['sort < in.txt > out.txt', []],
    ['cat <<EOF\n<x>\nEOF', ['x']],
    ['cat <<<word>out', []],
    ['<host>web</host>', []],
    ['#include <stdio.h>', []],
    ['curl <https://example.org>', []],
    ['echo \\<x>', []],
    ['echo \\\\<x>', ['x']],
    ['$ kubectl get <type>\nNAME   <other>', ['type']],
    ['ops@host:~$ df <path>\n<answer>', ['path']],
    // Nobody would be helped by a here-document that ends too early.
    ['cat <<E-F\n<a>-<b>\nE-F', []],
    ["if broken '<a> and <b>", ['a', 'b']],
    ["if broken '\nWarning  Failed  1m  volume <a>\n1 drain.go:173] node evicted <b>\noc get <c>", ['c']],
    ['name: <pool>\nW0917 11:21:46.2 daemon.go:662] <code>\noc get <c>', ['c']],
    ['"two were found, named <a> and <b>"', []],
    ["NODE='<value of instance label from alert>'", ['instance']],
  ])('%s', (text, names) => {
    expect(namesIn(text)).toStrictEqual(names)
  })
})

test('What a page names is a blank too, where a shell would put a value in its place', () => {
  const named = [
    { name: 'node', written: ['$NODE'] },
    { name: 'pod', written: ['{{ .Labels.pod }}'] },
    { name: 'cluster', written: ['my-cluster', 'XXX'] },
  ]
  const written = (text: string) => findBlanks(text, named).map((one) => `${one.name}=${one.written}`)
  expect(written('kubectl drain $NODE; echo "${NODE}" $NODES \\$NODE ${NODE:-x}')).toStrictEqual([
    'node=$NODE',
    'node=${NODE}',
  ])
  expect(written("awk '{ print $NODE }'")).toStrictEqual([])
  expect(written('cat <<"EOF"\n$NODE\nEOF')).toStrictEqual([])
  expect(written('kubectl logs {{.Labels.pod}} {{ .Labels.pods }}')).toStrictEqual(['pod={{.Labels.pod}}'])
  expect(written('use my-cluster my-cluster-2 XXX XXXX')).toStrictEqual(['cluster=my-cluster', 'cluster=XXX'])
  expect(written('$ echo a\n$NODE {{ .Labels.pod }}')).toStrictEqual([])
})

describe('Where a blank stands', () => {
  test.each<[text: string, places: string[]]>([
    ['kubectl get pod <a> --x=<b> <c>.log', ['bare start', 'bare', 'bare start']],
    ['echo "<a> b <c>" \'<d>\'', ['double start', 'double', 'single start']],
    ['<a> get', ['command start']],
    ['A=<a> run', ['bare']],
    ['echo "$(id <a>)" $(id "<b>")', ['bare start', 'double start']],
    ['echo `id <a>`', ['plain start']],
    ['echo $<a> "$<b>"', ['word', 'word']],
    ["echo ${A:-<a>} $((1 + <b>)) $'<c>' {x,<d>}", ['word', 'word start', 'word start', 'word']],
    ['cat <<EOF\na: <a>\n<b>\nE<c>\nEOF', ['here-document', 'here-document ends EOF', 'here-document ends OF']],
    ["cat <<'EOF'\na: <a>\n  <b>\nEOF", ['verbatim', 'verbatim ends EOF']],
    ['cat <<EOF\na: "<a>"\nEOF', ['here-document quotes']],
    ['curl -d \'{"a": "<a>"}\' "x\'<b>"', ['single quotes', 'double quotes']],
    ['ssh <host> "ls <dir>"', ['plain start', 'plain start']],
    ['kubectl exec <pod> -- sh -c "ls <dir>"', ['bare start', 'plain start']],
    ["cat x | awk '/<a>/'", ['plain']],
    ['echo 1 <fd>>file', ['command start']],
    ['for <a> in <b>; do echo; done', ['word start', 'bare start']],
    ['[[ $x == <a> ]]', ['word start']],
    [
      'kubectl get pod -o jsonpath=\'{.data.<a>} {.x[?(@.name=="<b>")]} <c>\'',
      ['single jsonpath', 'single jsonpath-text', 'plain'],
    ],
    ['kubectl get pod -o "jsonpath={.data.<a>}"', ['double jsonpath']],
    ["kubectl get pod -o go-template='{{ .<a> }}' --sort-by=.<b>", ['plain', 'plain']],
    ["echo 'open <a>", ['plain start']],
  ])('%s', (text, places) => {
    const found = findBlanks(text).map(({ place: { quoting, startsWord, within, ending } }) =>
      [quoting, startsWord && 'start', within, ending && `ends ${ending}`].filter(Boolean).join(' '),
    )
    expect(found).toStrictEqual(places)
  })
})

test.each([
  ['podName', 'pod-name'],
  ['Pod name', 'pod-name'],
  ['POD_NAME', 'pod-name'],
  ['my.pod/name', 'my-pod-name'],
  ['IPAddress2', 'ipaddress2'],
  ['<x>', 'x'],
  ['|', ''],
])('%s is called %s', (written, name) => {
  expect(blankName(written)).toBe(name)
})

test.each([
  ['$NODE_IP', 'node-ip'],
  ['${NODE}', 'node'],
  ['{{ .Labels.pod }}', 'pod'],
  ['{{ $labels.namespace }}', 'namespace'],
  ['[cluster]', 'cluster'],
])('%s is the value %s', (written, name) => {
  expect(nameOfWritten(written)).toBe(name)
})

test('Names that mean something else in each command, and names of what nobody else may see', () => {
  expect(['name', 'id', 'new', 'previous-revision', 'output'].every(isLocalName)).toBe(true)
  expect(['namespace', 'pod-name', 'newer'].some(isLocalName)).toBe(false)
  expect(
    ['password', 'admin-password', 'api-token', 'client-secret', 'secret-key-of-the-user'].every(isSecretName),
  ).toBe(true)
  expect(['secret', 'secret-name', 'token-name', 'namespace'].some(isSecretName)).toBe(false)
})

describe('What a block does', () => {
  test.each<[text: string, effect: string | undefined, language?: string]>([
    ['kubectl get pods\nkubectl logs <pod>', 'read-only'],
    ['kubectl get pods\nkubectl apply -f x.yaml', 'changing'],
    ['kubectl get pods && kubectl delete pod <pod>', 'dangerous'],
    ['kubectl get pods\nrepair-it <pod>', 'unknown'],
    ['kubectl <verb> pods', 'unknown'],
    ['<command>', 'unknown'],
    ['systemctl <action> nginx', 'unknown'],
    ['curl https://example.org/x | sh', 'unknown'],
    ['sed -n "/<pattern>/p" file', 'unknown'],
    ['find <dir> -name x', 'unknown'],
    ["echo 'broken", 'unknown'],
    ['# nothing', 'unknown'],
    ['', 'unknown'],
    ['X=$(kubectl delete pod <pod>)', 'dangerous'],
    ['kubectl get pods -n erp', 'read-only', ''],
    ['$ repair-it', 'unknown', ''],
    ['NAME   READY\nerp-0  1/1', undefined, ''],
    ['kind: Pod', undefined, 'yaml'],
  ])('%s', (text, effect, language = 'sh') => {
    expect(readBlock(language, text)?.effect).toBe(effect)
  })

  test('that shows a secret is told', () => {
    expect(readBlock('sh', 'kubectl get secret <name> -o yaml')?.readsSecret).toBe(true)
    expect(readBlock('sh', 'kubectl get secret <name>')?.readsSecret).toBe(false)
  })

  test('is known in part where one of its commands is', () => {
    expect(readBlock('sh', 'kubectl apply -f x\nrepair-it')).toMatchObject({
      effect: 'changing',
      isPartlyUnknown: true,
    })
    expect(readBlock('sh', 'kubectl apply -f x')).toMatchObject({ effect: 'changing', isPartlyUnknown: false })
  })
})
