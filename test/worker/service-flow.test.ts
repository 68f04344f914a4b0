import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { silentLogger } from '../../src/logging/logger.ts';
import { detectorFlow, readerFlow } from '../../src/worker/service-flow.ts';

const FOUR_TIMES_TWO = ['--process_count_per_node', '4'] as const;
const TWO_NODES = { AZUREML_NODE_COUNT: '2' };

function options(argv: string, env: Record<string, string> = {}, more: readonly string[] = []) {
  return parseArguments([...argv.split(' '), '--kv_readapi', 'k', ...more], env);
}

function rateOf(...given: Parameters<typeof options>): number {
  return readerFlow(options(...given), silentLogger).load('submit').rate;
}

describe('the rate that a process starts with', () => {
  it.each([
    ['--engine read', 10],
    ['--engine image-analysis', 10],
    ['--engine document-intelligence', 15],
    ['--engine read --tier free', 20 / 60],
    ['--engine document-intelligence --tier free', 1],
    ['--engine read --service_tps 40', 40],
  ])('is for %s %d per second', (argv, rate) => {
    expect(rateOf(argv)).toBeCloseTo(rate);
  });

  it.each([
    ['--engine read', 1.25],
    ['--engine read --service_tps 40', 5],
    ['--engine document-intelligence --service_tps 40', 5],
    ['--engine read --tier free', 2 / 60],
  ])('is for %s in one of eight processes %d per second', (argv, rate) => {
    expect(rateOf(argv, TWO_NODES, FOUR_TIMES_TWO)).toBeCloseTo(rate);
  });

  it('is all of what is stated, with a warning, where AML announces no processes', () => {
    const warnings: string[] = [];
    const logger: Logger = { ...silentLogger, warning: (message) => warnings.push(message) };
    const given = options('--engine read --service_tps 40', { AZUREML_RUN_ID: 'run' });
    expect(readerFlow(given, logger).load('submit').rate).toBe(40);
    expect(warnings).toEqual([expect.stringContaining('all 40 requests per second')]);
  });

  it('is slow where AML announces no processes, and nothing is stated', () => {
    expect(rateOf('--engine read', { AZUREML_RUN_ID: 'run' })).toBe(1);
  });
});

describe('the budgets', () => {
  it('of Read are one, those of Document Intelligence two', () => {
    const read = readerFlow(options('--engine read'), silentLogger);
    expect(read.load('result')).toEqual(read.load('submit'));
    const documents = readerFlow(options('--engine document-intelligence --service_tps 40'), silentLogger);
    expect([documents.load('submit').rate, documents.load('result').rate]).toEqual([40, 50]);
  });

  it('of a container have the rate that is stated, or none', () => {
    const container = '--engine read-container --read_endpoint http://localhost:5000';
    expect(rateOf(container)).toBe(Infinity);
    expect(rateOf(`${container} --service_tps 8`)).toBe(8);
  });

  it('of the detector are its own', () => {
    const given = options('--engine read --service_tps 40');
    expect(detectorFlow(given, silentLogger).load('submit').rate).toBe(20);
  });
});
