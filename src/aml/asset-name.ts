import { ConfigurationError } from '../contract/errors.ts';

/** A versioned asset of the workspace. */
export interface AssetName {
  readonly name: string;
  readonly version: string;
}

/** https://learn.microsoft.com/azure/machine-learning/how-to-manage-resources-assets */
const PATTERN = /^(?<name>[A-Za-z0-9][\w.-]{0,253}):(?<version>[\w.-]{1,64})$/;

export const isAssetName = (text: string): boolean => PATTERN.test(text);

/** @throws ConfigurationError when the text is not `NAME:VERSION` */
export function toAssetName(text: string): AssetName {
  const { name, version } = PATTERN.exec(text)?.groups ?? {};
  if (name !== undefined && version !== undefined) return { name, version };
  throw new ConfigurationError([`${JSON.stringify(text)} is not NAME:VERSION.`]);
}
