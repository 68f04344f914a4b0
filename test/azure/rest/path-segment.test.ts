import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pathSegment } from '../../../src/azure/rest/path-segment.ts';
import { resourceId } from '../../../src/aml/workspace-paths.ts';

const WORKSPACE = { subscription: 's', resourceGroup: 'rg', name: 'ws' };

it.each(['', '.', '..', '%2e', '%2E.', '.%2e', '%2e%2e'])('%j is no segment of a path', (name) => {
  expect(() => pathSegment(name)).toThrow(`${JSON.stringify(name)} is not a name of Azure`);
  expect(() => resourceId(WORKSPACE, 'jobs', name)).toThrow('is not a name of Azure');
  expect(() => resourceId({ ...WORKSPACE, name }, 'jobs', 'a')).toThrow('is not a name of Azure');
});

it('keeps every other name in its segment, on its host', () => {
  const names = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('a/../..', '//evil', '\\..', '?a', '#a', '@evil', '...', 'ü', '\ud800'),
  );
  fc.assert(
    fc.property(names, (name) => {
      fc.pre(!/^(?:\.|%2e){0,2}$/i.test(name));
      const url = new URL(`https://management.azure.com/jobs/${pathSegment(name)}/cancel`);
      expect([url.host, url.search, url.hash]).toEqual(['management.azure.com', '', '']);
      expect(url.pathname.split('/').map(decodeURIComponent)).toEqual([
        '',
        'jobs',
        name.toWellFormed(),
        'cancel',
      ]);
    }),
  );
});
