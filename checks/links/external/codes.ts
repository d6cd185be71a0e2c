import type { Codes } from '../../check.ts'

/** What can be wrong with a link to the rest of the web. */
export const externalCodes: Codes = {
  'links/dead': { severity: 'error', summary: 'An external link whose page is gone', needs: 'external' },
  'links/dns': { severity: 'error', summary: 'An external link whose host cannot be looked up', needs: 'external' },
  'links/connect': { severity: 'error', summary: 'An external link whose host takes no connection', needs: 'external' },
  'links/tls': { severity: 'error', summary: 'An external link without a valid certificate', needs: 'external' },
  'links/http': { severity: 'error', summary: 'An external link whose server fails', needs: 'external' },
  'links/timeout': { severity: 'error', summary: 'An external link whose host does not answer', needs: 'external' },
  'links/slow': { severity: 'warning', summary: 'An external link that takes too long', needs: 'external' },
  'links/blocked': { severity: 'info', summary: 'An external link that lets programs not in', needs: 'external' },
  'links/private': { severity: 'info', summary: 'A link to a private address, which was not asked', needs: 'external' },
  'links/redirect': { severity: 'info', summary: 'An external link that has moved for good', needs: 'external' },
  'links/downgrade': { severity: 'warning', summary: 'A redirect that leaves https', needs: 'external' },
  'links/certificate': { severity: 'warning', summary: 'A certificate that ends soon', needs: 'external' },
  'links/missing-fragment': {
    severity: 'warning',
    summary: 'A link to a place that an external page does not have',
    needs: 'external',
  },
  'links/not-recorded': {
    severity: 'warning',
    summary: 'An external link that the replayed table does not have',
    needs: 'external',
  },
}
