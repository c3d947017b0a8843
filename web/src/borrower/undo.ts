// Undo as a list of snapshots. What changes within a moment is one step, so that a
// word that was typed is taken back whole.

/** How many steps can be taken back. */
export const mostSteps = 100;
/** Milliseconds within which changes of the same entries are one step. */
export const moment = 600;

export interface History<Snapshot> {
  past: readonly Snapshot[];
  now: Snapshot;
  future: readonly Snapshot[];
  /** When the last change came, in milliseconds, and what it changed. */
  at: number;
  changed: string;
}

export const begin = <Snapshot>(now: Snapshot): History<Snapshot> => ({ past: [], now, future: [], at: -Infinity, changed: "" });

/**
 * Adds a snapshot. It joins the step before when it comes within a moment of it
 * and changes the same entry: a reset is never lost in the typing that follows.
 */
export function add<Snapshot extends object>(history: History<Snapshot>, now: Snapshot, at: number): History<Snapshot> {
  const changed = differences(history.now, now).join();
  if (changed === "") return history;
  const joins = changed === history.changed && at - history.at < moment;
  const past = joins ? history.past : [...history.past, history.now].slice(-mostSteps);
  return { past, now, future: [], at, changed };
}

export function undo<Snapshot>({ past, now, future }: History<Snapshot>): History<Snapshot> | undefined {
  const before = past[past.length - 1];
  return before && { ...begin(before), past: past.slice(0, -1), future: [now, ...future] };
}

export function redo<Snapshot>({ past, now, future }: History<Snapshot>): History<Snapshot> | undefined {
  const [next, ...rest] = future;
  return next && { ...begin(next), past: [...past, now], future: rest };
}

/** The names of the entries that differ. */
function differences<Snapshot extends object>(one: Snapshot, other: Snapshot): string[] {
  return (Object.keys(other) as (keyof Snapshot & string)[]).filter((name) => one[name] !== other[name]);
}
