// Makes dict.txt.gz from jieba's dict.txt: node make-dict.mjs <path of dict.txt>
// Keeps words made of Han characters only, drops the part of speech, sorts by code unit
// (the trie is built in one pass over sorted words), and writes a gzip without a time stamp.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const han = /^[\u3007\u3400-\u4dbf\u4e00-\u9fff]+$/;
const words = readFileSync(process.argv[2], 'utf8').split('\n')
  .map(line => line.split(' '))
  .filter(([word, count]) => count && han.test(word))
  .map(([word, count]) => [word, Math.max(1, Number(count))])
  .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

writeFileSync(new URL('dict.txt.gz', import.meta.url),
  gzipSync(words.map(([word, count]) => `${word} ${count}\n`).join(''), { level: 9 }));
console.log(`${words.length} words`);
