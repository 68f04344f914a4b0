import { expect, it } from 'vitest';
import { inputFolders } from '../../src/config/input-folders.ts';

it.each([
  ['nothing', [], null, {}, []],
  ['--input_root', [], '/mnt/root', {}, ['/mnt/root']],
  ['the path of an input', ['--input_asset_images', '/mnt/a'], null, {}, ['/mnt/a']],
  ['the same with =', ['--input_fds_0=/mnt/a'], null, {}, ['/mnt/a']],
  [
    'a name, in the variable of SDK v1',
    ['--input_fds_0', 'images'],
    null,
    { AZUREML_DATAREFERENCE_images: '/mnt/b' },
    ['/mnt/b'],
  ],
  ['a name, which is the variable', ['--input_fds_0', 'images'], null, { images: '/mnt/c' }, ['/mnt/c']],
  [
    'a name, in the variable of v2',
    ['--input_fds_0', 'images'],
    null,
    { AZURE_ML_INPUT_images: '/mnt/d' },
    ['/mnt/d'],
  ],
  [
    'a name, below the common runtime',
    ['--input_fds_0', 'images'],
    null,
    { AZUREML_CR_DATA_CAPABILITY_PATH: '/cap' },
    ['/cap/INPUT_images'],
  ],
  ['no argument: every input', [], null, { AZURE_ML_INPUT_images: '/mnt/d', HOME: '/root' }, ['/mnt/d']],
  ['a name that nothing knows', ['--input_fds_0', 'input'], null, {}, []],
  ['no value', ['--input_fds_0'], null, {}, []],
  ['our own arguments', ['--input_partition', '/2020/08/07'], null, {}, []],
])('from %s', (_, argv, inputRoot, env, folders) => {
  expect(inputFolders(argv, inputRoot, env)).toEqual(folders);
});
