// Loaded before a command (`node --import`): ends it when who started it is gone, so that no site is left behind that
// holds the port and the history.
const parent = process.ppid
const lookMs = 500

setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
}, lookMs).unref()
