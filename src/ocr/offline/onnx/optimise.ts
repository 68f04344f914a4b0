import { foldAffineIntoConv } from './fold-affine.ts';
import { readGraph, writeGraph } from './graph.ts';
import { simplifyHardSwish } from './hard-swish.ts';
import { sliceClasses } from './slice-classes.ts';

/** Rewrites a model to compute the same function with fewer passes over memory. */
export function optimiseDetector(model: Uint8Array): Uint8Array {
  return writeGraph(simplifyHardSwish(foldAffineIntoConv(readGraph(model))));
}

/** @param classes the output classes to keep, in their new order */
export function optimiseRecogniser(model: Uint8Array, classes: readonly number[]): Uint8Array {
  return writeGraph(sliceClasses(simplifyHardSwish(foldAffineIntoConv(readGraph(model))), classes));
}
