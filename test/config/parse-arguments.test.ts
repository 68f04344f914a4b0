import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/config/parse-arguments.ts';
import { ConfigurationError } from '../../src/contract/errors.ts';

const parse = (line: string, env = {}) => parseArguments(line.split(' '), env);
function problemsOf(argv: readonly string[]): readonly string[] {
  try {
    parseArguments(argv, {});
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

describe('arguments', () => {
  it("takes our flags out of the driver's whole argv", () => {
    const options = parse(
      '--client_sdk_version 1.57.0 --scoring_module_name entry.parallel_run_entry --mini_batch_size 10 --error_threshold -1 ' +
        '--output_action append_row --logging_level DEBUG --output /mnt/out --process_count_per_node 4 ' +
        '--engine offline --input_partition 2020/08/07 --kv_customimage customimagesecret --kv_readapi readapisecret ' +
        '--input_fds_0 images',
    );
    expect(options).toMatchObject({
      engine: 'offline',
      inputPartition: '2020/08/07',
      secrets: { kvCustomimage: 'customimagesecret', kvReadapi: 'readapisecret' },
      loggingLevel: 'DEBUG',
      host: { outputFolder: '/mnt/out', processCountPerNode: 4 },
    });
    expect(options.host.ignoredArguments).toEqual([
      '--client_sdk_version',
      '--scoring_module_name',
      '--error_threshold',
      '--output_action',
      '--input_fds_0',
    ]);
  });

  it('gives every option a default but the engine', () => {
    expect(parse('--engine offline')).toEqual({
      engine: 'offline',
      language: null,
      model: null,
      maxConcurrency: null,
      imageTimeout: null,
      inputPartition: null,
      inputRoot: null,
      imageColumn: null,
      allowPrivateUrls: false,
      rowFormat: 'jsonl',
      csvFormulas: 'escape',
      rowDetail: 'lines',
      plateFormats: [],
      failedItems: 'omit',
      metadata: null,
      secrets: { kvReadapi: null, kvCustomimage: null, origin: 'vault', keyVault: null },
      service: {
        endpoint: null,
        auth: 'key',
        tier: 'paid',
        tps: null,
        pages: null,
        readingOrder: null,
        modelVersion: null,
      },
      customVision: { endpoint: null, project: null, publishedName: null, minimumProbability: null },
      store: { kind: 'run' },
      loggingLevel: 'INFO',
      host: {
        outputFolder: null,
        processCountPerNode: null,
        nodeCount: null,
        runInvocationTimeout: null,
        taskOverheadTimeout: null,
        miniBatchSize: null,
        runMaxTry: null,
        runId: null,
        inputFolders: [],
        ignoredArguments: [],
      },
    });
  });

  it('takes the dashed form and =', () => {
    expect(parse('--engine=offline --max-concurrency=3 --row-format csv --csv-formulas keep')).toMatchObject({
      maxConcurrency: 3,
      rowFormat: 'csv',
      csvFormulas: 'keep',
    });
  });

  it('does not abbreviate, and lets the last of two win', () => {
    expect(parse('--engine offline --max_conc 3').maxConcurrency).toBeNull();
    expect(parse('--engine offline --language de --language en').language).toBe('en');
  });

  it('strips the quotes that the driver may leave', () => {
    expect(parseArguments(['--engine', '"offline"', '--input_root', "'/mnt/a b'"], {}).inputRoot).toBe(
      '/mnt/a b',
    );
  });

  it('keeps a partition that looks like a number or has odd characters', () => {
    expect(parse('--engine offline --input_partition 007').inputPartition).toBe('007');
    expect(parse('--engine offline --input_partition /2020/08/').inputPartition).toBe('2020/08');
  });

  it('takes the day of a date and time, which is what a schedule of AML passes', () => {
    const moments = ['2020-08-07T23:30:00Z', '2020-08-07T23:30:00.1234567+02:00', '2020-08-07T23:30'];
    const partitions = moments.map((at) => parse(`--engine offline --input_partition ${at}`).inputPartition);
    expect(partitions).toEqual(['2020/08/07', '2020/08/07', '2020/08/07']);
  });

  it('rejects a date and time of another form, which no folder has', () => {
    expect(problemsOf(['--engine', 'offline', '--input_partition', '08/07/2020 23:30:00'])).toHaveLength(1);
  });

  it('names the output folder from the environment when the argv does not', () => {
    expect(parse('--engine offline', { AZUREML_BI_OUTPUT_PATH: '/out' }).host.outputFolder).toBe('/out');
  });

  it.each([
    '--run_invocation_timeout 90 --task_overhead_timeout 120 --run_max_try 5 --mini_batch_size 50',
    '--run-invocation-timeout=90 --task-overhead-timeout=120 --run-max-try=5 --mini-batch-size=50',
  ])('takes the time and the attempts of a mini-batch from %s', (line) => {
    expect(parse(`--engine offline ${line}`).host).toMatchObject({
      runInvocationTimeout: 90,
      taskOverheadTimeout: 120,
      miniBatchSize: 50,
      runMaxTry: 5,
      ignoredArguments: [],
    });
  });

  it.each(['0', '-5', '1.5', 'soon', ''])('leaves %j seconds and attempts to AML', (value) => {
    const argv = ['--engine', 'offline', `--run_invocation_timeout=${value}`, `--run_max_try=${value}`];
    expect(parseArguments(argv, {}).host).toMatchObject({ runInvocationTimeout: null, runMaxTry: null });
  });

  it('never shows the value of a foreign flag', () => {
    expect(parse('--engine offline --token=hunter2').host.ignoredArguments).toEqual(['--token']);
  });

  it('reports every problem at once with the value received and what is accepted', () => {
    const argv = [
      '--engine',
      'magic',
      '--max_concurrency',
      '0',
      '--input_partition',
      '../etc',
      '--kv_readapi',
      'a_b',
    ];
    expect(problemsOf(argv)).toEqual([
      '--input_partition is "../etc": give folder names joined by slashes, for example 2020/08/07 for a day or 2020/08 for a month, or a day as 2020-08-07, 20200807 or 2020-08-07T23:30:00Z; leave the option out to read every image.',
      '--engine is "magic": give one of read, read-container, document-intelligence, image-analysis, offline.',
      '--kv_readapi is "a_b": give a Key Vault secret name: 1 to 127 letters, digits and dashes.',
      '--max_concurrency is "0": give a whole number from 1 to 1000.',
    ]);
  });

  it.each(['--engine', '--input_root', '--metadata', '--row_detail', '--max_concurrency'])(
    'says that %s has no value',
    (flag) => {
      expect(problemsOf(['--engine', 'offline', flag]).join()).toMatch(
        new RegExp(`^${flag} has no value: give `),
      );
    },
  );

  it('reads with the Read API when its secret is named', () => {
    expect(parse('--kv_readapi readapisecret').engine).toBe('read');
  });

  it('never falls back to an engine that was not chosen', () => {
    expect(problemsOf([])).toEqual([
      expect.stringMatching(/^No engine is chosen: give --kv_readapi NAME.* --engine offline/),
    ]);
    expect(problemsOf(['--kv_customimage', 'customimagesecret'])).toHaveLength(1);
  });

  it.each([
    ['--engine read', /^--engine read needs a key: give --kv_readapi NAME/],
    ['--engine image-analysis --service_auth entra', /^--service_auth entra needs --read_endpoint URL/],
    ['--engine read-container', /^--engine read-container needs --read_endpoint URL/],
    ['--engine read --kv_readapi secret --model v6', /^--model v6 is a model of --engine offline/],
  ])('says what is wrong with %s', (line, problem) => {
    expect(problemsOf(line.split(' '))).toEqual([expect.stringMatching(problem)]);
  });

  it.each([
    ['0.5', 0.5],
    ['.25', 0.25],
    ['1', 1],
    ['0', 0],
  ])('takes %s as a probability', (text, probability) => {
    const options = parse(`--engine offline --custom_vision_minimum_probability ${text}`);
    expect(options.customVision.minimumProbability).toBe(probability);
  });

  it.each([
    ['30', 30],
    ['0.5', 0.5],
    ['.25', 0.25],
  ])('takes %s as requests per second', (text, tps) => {
    expect(parse(`--engine offline --service_tps ${text}`).service.tps).toBe(tps);
  });

  it.each(['0', '0.0', '-1', '30/s', '1e3', '123456'])('rejects %s as requests per second', (text) => {
    expect(() => parse(`--engine offline --service_tps=${text}`)).toThrow(
      `--service_tps is "${text}": give requests per second: a number above 0`,
    );
  });

  it.each([
    [{ AZUREML_NODE_COUNT: '3', AZ_BATCH_NODE_LIST: '10.0.0.4' }, 3],
    [{ AZ_BATCH_NODE_LIST: '10.0.0.4;10.0.0.5;' }, 2],
    [{ AZUREML_NODE_COUNT: '' }, null],
    [{}, null],
  ])('takes the nodes from %j', (env, nodeCount) => {
    expect(parseArguments(['--engine', 'offline'], env).host.nodeCount).toBe(nodeCount);
  });

  it.each(['1.5', '-0.1', '50%', '1e-3'])('rejects %s as a probability', (text) => {
    expect(problemsOf(['--engine', 'offline', `--custom_vision_minimum_probability=${text}`])).toHaveLength(
      1,
    );
  });

  it.each(['3', '1-4', '5-', '-7', '1-3,7'])('takes %s as pages', (pages) => {
    expect(parse(`--engine offline --pages=${pages}`).service.pages).toEqual(pages.split(','));
  });
  it('wants --metadata with --metadata_key', () => {
    expect(problemsOf(['--engine', 'offline', '--metadata_key', 'id'])).toHaveLength(1);
  });

  it('never throws anything but its own error, whatever the argv', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('--engine', 'offline', '--', '-', '--=', '--metadata', '-e'),
    );
    fc.assert(fc.property(fc.array(word), (argv) => problemsOf(argv).length >= 0));
  });
});
