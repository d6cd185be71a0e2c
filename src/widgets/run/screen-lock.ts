/** Keeps the screen awake while it is wanted, where the browser allows that: a browser lets go of it whenever the page is hidden. */
export class ScreenLock {
  #lock: WakeLockSentinel | undefined
  #isWanted = false
  #isAsked = false

  constructor() {
    document.addEventListener('visibilitychange', () => this.#take())
  }

  set(isWanted: boolean): void {
    this.#isWanted = isWanted
    if (isWanted) void this.#take()
    else {
      void this.#lock?.release()
      this.#lock = undefined
    }
  }

  async #take(): Promise<void> {
    const isHeld = this.#isAsked || (this.#lock && !this.#lock.released)
    if (!this.#isWanted || document.visibilityState === 'hidden' || isHeld) return
    this.#isAsked = true
    // Not there without HTTPS, and refused where the battery is low.
    const lock = await navigator.wakeLock?.request('screen').catch(() => undefined)
    this.#isAsked = false
    if (this.#isWanted) this.#lock = lock
    else void lock?.release()
  }
}
