import { fitted } from './plate.mjs';

/** @typedef {import('./plate.mjs').Plate} Plate */

/** The size of the drawing of a whole car, seen from the front. */
export const CAR = { width: 2000, height: 1500 };

/**
 * @param {Plate} plate
 * @param {{ paint: [light: string, dark: string], lamps: 'on' | 'off', plateWidth: number }} look
 */
export function carFront(plate, { paint: [light, dark], lamps, plateWidth }) {
  const placed = fitted(
    plate,
    1000 - plateWidth / 2,
    1118 - (plate.height * plateWidth) / plate.width / 2,
    plateWidth,
  );
  const { x, y, width, height } = placed.box;
  const svg = `
    <defs>
      <linearGradient id="body" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${light}"/><stop offset="0.42" stop-color="${light}"/><stop offset="0.6" stop-color="${dark}"/><stop offset="1" stop-color="${dark}"/></linearGradient>
      <linearGradient id="hood" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${dark}"/><stop offset="0.5" stop-color="${light}"/><stop offset="1" stop-color="${light}"/></linearGradient>
      <linearGradient id="across" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#000" stop-opacity="0.45"/><stop offset="0.2" stop-color="#000" stop-opacity="0"/><stop offset="0.8" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity="0.45"/></linearGradient>
      <linearGradient id="glass" x1="0" y1="0" x2="0.35" y2="1"><stop offset="0" stop-color="#a9c0cf"/><stop offset="0.38" stop-color="#4f6472"/><stop offset="1" stop-color="#171f26"/></linearGradient>
      <linearGradient id="chrome" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#f2f4f5"/><stop offset="0.5" stop-color="#7d848a"/><stop offset="1" stop-color="#d3d7da"/></linearGradient>
      <radialGradient id="bulb"><stop offset="0" stop-color="#fff"/><stop offset="0.5" stop-color="${lamps === 'on' ? '#fff7df' : '#b9c4cb'}"/><stop offset="1" stop-color="${lamps === 'on' ? '#e9d9a5' : '#5d686f'}"/></radialGradient>
      <filter id="soft"><feGaussianBlur stdDeviation="14"/></filter>
    </defs>
    <ellipse cx="1000" cy="1425" rx="900" ry="52" fill="#000" fill-opacity="0.55" filter="url(#soft)"/>
    ${wheel(200)}${wheel(1570)}
    <path d="M470 560C540 240 620 130 740 108C900 88 1100 88 1260 108C1380 130 1460 240 1530 560Z" fill="url(#body)"/>
    <path d="M545 548C600 290 660 190 760 172C900 154 1100 154 1240 172C1340 190 1400 290 1455 548C1200 500 800 500 545 548Z" fill="url(#glass)" stroke="#0d1114" stroke-width="12"/>
    <path d="M690 470Q720 330 790 330T890 470ZM1110 470Q1140 330 1210 330T1310 470Z" fill="#0c1013" fill-opacity="0.6"/>
    <path d="M700 195L560 530L660 515L800 180Z" fill="#fff" fill-opacity="0.16"/>
    <rect x="930" y="180" width="140" height="36" rx="12" fill="#0b0d0f"/>
    <path d="M640 545L980 512M1020 512L1300 538" stroke="#0b0d0f" stroke-width="10"/>
    ${mirror(1)}${mirror(-1)}
    <path d="M215 860C225 690 330 600 480 555C800 505 1200 505 1520 555C1670 600 1775 690 1785 860L1800 1200C1795 1290 1740 1325 1670 1330H330C260 1325 205 1290 200 1200Z" fill="url(#body)" stroke="#000" stroke-opacity="0.5" stroke-width="5"/>
    <path d="M290 760C350 640 440 590 540 565C820 520 1180 520 1460 565C1560 590 1650 640 1710 760C1500 715 1300 735 1250 780H750C700 735 500 715 290 760Z" fill="url(#hood)"/>
    <path d="M700 560L740 780M1300 560L1260 780" stroke="#000" stroke-opacity="0.18" stroke-width="8" fill="none"/>
    <path d="M600 610C800 580 1200 580 1400 610" stroke="#fff" stroke-opacity="0.5" stroke-width="26" fill="none" filter="url(#soft)"/>
    ${grille()}
    ${headLamp(1)}${headLamp(-1)}
    <path d="M205 1010C500 1045 1500 1045 1795 1010" stroke="#000" stroke-opacity="0.4" stroke-width="7" fill="none"/>
    <path d="M520 1215H1480L1420 1300H580Z" fill="#101214" stroke="#2b2e31" stroke-width="8"/>
    <path d="M570 1240H1440M560 1268H1430" stroke="#2f3336" stroke-width="10"/>
    <path d="M260 1170H440L420 1270H285ZM1740 1170H1560L1580 1270H1715Z" fill="#14171a"/>
    <circle cx="350" cy="1220" r="34" fill="url(#bulb)"/><circle cx="1650" cy="1220" r="34" fill="url(#bulb)"/>
    <path d="M215 860C225 690 330 600 480 555C800 505 1200 505 1520 555C1670 600 1775 690 1785 860L1800 1200C1795 1290 1740 1325 1670 1330H330C260 1325 205 1290 200 1200Z" fill="url(#across)"/>
    <rect x="${x - 14}" y="${y - 12}" width="${width + 28}" height="${height + 30}" rx="12" fill="#111315"/>
    ${placed.svg}`;
  return { svg, box: placed.box };
}

/** @param {number} x */
function wheel(x) {
  return `<rect x="${x}" y="1160" width="230" height="270" rx="44" fill="#0c0d0e"/><path d="M${x + 40} 1200V1420M${x + 95} 1200V1424M${x + 150} 1200V1424M${x + 200} 1200V1420" stroke="#25282b" stroke-width="9"/>`;
}

/** @param {1 | -1} side */
function mirror(side) {
  return `<g transform="translate(1000 0) scale(${side} 1)"><path d="M-520 540L-560 500" stroke="#15181a" stroke-width="34"/><path d="M-550 520Q-560 430 -640 425Q-720 425 -716 480Q-712 540 -640 540Z" fill="url(#body)" stroke="#000" stroke-opacity="0.5" stroke-width="6"/></g>`;
}

function grille() {
  const slats = Array.from(
    { length: 5 },
    (_, row) => `M${668 + row * 8} ${838 + row * 34}H${1332 - row * 8}`,
  ).join('');
  return `<path d="M640 810H1360L1310 1000H690Z" fill="#0e1012" stroke="url(#chrome)" stroke-width="14"/><path d="${slats}" stroke="#4a4f54" stroke-width="12"/><ellipse cx="1000" cy="890" rx="66" ry="52" fill="url(#chrome)" stroke="#3a3f44" stroke-width="6"/><path d="M1000 852L1036 890L1000 928L964 890Z" fill="#2c3136"/>`;
}

/** @param {1 | -1} side */
function headLamp(side) {
  return `<g transform="translate(1000 0) scale(${side} 1)"><path d="M-730 800Q-560 770 -400 830L-420 930Q-560 960 -700 925Q-760 900 -730 800Z" fill="#cfd8de" stroke="#1a1d20" stroke-width="10"/><circle cx="-635" cy="865" r="58" fill="url(#bulb)" stroke="#4c555b" stroke-width="6"/><circle cx="-500" cy="872" r="46" fill="url(#bulb)" stroke="#4c555b" stroke-width="6"/><path d="M-720 905Q-560 950 -420 915" stroke="#e08a2c" stroke-width="16" fill="none"/></g>`;
}
