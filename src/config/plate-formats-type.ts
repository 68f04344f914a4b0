import { checkPlateFormats, parsePlateFormats } from '../plates/parse-plate-formats.ts';
import type { PlateFormat } from '../plates/plate-format.ts';
import type { OptionType } from './option.ts';

export const plateFormatsType: OptionType<readonly PlateFormat[]> = {
  check: checkPlateFormats,
  parse: parsePlateFormats,
};
