// Makes pinyin.txt: node make-pinyin.mjs <folder with node_modules/pinyin-pro>
// First part: one syllable a line and the characters whose first reading it is, without tones (ü as v).
// Second part, after «=»: phrases whose reading is not that of their characters, written by hand below
// a phrase that says nothing new is left out, unless + keeps it: 社会 before 计划 is no 会计.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'

const { pinyin } = createRequire(`${process.argv[2]}/`)('pinyin-pro')
const read = char => pinyin(char, { toneType: 'none', type: 'array', v: true })[0]

const bySyllable = new Map()
const syllableOf = new Map()
for (let code = 0x4e00; code <= 0x9fff; code++) {
  const char = String.fromCharCode(code)
  const syllable = read(char)
  if (!/^[a-z]+$/.test(syllable)) continue
  syllableOf.set(char, syllable)
  bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + char)
}

const phrases = `
局长 ju zhang;县长 xian zhang;市长 shi zhang;省长 sheng zhang;镇长 zhen zhang;乡长 xiang zhang;区长 qu zhang;村长 cun zhang;科长 ke zhang
部长 bu zhang;厅长 ting zhang;处长 chu zhang;校长 xiao zhang;院长 yuan zhang;所长 suo zhang;站长 zhan zhang;队长 dui zhang;组长 zu zhang
股长 gu zhang;董事长 dong shi zhang;秘书长 mi shu zhang;检察长 jian cha zhang;家长 jia zhang;首长 shou zhang
增长 zeng zhang;成长 cheng zhang;生长 sheng zhang;长子 zhang zi;长辈 zhang bei;河长 he zhang;林长 lin zhang;田长 tian zhang;路长 lu zhang
重大 zhong da;重点 zhong dian;重要 zhong yao;重视 zhong shi;重新 chong xin;重复 chong fu;重建 chong jian;重组 chong zu;重申 chong shen
重庆 chong qing;重阳 chong yang;重修 chong xiu;重启 chong qi;重叠 chong die
行政 xing zheng;行为 xing wei;执行 zhi xing;银行 yin hang;行业 hang ye
农商行 nong shang hang;各行各业 ge hang ge ye
会计 kuai ji;财会 cai kuai;会议 hui yi;调研 diao yan;调查 diao cha;调动 diao dong;调度 diao du;调配 diao pei;抽调 chou diao;借调 jie diao
调任 diao ren;选调 xuan diao;调入 diao ru;调出 diao chu;调取 diao qu;调离 diao li;商调 shang diao;征调 zheng diao
调整 tiao zheng;调解 tiao jie;调节 tiao jie;调控 tiao kong;协调 xie tiao;参与 can yu;参保 can bao;人参 ren shen;参差 cen ci
利率 li lv;税率 shui lv;费率 fei lv;比率 bi lv;汇率 hui lv;效率 xiao lv;概率 gai lv;频率 pin lv;就业率 jiu ye lv;失业率 shi ye lv
合格率 he ge lv;满意率 man yi lv;办结率 ban jie lv;公开率 gong kai lv;覆盖率 fu gai lv;率先 shuai xian;出差 chu chai;差旅 chai lv
音乐 yin yue;乐器 yue qi;校对 jiao dui;校验 jiao yan;校准 jiao zhun;校核 jiao he;着力 zhuo li;着重 zhuo zhong;着手 zhuo shou;着眼 zhuo yan
首都 shou du;都市 du shi;成都 cheng du;都江堰 du jiang yan;大夫 dai fu;了解 liao jie;目的 mu di;返还 fan huan;归还 gui huan;偿还 chang huan
还款 huan kuan;退还 tui huan;还贷 huan dai;交还 jiao huan;还本 huan ben;还林 huan lin;还田 huan tian;给予 ji yu;供给 gong ji;补给 bu ji
给付 ji fu;配给 pei ji;自给 zi ji;便宜 pian yi;厦门 xia men;西藏 xi zang;宝藏 bao zang;反省 fan xing;畜牧 xu mu;牲畜 sheng chu
畜禽 chu qin;相称 xiang chen;住宿 zhu su;种植 zhong zhi;处理 chu li;处罚 chu fa;记载 ji zai;下载 xia zai;登载 deng zai;承载 cheng zai
安宅 an zhai;朝阳 chao yang;曝光 bao guang;一曝 yi pu;露天 lu tian;剥离 bo li;薄弱 bo ruo;削减 xue jian;血液 xue ye;秘鲁 bi lu
银行行长 yin hang hang zhang;协会会长 xie hui hui zhang;+社会 she hui;+机会 ji hui;+全部 quan bu;+扩大 kuo da;+完成 wan cheng;+单位 dan wei;+简单 jian dan
六安 lu an;东阿 dong e;番禺 pan yu;蚌埠 beng bu;亳州 bo zhou;丽水 li shui;台州 tai zhou;洪洞 hong tong;莘县 shen xian;单县 shan xian
蔚县 yu xian;乐亭 lao ting;浚县 xun xian;涡阳 guo yang;铅山 yan shan;婺源 wu yuan;歙县 she xian;黟县 yi xian;盱眙 xu yi;燕山 yan shan
尉犁 yu li;阆中 lang zhong;犍为 qian wei;筠连 jun lian;郫都 pi du;荥经 ying jing;荥阳 xing yang;长子县 zhang zi xian
`.split(/[\n;]/).filter(Boolean).map(line => line.split(' '))

const lines = [...bySyllable].sort(([a], [b]) => (a < b ? -1 : 1)).map(([syllable, chars]) => `${syllable} ${chars}`)
const exceptions = phrases.filter(([word, ...reading]) => {
  if (reading.length !== word.replace('+', '').length) throw new Error(word)
  return word.startsWith('+') || [...word].some((char, i) => syllableOf.get(char) !== reading[i])
})
writeFileSync(new URL('pinyin.txt', import.meta.url),
  [...lines, '=', ...exceptions.map(parts => parts.join(' ').replace('+', ''))].join('\n') + '\n')
console.log(`${syllableOf.size} characters, ${lines.length} syllables, ${exceptions.length} phrases`)
