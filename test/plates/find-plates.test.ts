import { describe, expect, it } from 'vitest';
import type { Box } from '../../src/contract/row.ts';
import { findPlates } from '../../src/plates/find-plates.ts';
import { normalisePlate } from '../../src/plates/plate-text.ts';
import { boxAt, type Drawn, linesOf, platesOf, textsOf } from './support.ts';

describe('a plate', () => {
  it('has its text, what was read, its place and no format', () => {
    expect(platesOf([['XB LK 7346', 641, 703, 173, 28]])).toEqual([
      {
        text: 'XBLK7346',
        raw: 'XB LK 7346',
        confidence: 0.81,
        box: boxAt(641, 703, 173, 28),
        page: 1,
        format: null,
      },
    ]);
  });

  it.each<[string, Drawn, readonly Drawn[]]>([
    ['a strip', ['RK-115AN', 30, 12, 119, 24], [['SK', 20, 26, 10, 9]]],
    ['a state', ['7KXR529', 350, 257, 407, 143], [['NORTH VALLEY', 407, 214, 284, 35]]],
    ['a country', ['WSQ 3021', 361, 548, 224, 54], [['CZECH REPUBLIC', 386, 604, 177, 21]]],
    ['a slogan', ['59 CAD', 265, 251, 74, 29], [['COLLECTOR', 278, 275, 53, 14]]],
    ['a badge', ['AZJ·6991', 571, 666, 213, 56], [['GOL', 348, 510, 70, 28]]],
    [
      'a sign',
      ['WA 56660', 239, 310, 79, 21],
      [
        ['EXIT 79B', 585, 112, 98, 24],
        ['NORTH', 541, 141, 69, 22],
      ],
    ],
    ['a seal', ['TS=260AK', 218, 296, 122, 30], [['SK', 302, 154, 31, 18]]],
    ['an emblem', ['W■053011', 366, 199, 119, 35], [['CD', 482, 145, 16, 17]]],
    ['a screw', ['KC4 ● Z3X', 10, 10, 61, 26], []],
    ['the time of the recording', ['KC4.Z3X', 447, 272, 67, 33], [['2014-06-17 08:44:02', 3, 1, 120, 20]]],
  ])('is found without %s', (_, plate, others) => {
    expect(textsOf([...others, plate])).toEqual([normalisePlate(plate[0])]);
    expect(textsOf(others)).toEqual([]);
  });

  it.each<[string, string, readonly Drawn[]]>([
    [
      'OK\n4711',
      'OK4711',
      [
        ['OK', 30, 17, 60, 28],
        ['4711', 93, 17, 95, 27],
      ],
    ],
    [
      'MU\nA\n123',
      'MUA123',
      [
        ['MU', 121, 59, 139, 74],
        ['A', 274, 56, 80, 72],
        ['123', 364, 58, 160, 71],
      ],
    ],
    [
      '627\nWWI',
      '627WWI',
      [
        ['627', 20, 20, 60, 30],
        ['WWI', 110, 21, 62, 30],
      ],
    ],
    [
      'YWK\n4T82',
      'YWK4T82',
      [
        ['YWK', 456, 197, 198, 118],
        ['4T82', 433, 312, 242, 117],
      ],
    ],
    // HP is the sign of Himachal Pradesh, and also a unit.
    [
      'HP 78\n3360',
      'HP783360',
      [
        ['HP 78', 457, 433, 62, 36],
        ['3360', 458, 461, 59, 32],
      ],
    ],
    [
      'KA 01\nAB 1234',
      'KA01AB1234',
      [
        ['KA 01', 40, 10, 100, 40],
        ['AB 1234', 10, 54, 160, 40],
      ],
    ],
  ])('of several lines, %j, is one', (raw, text, drawn) => {
    const [plate, ...more] = platesOf(drawn);
    expect(more).toEqual([]);
    expect(plate).toMatchObject({ raw, text });
  });

  it('in a turned picture is one as well', () => {
    const quarterTurned = ([x1, y1, x2, y2, x3, y3, x4, y4]: Box): Box => [
      -y1,
      x1,
      -y2,
      x2,
      -y3,
      x3,
      -y4,
      x4,
    ];
    const lines = linesOf([
      ['YWK', 456, 197, 198, 118],
      ['4T82', 433, 312, 242, 117],
    ]).map(({ text, confidence, box }) => ({ text, confidence, box: quarterTurned(box) }));
    const [plate] = findPlates([{ page: 1, lines }], [], []);
    expect(plate?.text).toBe('YWK4T82');
    expect(plate?.box).toEqual(quarterTurned(boxAt(433, 197, 242, 232)));
  });

  it('beside another car is one of two, the larger first', () => {
    const drawn = [
      ['AB 123 CD', 10, 10, 80, 20],
      ['EF 456 GH', 300, 10, 160, 40],
    ] as const;
    expect(textsOf(drawn)).toEqual(['EF456GH', 'AB123CD']);
  });

  it('of letters only is found where nothing else is as large', () => {
    expect(textsOf([['BIMMIAN', 201, 236, 357, 72]])).toEqual(['BIMMIAN']);
    expect(
      textsOf([
        ['BIMMIAN', 201, 236, 357, 72],
        ['ROAD WORK', 10, 10, 400, 60],
      ]),
    ).toEqual([]);
  });

  it.each([
    'Leeds LS1 4AP',
    '10.50',
    '08:26',
    '2012-05-12',
    '28 -46',
    'MAY 2012',
    '1200 KG',
    '$AB 1234',
    '©2012 ABC',
    '+49 30 123',
    'Page 12',
    'UNLEADED 95',
  ])('is not %s beside other text', (text) => {
    const sign: Drawn = ['STATION ROAD', 10, 100, 200, 30];
    expect(textsOf([[text, 10, 10, 120, 30], sign])).toEqual([]);
  });

  it('is not one of many lines of print of the same size', () => {
    const print = Array.from({ length: 20 }, (_, row): Drawn => [`AB ${1000 + row}`, 10, 60 * row, 100, 20]);
    expect(textsOf(print)).toEqual([]);
    expect(textsOf(print, 'LLDDDD')).toHaveLength(20);
    expect(platesOf(print, 'LLDDDD')[0]?.confidence).toBeLessThan(0.5);
    expect(textsOf([...print, ['CD 5678', 400, 10, 200, 40]])).toEqual(['CD5678']);
  });
});

