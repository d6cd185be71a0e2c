import { describe, expect, test } from 'vitest'
import { readBlock } from '../../src/shell/block.ts'
import { effectOf, readsSecret } from '../../src/shell/effect.ts'
import { readShell } from '../../src/shell/shell-text.ts'

const effects = (text: string) => readShell(text).map(effectOf)

describe('What a command does', () => {
  test.each([
    'kubectl get pods -n erp -o wide',
    'kubectl -n erp describe pod/erp-0',
    'oc logs deploy/erp --since=10m 2>&1',
    'kubectl rollout status deploy/erp',
    'kubectl auth can-i delete pods',
    'sudo -u postgres df -h',
    'watch -n 5 kubectl get nodes',
    'kubectl exec -it erp-0 -n erp -- cat /etc/hosts',
    'docker compose ps',
    'docker compose -f prod.yaml logs --tail 100 web',
    'systemctl status nginx',
    'journalctl -u nginx --since today',
    'curl -sS -o /dev/null -w "%{http_code}" https://erp.example.org/healthz',
    'helm -n erp history erp',
    'ip addr show',
    'terraform state list',
    'git log --oneline -5',
    'aws ec2 describe-instances --region eu-west-3',
    'find /var/log -name "*.gz"',
    'echo "rm -rf /"',
    'grep -r delete .',
    'kubectl delete --help',
    'sudo -n systemctl status nginx',
    'timeout -k 5 30 kubectl get pods',
    'env',
    'command -v kubectl',
    'time -p env KUBECONFIG=prod kubectl exec erp-0 -- nice -n 5 cat /etc/hosts',
  ])('%s reads only', (text) => {
    expect(effects(text)).toStrictEqual(['read-only'])
  })

  test.each([
    'kubectl delete pod erp-0',
    'kubectl -n erp drain node-1 --ignore-daemonsets',
    'kubectl scale deploy/erp --replicas=0',
    'kubectl scale deploy/erp --replicas 0',
    'kubectl patch pvc data -p \'{"metadata":{"finalizers":null}}\'',
    'kubectl apply -f x.yaml --force',
    'oc adm prune images',
    'sudo systemctl restart nginx',
    'service nginx restart',
    'docker compose down',
    'docker system prune -af',
    'helm uninstall erp',
    'helm rollback erp 3',
    'terraform destroy',
    'rm -rf /var/lib/erp',
    'xargs -r -n50 rm',
    'timeout 5 kill 17',
    'find /tmp -name "*.tmp" -delete',
    'dd if=/dev/zero of=/dev/sda',
    'mkfs.ext4 /dev/sdb1',
    'psql -c "DELETE FROM orders"',
    'etcdctl defrag',
    'git push --force',
    'git push -f origin main',
    'git reset --hard origin/main',
    'curl -X DELETE https://erp.example.org/api/orders/1',
    'curl -sX DELETE https://erp.example.org/api/orders/1',
    'curl -sXDELETE https://erp.example.org/api/orders/1',
    'vault lease revoke abc',
    'aws s3 rm s3://backups/ --recursive',
    'kubectl exec erp-0 -- rm /tmp/lock',
    'rsync -a --delete a/ b/',
  ])('%s is dangerous', (text) => {
    expect(effects(text)).toStrictEqual(['dangerous'])
  })

  test.each([
    'df -h\n> /var/log/syslog',
    '{ date; } > /etc/motd',
    '(cat a; cat b) > both',
    'for each in a b; do cat "$each"; done >> all',
    'if true; then date; fi > now',
    'sort -uo names names',
    'loginctl kill-user erp',
    'kubectl delete ns prod --dry-run=none',
  ])('%s is not only looking', (text) => expect(readBlock('sh', text)?.effect).not.toBe('read-only'))

  test.each([
    'kubectl apply -f erp.yaml',
    'kubectl -n erp rollout restart deploy/erp',
    'kubectl scale deploy/erp --replicas=3',
    'docker compose up -d',
    'systemctl enable --now nginx',
    'cp a b',
    'kubectl get pods > pods.txt',
    'sed -i s/a/b/ config.yaml',
    'curl -X POST https://erp.example.org/api/reload',
    'curl -kX POST https://erp.example.org/api/reload',
    'curl -Ffoo=bar https://erp.example.org/api/files',
    'helm upgrade erp ./chart',
  ])('%s changes something', (text) => {
    expect(effects(text)).toStrictEqual(['changing'])
  })

  test.each([
    'sh -c "kubectl get pods"',
    'ssh erp.example.org uptime',
    'python3 check.py',
    'make deploy',
    './restore.sh',
    'psql -c "SELECT pg_terminate_backend(1)"',
    'sudo',
    "env '-Srm -rf /'",
    'sudo -u postgres',
    'frobnicate --all',
    'kubectl frobnicate',
  ])('%s is not known, and never shown as safe', (text) => {
    expect(effects(text)).toStrictEqual(['unknown'])
  })

  test('each command of a pipe is told by itself', () => {
    expect(effects('kubectl get pods -o name | grep erp | xargs kubectl delete')).toStrictEqual([
      'read-only',
      'read-only',
      'dangerous',
    ])
  })
})

describe('What shows a secret', () => {
  test.each([
    ['kubectl get secret db -o yaml', true],
    ['kubectl -n erp get secrets/db --output=jsonpath={.data.password}', true],
    ['kubectl get secret db', false],
    ['kubectl get secret -o name', false],
    ['kubectl get secret -o wide', false],
    ['kubectl get pod erp-0 -o yaml', false],
    ['oc extract secret/db --to=-', true],
    ['base64 -d', true],
    ['base64 key.pem', false],
    ['vault kv get secret/erp', true],
    ['vault status', false],
    ['aws secretsmanager get-secret-value --secret-id erp', true],
    ['sops -d values.enc.yaml', true],
  ])('%s: %s', (text, expected) => {
    expect(readShell(text).map(readsSecret)).toStrictEqual([expected])
  })
})
