// Vitest tells the code that it runs that it is a test. What users run is told nothing of the kind, and Vite and Astro listen.
for (const name of Object.keys(process.env)) {
  if (/^(?:VITEST(?:_.*)?|NODE_ENV|TEST|DEV|PROD|SSR|MODE|BASE_URL)$/.test(name)) delete process.env[name]
}
