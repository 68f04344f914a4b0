/** Counts by name, in as many levels as there are. Trees are added leaf by leaf. */
export interface CountTree {
  [name: string]: number | CountTree;
}

/** Names in one level; those that come later share one, so that a tree has an upper limit. */
const MOST_NAMES = 1500;
const OTHER = 'other';

/** Adds to the leaf at the end of the path, which need not be there yet. */
export function addTo(tree: CountTree, [first = OTHER, ...rest]: readonly string[], count: number): void {
  const name = Object.hasOwn(tree, first) || Object.keys(tree).length < MOST_NAMES ? first : OTHER;
  const known = Object.hasOwn(tree, name) ? tree[name] : undefined;
  if (rest.length === 0) {
    tree[name] = (typeof known === 'number' ? known : 0) + count;
    return;
  }
  const branch = typeof known === 'object' ? known : {};
  tree[name] = branch;
  addTo(branch, rest, count);
}

/** Adds all leaves of the second tree to the first. */
export function addTree(tree: CountTree, added: CountTree): void {
  for (const [path, count] of leavesOf(added)) addTo(tree, path, count);
}

/** The leaf at the end of a path; 0 where there is none. */
export function countAt(tree: CountTree, ...path: readonly string[]): number {
  const [last = '', ...branches] = path.toReversed();
  const value = branchAt(tree, ...branches.toReversed())[last];
  return typeof value === 'number' ? value : 0;
}

/** The counts below a path; none where there is nothing. */
export function branchAt(tree: CountTree, ...path: readonly string[]): CountTree {
  let branch = tree;
  for (const name of path) {
    const next = branch[name];
    branch = typeof next === 'object' ? next : {};
  }
  return branch;
}

function* leavesOf(tree: CountTree): Generator<readonly [path: readonly string[], count: number]> {
  for (const [name, value] of Object.entries(tree)) {
    if (typeof value === 'number') yield [[name], value];
    else for (const [path, count] of leavesOf(value)) yield [[name, ...path], count];
  }
}
