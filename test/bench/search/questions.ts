import { alerts, of, type Question } from './question.ts'

/** Written by reading the pages, before anything was ranked. By these, search may be tuned. */
export const questions: readonly Question[] = [
  { words: 'vault unseal', pages: of('erp', 'secrets-and-vso backup-and-recovery') },
  { words: 'permission denied on table', pages: of('erp', 'postgres-roles operations README') },
  { words: 'dolibarr down', pages: of('erp', 'dolibarr-down') },
  { words: 'readyz 503', pages: of('crm', 'health sign-in-regressions README') },
  { words: 'certificate not renewed', pages: [...of('fsm', 'networks'), ...of('odoo', 'troubleshooting')] },
  { words: 'traefik 404 everywhere', pages: of('fsm', 'gotchas README') },
  { words: 'odoo 502', pages: of('odoo', 'troubleshooting README architecture deploy') },
  { words: 'docker logs disk full', pages: [...of('fsm', 'gotchas'), ...of('odoo', 'troubleshooting')] },
  { words: 'invite a new user', pages: of('fsm', 'sign-in') },
  { words: 'rollback odoo deploy', pages: of('odoo', 'rollback deploy') },
  {
    words: 'pods crashlooping',
    pages: [
      ...alerts(
        'cluster-monitoring-operator/KubeDeploymentReplicasMismatch cluster-monitoring-operator/KubePodNotReady',
      ),
      ...alerts('openshift-container-storage-operator/ODFCorePodRestarted cluster-logging-operator/CollectorNodeDown'),
      ...alerts(
        'openshift-virtualization-operator/LowReadyVirtAPICount openshift-virtualization-operator/LowReadyVirtHandlerCount',
      ),
      ...alerts('advanced-cluster-management-operator/ACMThanosCompactHalted'),
      ...of('erp', 'dolibarr-down'),
    ],
  },
  {
    words: 'disk full prometheus',
    pages: alerts(
      'cluster-monitoring-operator/KubePersistentVolumeFillingUp cluster-monitoring-operator/NodeFilesystemSpaceFillingUp cluster-monitoring-operator/NodeFilesystemAlmostOutOfSpace',
    ),
  },
  { words: 'etcd no leader', pages: alerts('cluster-etcd-operator/etcdNoLeader') },
  { words: 'clock not in sync ntp', pages: alerts('cluster-monitoring-operator/NodeClockNotSynchronising') },
  { words: 'out of file descriptors', pages: alerts('cluster-monitoring-operator/NodeFileDescriptorLimit') },
  { words: 'etcd db too big defrag', pages: alerts('cluster-etcd-operator/etcdDatabaseQuotaLowSpace') },
  {
    words: 'dns servfail',
    pages: alerts(
      'cluster-dns-operator/CoreDNSErrorsHigh network-observability-operator/DNSErrors network-observability-operator/DNSNxDomain',
    ),
  },
  {
    words: 'node drain stuck',
    pages: alerts(
      'machine-config-operator/MachineConfigControllerDrainError openshift-virtualization-operator/VirtualMachineStuckOnNode openshift-virtualization-operator/VMCannotBeEvicted',
    ),
  },
  { words: 'ceph read only', pages: alerts('openshift-container-storage-operator/CephClusterReadOnly') },
  { words: 'prometheus target down', pages: alerts('cluster-monitoring-operator/TargetDown') },
]
