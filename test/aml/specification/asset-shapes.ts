import type { Shape } from './shape.ts';

export const assetShapes: readonly Shape[] = [];
