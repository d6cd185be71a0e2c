/** How what Waymark writes begins: a baseline, an inventory, and its reports in each format that stands in files. */
const heads: readonly RegExp[] = [
  /^\s*\{\s*"waymark"\s*:\s*"baseline"\s*[,}]/,
  /^\s*\{\s*"version"\s*:\s*1\s*,\s*"files"\s*:\s*\d+\s*,\s*"entries"\s*:\s*\[/,
  /^\s*\{\s*"version"\s*:\s*1\s*,\s*"summary"\s*:\s*\{\s*"files"\s*:\s*\d+\s*,\s*"errors"\s*:\s*\d+\s*,\s*"warnings"\s*:\s*\d+\s*,\s*"infos"\s*:/,
  // GitLab's: a code of ours, and a fingerprint of ours.
  /^\s*\[\s*\{\s*"description"\s*:\s*"(?:[^"\\]|\\.)*"\s*,\s*"check_name"\s*:\s*"[a-z-]+\/[a-z\d-]+"\s*,\s*"fingerprint"\s*:\s*"[\da-f]{32}"\s*,/,
  /^\s*\{\s*"\$schema"\s*:\s*"[^"]*sarif[^"]*"\s*,/i,
  /^\s*<\?xml [^>]*\?>\s*<testsuites name="waymark (?:check|probe)"/,
]

/**
 * Whether a file is what Waymark wrote, or the report of another scanner in SARIF: it repeats what was found, and says
 * nothing of what is there.
 */
export function isOwnOutput(file: string, text: string): boolean {
  return /\.sarif$/i.test(file) || heads.some((head) => head.test(text))
}
