/** The formats of cars that a country issues or that are still on its roads. */
interface NationalFormat {
  readonly patterns: readonly string[];
  /** The page that describes them. */
  readonly source: string;
}

/** By ISO 3166 code. */
export const NATIONAL_FORMATS: Readonly<Record<string, NationalFormat>> = {
  AR: {
    patterns: ['LLDDDLL', 'LLLDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Argentina',
  },
  BE: {
    patterns: ['DLLLDDD', 'LLLDDD', 'DDDLLL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Belgium',
  },
  BR: {
    patterns: ['LLLDLDD', 'LLLDDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Brazil',
  },
  // One to three letters of the district, one or two letters, one to four digits, eight characters at most.
  DE: {
    patterns: lettersThenDigits([2, 5], [1, 4], 8),
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Germany',
  },
  ES: {
    patterns: ['DDDDLLL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Spain',
  },
  FI: {
    patterns: ['LLLDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Finland',
  },
  FR: {
    patterns: ['LLDDDLL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_France',
  },
  GB: {
    patterns: ['LLDDLLL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_the_United_Kingdom',
  },
  IT: {
    patterns: ['LLDDDLL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Italy',
  },
  NL: {
    patterns: [
      'LLDDDD',
      'DDDDLL',
      'DDLLDD',
      'LLDDLL',
      'LLLLDD',
      'DDLLLL',
      'DDLLLD',
      'DLLLDD',
      'LLDDDL',
      'LDDDLL',
      'LLLDDL',
      'DLLDDD',
    ],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_the_Netherlands',
  },
  PT: {
    patterns: ['LLDDLL', 'DDLLDD', 'DDDDLL', 'LLDDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Portugal',
  },
  SE: {
    patterns: ['LLLDDD', 'LLLDDL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Sweden',
  },
  SK: {
    patterns: ['LLDDDLL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Slovakia',
  },
};

type Range = readonly [minimum: number, maximum: number];

function lettersThenDigits(letters: Range, digits: Range, longest: number): string[] {
  const patterns: string[] = [];
  for (let l = letters[0]; l <= letters[1]; l++) {
    for (let d = digits[0]; d <= digits[1]; d++) {
      if (l + d <= longest) patterns.push('L'.repeat(l) + 'D'.repeat(d));
    }
  }
  return patterns;
}
