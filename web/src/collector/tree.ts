// What the desk holds is one JSON value in the shape of the engine's requests. A
// place in it is named by a JSON pointer, so a box of a form and a problem of the
// engine speak of a place by the same name.

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type Tree = { [key: string]: Json };

export const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

const child = (value: Json | undefined, key: string): Json | undefined => {
  if (Array.isArray(value)) return value[Number(key)];
  return isTree(value) && Object.hasOwn(value, key) ? value[key] : undefined;
};

const keysOf = (pointer: string) => pointer.split("/").slice(1);

/** The value at a pointer, or undefined where nothing is. */
export function at(tree: Tree, pointer: string): Json | undefined {
  return keysOf(pointer).reduce<Json | undefined>(child, tree);
}

/** The list at a pointer; empty where there is none. */
export function listAt(tree: Tree, pointer: string): Json[] {
  const value = at(tree, pointer);
  return Array.isArray(value) ? value : [];
}

/** A copy with a value at a pointer. Undefined takes it away, and the objects that are empty without it. */
export function put(tree: Tree, pointer: string, value: Json | undefined): Tree {
  return putAt(tree, keysOf(pointer), value) as Tree;
}

function putAt(here: Json | undefined, [key = "", ...rest]: string[], value: Json | undefined): Json {
  const next = rest.length > 0 ? putAt(child(here, key), rest, value) : value;
  if (Array.isArray(here)) {
    if (next === undefined) return here.filter((_, n) => n !== Number(key));
    return Object.assign([...here], { [Number(key)]: next });
  }
  const others = isTree(here) ? { ...here } : {};
  // Nobody asks for an empty object: a band without bounds is no band.
  if (next === undefined || (isTree(next) && Object.keys(next).length === 0)) delete others[key];
  else others[key] = next;
  return others;
}

/** An object with those of some keys that a value has. */
export function pick(value: Json | undefined, keys: readonly string[]): Tree {
  if (!isTree(value)) return {};
  return Object.fromEntries(keys.filter((key) => Object.hasOwn(value, key)).map((key) => [key, value[key]!]));
}

/** The object that a text of JSON holds, or undefined when it holds none. */
export function parsed(text: string): Tree | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isTree(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
