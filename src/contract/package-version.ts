/** The version of this package, as in package.json, which a bundle does not have. */
export const PACKAGE_VERSION = '0.1.0';
