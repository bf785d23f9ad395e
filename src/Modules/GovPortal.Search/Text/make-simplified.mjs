// Makes simplified.txt from the character tables of opencc-js: npm install opencc-js, then
// node make-simplified.mjs <path of node_modules/opencc-js>
// One line a simplified character: it, a space, the traditional characters written with it. Characters that are themselves
// in use in simplified texts (the set GB 2312: 著, 乾, 瞭) stay as they are, but for those listed in ALSO.
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const ALSO = '徵';
const { Converter } = await import(pathToFileURL(`${process.argv[2]}/dist/esm/full.js`));
const simplify = Converter({ from: 't', to: 'cn' });

const inUse = new Set();
const gbk = new TextDecoder('gbk');
for (let high = 0xb0; high <= 0xf7; high++) {
  for (let low = 0xa1; low <= 0xfe; low++) inUse.add(gbk.decode(Uint8Array.of(high, low)));
}

const lines = new Map();
for (let code = 0x3400; code <= 0x9fff; code++) {
  const from = String.fromCharCode(code);
  const to = simplify(from);
  if (to === from || to.length !== 1 || (inUse.has(from) && !ALSO.includes(from))) continue;
  lines.set(to, (lines.get(to) ?? '') + from);
}
writeFileSync(new URL('simplified.txt', import.meta.url),
  [...lines].sort(([a], [b]) => (a < b ? -1 : 1)).map(([to, from]) => `${to} ${from}\n`).join(''));
console.log(`${[...lines.values()].join('').length} characters`);