describe('with --plate_formats', () => {
  it('look-alikes are resolved in the text, and stay in what was read', () => {
    expect(platesOf([['PP-587A0', 10, 10, 100, 25]], 'SK')).toMatchObject([
      { text: 'PP587AO', raw: 'PP-587A0', format: 'SK', confidence: 0.9 },
    ]);
  });

  it('a plate of a format comes before a larger one without', () => {
    const drawn: Drawn[] = [
      ['AB12 CDE', 10, 10, 160, 40],
      ['ABC1D23', 300, 10, 120, 30],
    ];
    expect(platesOf(drawn, 'BR').map(({ text, format }) => [text, format])).toEqual([
      ['ABC1D23', 'BR'],
      ['AB12CDE', null],
    ]);
  });

  it('the sign of a country and a state are cut off', () => {
    expect(platesOf([['D M AB 1234', 10, 10, 200, 30]], 'DE')).toMatchObject([
      { text: 'MAB1234', raw: 'M AB 1234' },
    ]);
    expect(platesOf([['BR ABC1D23 SP', 10, 10, 200, 30]], 'BR')).toMatchObject([
      { text: 'ABC1D23', raw: 'ABC1D23' },
    ]);
  });
});

describe('where a detector found a plate', () => {
  const region = { tag: 'licence plate', probability: 0.8, box: boxAt(100, 100, 200, 80) };
  const plates = (drawn: readonly Drawn[]) =>
    findPlates([{ page: 1, lines: linesOf(drawn) }], [region, { ...region, tag: 'car' }], []);

  it('its largest lines are the plate, whatever they say', () => {
    const drawn: Drawn[] = [
      ['GO', 110, 110, 60, 40],
      ['EUROPE', 110, 160, 60, 10],
    ];
    expect(plates(drawn)).toMatchObject([{ text: 'GO', raw: 'GO', confidence: 0.72 }]);
    expect(textsOf(drawn)).toEqual([]);
  });

  it('is listed once', () => {
    expect(plates([['AB 123 CD', 110, 110, 160, 40]]).map(({ text }) => text)).toEqual(['AB123CD']);
  });
});
