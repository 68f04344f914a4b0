/** The formats of cars that a country issues or that are still on its roads. */
interface NationalFormat {
  readonly patterns: readonly string[];
  /** Letters that none of these plates has. */
  readonly unusedLetters?: string;
  /** The page that describes them. */
  readonly source: string;
}

/** By ISO 3166 code. */
export const NATIONAL_FORMATS: Readonly<Record<string, NationalFormat>> = {
  AR: {
    patterns: ['LLDDDLL', 'LLLDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Argentina',
  },
  AT: {
    patterns: ['LDDDDDL', 'LDDDDLL', 'LDDDLL', 'LLDDDL', 'LLDDDLL', 'LLDDLL', 'LLDLLL'],
    unusedLetters: 'Q',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Austria',
  },
  AU: {
    patterns: ['LLDDLL', 'LLLDDL', 'DLLDLL', 'DDDLLL', 'LDDDLLL', 'DLLLDDD', 'LDDLL', 'LLLDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Australia',
  },
  BE: {
    patterns: ['DLLLDDD', 'LLLDDD', 'DDDLLL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Belgium',
  },
  BR: {
    patterns: ['LLLDLDD', 'LLLDDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Brazil',
  },
  CH: {
    patterns: lettersThenDigits([2, 2], [1, 6], 8),
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Switzerland',
  },
  CZ: {
    patterns: ['DLDDDDD', 'DLLDDDD'],
    unusedLetters: 'GOQW',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_the_Czech_Republic',
  },
  // One to three letters of the district, one or two letters, one to four digits, eight characters at most.
  DE: {
    patterns: lettersThenDigits([2, 5], [1, 4], 8),
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Germany',
  },
  ES: {
    patterns: ['DDDDLLL'],
    unusedLetters: 'AEIOUQ',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Spain',
  },
  FI: {
    patterns: ['LLLDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Finland',
  },
  FR: {
    patterns: ['LLDDDLL'],
    unusedLetters: 'IOU',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_France',
  },
  GB: {
    patterns: ['LLDDLLL'],
    unusedLetters: 'IQ',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_the_United_Kingdom',
  },
  // State, district of one or two digits, up to three letters, number; and the series of all states, `22 BH 1234 AA`.
  IN: {
    patterns: [
      'LLDDLLDDDD',
      'LLDDLDDDD',
      'LLDLLDDDD',
      'LLDLDDDD',
      'LLDLLLDDDD',
      'LLDDDDDD',
      'DDLLDDDDL',
      'DDLLDDDDLL',
    ],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_India',
  },
  IT: {
    patterns: ['LLDDDLL'],
    unusedLetters: 'IOQU',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Italy',
  },
  MX: {
    patterns: ['LLLDDDL', 'LLLDDDD', 'LLLDDD', 'LDDLLL', 'DDDLLL'],
    unusedLetters: 'IOQ',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Mexico',
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
  // Two letters of the district with five characters, or three with four or five.
  PL: {
    patterns: [
      ...['DDDDD', 'DDDDL', 'DDDLL', 'DLDDD', 'DLLDD'].map((rest) => `LL${rest}`),
      ...['LDDD', 'DDLL', 'DLDD', 'DDLD', 'DLLD', 'LLDD', 'DDDDD', 'DDDDL', 'DDDLL'].map(
        (rest) => `LLL${rest}`,
      ),
    ],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Poland',
  },
  PT: {
    patterns: ['LLDDLL', 'DDLLDD', 'DDDDLL', 'LLDDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Portugal',
  },
  SE: {
    patterns: ['LLLDDD', 'LLLDDL'],
    unusedLetters: 'IQV',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Sweden',
  },
  SK: {
    patterns: ['LLDDDLL'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Slovakia',
  },
  TR: {
    patterns: ['DDLDDDD', 'DDLDDDDD', 'DDLLDDD', 'DDLLDDDD', 'DDLLLDD', 'DDLLLDDD'],
    unusedLetters: 'QWX',
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_Turkey',
  },
  // The usual formats of the states; each state has its own.
  US: {
    patterns: [
      'LLLDDDD',
      'DLLLDDD',
      'DDDDLLL',
      'DLLDDDD',
      'LLDDDDD',
      'LLLDDD',
      'DDDLLL',
      'LLLDDL',
      'LLDDDD',
      'LLLLDD',
    ],
    source: 'https://en.wikipedia.org/wiki/United_States_license_plate_designs_and_serial_formats',
  },
  // With the letters of the province: `AB 12 CD GP`, `ABC 123 GP`; Western Cape: `CA 123-456`.
  ZA: {
    patterns: ['LLDDLLLL', 'LLLDDDLL', 'LLLDDDL', 'LLDDDDDD', 'LLLDDDDD'],
    source: 'https://en.wikipedia.org/wiki/Vehicle_registration_plates_of_South_Africa',
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
