// Package portfolio prices files of accounts that are too long for one request: each
// account against one mandate, or with the operation that its line names.
//
// A file is cut into chunks. What is known of them, the manifest, is in a database;
// the rows and the results are in files, each with its SHA-256 in the manifest:
//
//	DIRECTORY/ID/in/000001               rows: a line number, a tab, an object
//	DIRECTORY/ID/out/000001-HASH.ndjson  results, a line for each row, in order
//
// Each chunk is a job of River. Any number of processes may work on a PostgreSQL; a
// file of SQLite takes one process at a time. Since the same rows give the same
// results, a chunk may be worked on twice without harm: its results are written
// beside, waited for, and renamed to a name that holds their hash; then the manifest
// says so in the transaction that completes the job. A worker that dies at any moment
// leaves its job to the others, who see within seconds that it is gone.
//
// On SQLite the manifest has a file of its own beside the one of the negotiations.
// Measured with 64 clients that append events without a pause: in one file, whose lock
// the appends hardly ever let go, River completed 1 to 7 jobs in three seconds; beside
// it 82 to 87, with as many appends. Its file is locked by the one process that has it.
package portfolio
