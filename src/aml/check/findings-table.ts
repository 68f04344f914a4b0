import type { Finding } from './finding.ts';

const CHECK_WIDTH = 11;
const VERDICT_WIDTH = 9;

/** A line for each finding; what a finding has to say beyond its first line stands below it. */
export function findingsTable(findings: readonly Finding[]): string {
  return findings.map(lines).join('');
}

function lines({ check, verdict, detail }: Finding): string {
  const indent = ' '.repeat(CHECK_WIDTH + VERDICT_WIDTH);
  return `${check.padEnd(CHECK_WIDTH)}${verdict.padEnd(VERDICT_WIDTH)}${detail.replaceAll('\n', `\n${indent}`)}\n`;
}
