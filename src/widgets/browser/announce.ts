const place = document.createElement('p')
place.className = 'sr-only'
place.setAttribute('role', 'status')

/** Tells what has been done to those who do not see it. */
export function announce(text: string): void {
  if (!place.isConnected) document.body.append(place)
  place.textContent = ''
  // What is there when the place comes is not read, nor is the same text again.
  setTimeout(() => {
    place.textContent = text
  }, 50)
}
