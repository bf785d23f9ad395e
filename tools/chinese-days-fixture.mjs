// Writes tests/Fixtures/chinese-days.json, the oracle of the working calendar: for each day of 2007 to 2026 whether the npm
// package chinese-days calls it a working day (1) or not (0). Used by tests only, nothing of the package is shipped.
//   npm install chinese-days@1.5.7    (outside the repository)
//   node tools/chinese-days-fixture.mjs path/to/node_modules/chinese-days
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const folder = resolve(process.argv[2] ?? 'node_modules/chinese-days');
const about = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
const { isWorkday } = createRequire(import.meta.url)(folder);
const years = {};
for (let year = 2007; year <= 2026; year++) {
  let days = '';
  for (const day = new Date(Date.UTC(year, 0, 1)); day.getUTCFullYear() === year; day.setUTCDate(day.getUTCDate() + 1)) {
    days += isWorkday(day.toISOString().slice(0, 10)) ? '1' : '0';
  }
  years[year] = days;
}
writeFileSync(new URL('../tests/Fixtures/chinese-days.json', import.meta.url),
  JSON.stringify({ package: about.name, version: about.version, licence: about.license, years }, null, 2) + '\n');
