import { type ScaffoldNames, textInputs } from './scaffold-names.ts';

type Edit = readonly [find: string, put: string];

/** The files of `aml/v2` that a run needs, and what is changed in each. */
const EDITS: Readonly<Record<string, (names: ScaffoldNames) => readonly Edit[]>> = {
  'compute.yml': ({ compute }) => [['name: ocr-cluster', `name: ${scalar(compute)}`]],
  'datastore.yml': ({ datastore, storageAccount, container }) => [
    [' --set account_name=ACCOUNT container_name=CONTAINER', ''],
    ['\nname: ocr_images', `\nname: ${scalar(datastore)}`],
    ...(storageAccount === null
      ? []
      : ([['account_name: ocrimages', `account_name: ${scalar(storageAccount)}`]] as const)),
    ...(container === null
      ? []
      : ([['container_name: images', `container_name: ${scalar(container)}`]] as const)),
  ],
  'environment-image.yml': ({ image }) => [
    ['Build the image yourself:', 'Build the image yourself, in a checkout of parallel-run-ocr:'],
    ...(image === null
      ? []
      : ([
          [' --set image=REGISTRY.azurecr.io/parallel-run-ocr:1', ''],
          ['image: ocrregistry.azurecr.io/parallel-run-ocr:1', `image: ${scalar(image)}`],
        ] as const)),
  ],
  'component.yml': () => [],
  'data.yml': (names) => dataEdits(names),
  'pipeline-job.yml': (names) => jobEdits(names),
};

export const SCAFFOLDED_YAML: readonly string[] = Object.keys(EDITS);

/**
 * A file of `aml/v2` with a user's names in place of the example's.
 *
 * @throws Error when the file is not the one that the edits were written for, which is a defect
 */
export function tailor(file: string, template: string, names: ScaffoldNames): string {
  const edits = EDITS[file]?.(names) ?? [];
  return edits.reduce((text, [find, put]) => {
    if (!text.includes(find)) throw new Error(`aml/v2/${file} has no ${JSON.stringify(find)}`);
    return text.replaceAll(find, () => put);
  }, template);
}

const EXAMPLE_INPUTS = `  input_partition: 2020/08/07
  # Names of secrets, never secrets: inputs are shown in the studio and kept forever.
  kv_readapi: readapisecret
  kv_customimage: customimagesecret
`;
const EXAMPLE_BINDINGS = `      input_partition: \${{parent.inputs.input_partition}}
      kv_readapi: \${{parent.inputs.kv_readapi}}
      kv_customimage: \${{parent.inputs.kv_customimage}}
`;

/** A version of a data asset has no slash. */
function dataEdits({ datastore, inputPartition }: ScaffoldNames): Edit[] {
  const partition = inputPartition ?? '2020/08/07';
  return [
    ['azureml://datastores/ocr_images/paths/', `azureml://datastores/${datastore}/paths/`],
    ['2020/08/07', partition],
    ['2020-08-07', partition.replaceAll(/[^\w.-]/g, '-')],
  ];
}

/** What the example says of the partition that it reads. */
const WITHOUT_PARTITION: readonly Edit[] = [
  [' --set inputs.input_partition=2020/08/07', ''],
  ['Read the images of a day', 'Read the images'],
  ['every image of one partition', 'every image'],
  [
    `so that rows contain the full path of an image. AML lists all of it, and each image outside the
  # partition gets a skipped row. If that is too much, mount one day (see data.yml) and omit input_partition.`,
    'so that rows contain the full path of an image. For one day, mount it (see data.yml).',
  ],
];

function jobEdits(names: ScaffoldNames): Edit[] {
  const inputs = textInputs(names);
  const lines = inputs.map(([input, value]) => `  ${input}: ${scalar(value)}\n`);
  const bindings = inputs.map(([input]) => `      ${input}: \${{parent.inputs.${input}}}\n`);
  const comment = '  # Names of secrets, never secrets: inputs are shown in the studio and kept forever.\n';
  const hasSecrets = names.kvReadapi !== null || names.kvCustomimage !== null;
  return [
    ...(names.inputPartition === null
      ? WITHOUT_PARTITION
      : ([['inputs.input_partition=2020/08/07', `inputs.input_partition=${names.inputPartition}`]] as const)),
    ['default_compute: azureml:ocr-cluster', `default_compute: azureml:${names.compute}`],
    ['azureml://datastores/ocr_images/paths/', `azureml://datastores/${names.datastore}/paths/`],
    [EXAMPLE_INPUTS, `${hasSecrets ? comment : ''}${lines.join('')}`],
    [EXAMPLE_BINDINGS, bindings.join('')],
  ];
}

/** A text of YAML that stays a text: https://yaml.org/spec/1.2.2/#103-core-schema, and the words of YAML 1.1. */
function scalar(text: string): string {
  const isPlain =
    /^[A-Za-z][\w./:@-]*$/.test(text) && !/^(?:true|false|null|yes|no|on|off|y|n)$|:$/i.test(text);
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}
