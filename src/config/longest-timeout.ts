/**
 * The longest timeout that AML takes, in seconds: three days.
 *
 * Source: https://learn.microsoft.com/azure/machine-learning/reference-yaml-job-parallel
 */
export const LONGEST_TIMEOUT = 259_200;
