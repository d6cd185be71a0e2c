/** What a reader chose, kept in the browser; a browser that keeps nothing forgets it, no more. */
export interface BrowserStorage {
  read(key: string): string | null
  write(key: string, value: string): void
}

/** `storage` is asked for each time, since asking may be what is forbidden. */
export function browserStorage(storage: () => Storage): BrowserStorage {
  return {
    read(key) {
      try {
        return storage().getItem(key)
      } catch {
        return null
      }
    },
    write(key, value) {
      try {
        storage().setItem(key, value)
      } catch {
        // Private windows and full disks.
      }
    },
  }
}
