/** @typedef {import('./paper.mjs').ReceiptLine} ReceiptLine */

/** @type {ReceiptLine[]} */
export const GROCERIES = [
  { centre: 'GREEN VALLEY MARKET', large: true },
  { centre: '48 Orchard Road' },
  { centre: 'Tel. 555 0142' },
  'rule',
  { left: 'WHOLE MILK', right: '2.38' },
  { left: 'RYE BREAD', right: '3.25' },
  { left: 'TOMATOES', right: '4.06' },
  { left: 'BUTTER', right: '2.79' },
  { left: 'APPLE JUICE', right: '5.40' },
  { left: 'COFFEE BEANS', right: '8.95' },
  'rule',
  { left: 'SUBTOTAL', right: '26.83' },
  { left: 'TAX 7%', right: '1.88' },
  { left: 'TOTAL', right: '28.71', large: true },
  { left: 'CASH', right: '30.00' },
  { left: 'CHANGE', right: '1.29' },
  'rule',
  { left: '07/08/2020', right: '18:42' },
  { centre: 'THANK YOU FOR SHOPPING' },
];

/** @type {ReceiptLine[]} */
export const FUEL = [
  { centre: 'NORTHGATE FUEL', large: true },
  { centre: 'Highway 27, Exit 14' },
  'rule',
  { left: 'PUMP', right: '6' },
  { left: 'UNLEADED 95' },
  { left: '38.42 L', right: '1.459' },
  { left: 'AMOUNT', right: '56.05', large: true },
  'rule',
  { left: 'CARD', right: '**** 4471' },
  { left: 'APPROVED', right: '839265' },
  { left: '2020-08-08', right: '07:15' },
  { centre: 'DRIVE SAFELY' },
];

/** @type {ReceiptLine[]} */
export const PARKING = [
  { centre: 'CITY PARKING', large: true },
  { centre: 'Garage 3 - Level B' },
  'rule',
  { left: 'TICKET', right: '583274' },
  { left: 'IN', right: '08:26' },
  { left: 'OUT', right: '11:53' },
  { left: 'TIME', right: '3 h 27 min' },
  { left: 'PAID', right: '10.50', large: true },
  'rule',
  { centre: 'KEEP THIS RECEIPT' },
];

export const LETTER = [
  '# Notice to the residents',
  '',
  'The lift in the north wing will be renewed between the third and',
  'the fourteenth of September. During this time only the stairs and',
  'the goods lift next to the bicycle room can be used.',
  '',
  'Please plan deliveries of furniture for an earlier or a later date.',
  'The workshop starts at half past seven in the morning and stops',
  'at four in the afternoon; there will be noise on most days.',
  '',
  '# Keys and access',
  '',
  'Every flat receives two new key cards. They can be collected from',
  'the office on the ground floor, room 104, from Monday to Friday',
  'between nine and noon. Old cards stop working on 18 September.',
  '',
  'If you cannot use the stairs, call 555 0176 and we will find a',
  'solution together. A quiet room with tables and free coffee is',
  'open to everybody who works at home during the building weeks.',
  '',
  'With kind regards,',
  'The house management',
];

export const NOTICE = [
  '# Swimming lessons',
  '',
  'Courses for beginners start again on Tuesday,',
  '11 August 2020, in the indoor pool.',
  '',
  'Group A: 16:00 to 16:45, ages five to seven',
  'Group B: 17:00 to 17:45, ages eight to ten',
  'Group C: 18:00 to 19:00, adults',
  '',
  'Bring a towel, a cap and warm clothes for the way',
  'home. The first lesson is free for new members.',
  '',
  '# How to register',
  '',
  'Fill in the form at the desk or write a message',
  'with your name and the group you would like.',
  'Places are limited to twelve people per group.',
];
