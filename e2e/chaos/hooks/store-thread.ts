/** Loaded into the store's thread: slow, full and read-only disks, as SQLite itself would tell of them. */
import { DatabaseSync } from "node:sqlite";
import { BroadcastChannel } from "node:worker_threads";
import { STORE_CHANNEL, STORE_FAULT, type StoreFault } from "./store-fault.ts";

/** More pages than there will be. */
const ENDLESS = 1_000_000_000;
const NEVER = new Int32Array(new SharedArrayBuffer(4));

let fault = JSON.parse(process.env[STORE_FAULT] ?? "{}") as StoreFault;
const channel = new BroadcastChannel(STORE_CHANNEL);
channel.unref();
channel.onmessage = (event: unknown) => {
  fault = (event as MessageEvent<StoreFault>).data;
};

const { prepare } = DatabaseSync.prototype;
DatabaseSync.prototype.prepare = function (this: DatabaseSync, sql) {
  const statement = prepare.call(this, sql);
  const before = { "begin immediate": () => limit(this), commit: wait }[sql];
  if (!before) return statement;
  const original = statement.run.bind(statement);
  const run = () => {
    before();
    return original();
  };
  return Object.assign(statement, { run });
};

function limit(db: DatabaseSync): void {
  db.exec(`PRAGMA max_page_count = ${fault.only === "full" ? 1 : ENDLESS}`);
  db.exec(`PRAGMA query_only = ${fault.only === "read" ? 1 : 0}`);
}

/** The thread stands still, as it does while a disk writes. */
function wait(): void {
  if (fault.syncMs) Atomics.wait(NEVER, 0, 0, fault.syncMs);
}
