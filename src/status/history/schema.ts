/** The version of what the tables hold, kept as SQLite's `user_version`. */
export const schemaVersion = 1

/** "Wymk", kept as SQLite's `application_id`: tells the file from other databases. */
export const applicationId = 0x57796d6b

const sums = `(
  probe INTEGER NOT NULL, at INTEGER NOT NULL,
  up INTEGER NOT NULL, degraded INTEGER NOT NULL, down INTEGER NOT NULL, unknown INTEGER NOT NULL,
  maintenance INTEGER NOT NULL, totalMs REAL NOT NULL, maxMs REAL NOT NULL,
  PRIMARY KEY (probe, at)
) STRICT, WITHOUT ROWID`

/**
 * The tables. Times are milliseconds. `sequence` counts the results of one probe, so that order does not hang on the
 * clock, and the results of a probe lie together. The current hour is summed in the probe's own row: an asking writes
 * to two tables, and not to four.
 */
export const schema = `
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;
CREATE TABLE probe (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, service TEXT NOT NULL, kind TEXT NOT NULL,
  everyMs REAL NOT NULL, results INTEGER NOT NULL, last INTEGER NOT NULL,
  standing TEXT NOT NULL, hour TEXT NOT NULL, measurement TEXT NOT NULL
) STRICT;
CREATE TABLE result (
  probe INTEGER NOT NULL, sequence INTEGER NOT NULL, at INTEGER NOT NULL,
  state TEXT NOT NULL, durationMs REAL NOT NULL, code TEXT,
  PRIMARY KEY (probe, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE hour ${sums};
CREATE TABLE day ${sums};
CREATE TABLE change (sequence INTEGER PRIMARY KEY AUTOINCREMENT, probe INTEGER NOT NULL, change TEXT NOT NULL) STRICT;
CREATE INDEX change_of_probe ON change (probe, sequence);
CREATE TABLE life (number INTEGER PRIMARY KEY, pid INTEGER NOT NULL, begin INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
`
