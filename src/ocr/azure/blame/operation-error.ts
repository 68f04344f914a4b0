import { ItemError, UnexplainedRejection } from '../../../contract/errors.ts';
import { blamesImage } from './image-codes.ts';

/** The error of an operation that was accepted and then failed. */
export function operationError(code: string | null, otherwise: string, message: string): ItemError {
  if (blamesImage(200, code)) return new ItemError(code ?? otherwise, message);
  return new UnexplainedRejection(code ?? otherwise, message, `operation ${code ?? otherwise}`);
}
