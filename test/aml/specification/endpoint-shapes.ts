import type { Shape } from './shape.ts';

export const endpointShapes: readonly Shape[] = [];
