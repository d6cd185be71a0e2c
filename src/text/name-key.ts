/** What is the same for names that mean the same: `KubePodCrashLooping`, `kube-pod-crash-looping`. */
export function keyOfName(name: string): string {
  const lower = name.toLowerCase()
  // Classes of letters are looked up a letter at a time, and most names have plain ones.
  return /^[\x20-\x7e]*$/.test(lower) ? lower.replace(/[^a-z0-9]+/g, '') : lower.replace(/[^\p{L}\p{N}]+/gu, '')
}
