import { alerts, of, type Question } from './question.ts'

/** Written together with `questions`, and kept apart: search is never tuned by these, so they tell what it is worth. */
export const heldOut: readonly Question[] = [
  { words: 'restore database dump', pages: [...of('erp', 'backup-and-recovery'), ...of('odoo', 'disaster-recovery')] },
  { words: 'migration failed for a tenant', pages: of('crm', 'migrations database-operations') },
  { words: '401 auth me', pages: of('crm', 'sign-in-regressions README health') },
  { words: 'longhorn volume faulted', pages: of('erp', 'storage-and-recovery backup-and-recovery') },
  { words: 'install wizard is open', pages: of('erp', 'bootstrap README') },
  { words: 'modules to install', pages: of('odoo', 'modules module-update troubleshooting README') },
  { words: 'create tenant', pages: of('crm', 'platform-admin') },
  { words: 'nobody can log in', pages: of('fsm', 'sign-in') },
  { words: 'customer modem not reachable', pages: of('fsm', 'device-diagnostics services') },
  { words: 'generate keys hub broken', pages: of('fsm', 'gotchas sign-in') },
  { words: 'node notready', pages: alerts('cluster-monitoring-operator/KubeNodeNotReady') },
  { words: 'registry storage full', pages: alerts('cluster-image-registry-operator/ImageRegistryStorageFull') },
  {
    words: 'alertmanager not sending notifications',
    pages: alerts(
      'cluster-monitoring-operator/AlertmanagerFailedToSendAlerts cluster-monitoring-operator/AlertmanagerClusterFailedToSendAlerts',
    ),
  },
  {
    words: 'osd down',
    pages: alerts(
      'openshift-container-storage-operator/CephOSDDown openshift-container-storage-operator/CephOSDDiskUnavailable openshift-container-storage-operator/CephOSDDiskNotResponding',
    ),
  },
  {
    words: 'inodes running out',
    pages: alerts(
      'cluster-monitoring-operator/KubePersistentVolumeInodesFillingUp cluster-monitoring-operator/NodeFilesystemAlmostOutOfFiles cluster-monitoring-operator/NodeFilesystemFilesFillingUp',
    ),
  },
  { words: 'raid degraded', pages: alerts('cluster-monitoring-operator/NodeRAIDDegraded') },
  { words: 'api server slow 5xx errors', pages: alerts('cluster-kube-apiserver-operator/KubeAPIErrorBudgetBurn') },
  { words: 'job failed backoff limit', pages: alerts('cluster-monitoring-operator/KubeJobFailed') },
  { words: '403 log collector', pages: alerts('cluster-logging-operator/CollectorHigh403ForbiddenResponseRate') },
  {
    words: 'kubelet certificate rotation pool paused',
    pages: alerts('machine-config-operator/MachineConfigControllerPausedPoolKubeletCA'),
  },
]
