// Stands where no copy of the site is to be kept, as in `dev` and in previews: a browser that has one takes this for a newer
// version of what keeps it, and forgets it. A build that keeps copies puts its own in this place.
self.addEventListener('install', (event) => event.waitUntil(self.skipWaiting()))

self.addEventListener('activate', (event) => event.waitUntil(forget()))

async function forget() {
  const prefix = `waymark ${new URL('.', self.location.href).href} `
  const names = (await caches.keys()).filter((name) => name.startsWith(prefix))
  await Promise.all(names.map((name) => caches.delete(name)))
  await self.registration.unregister()
}
