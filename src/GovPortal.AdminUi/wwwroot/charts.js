// Draws the charts of a page from the figures beside their tables, and keeps a page with data-live up to date: when the server says
// that something changed, the page is read again and its live part put in place. Without this file the tables stay open.
(() => {
  'use strict';
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const number = new Intl.NumberFormat(document.documentElement.lang || 'zh-CN', { maximumFractionDigits: 2 });
  let drawn = [];

  function ink(element, name) { return getComputedStyle(element).getPropertyValue(name).trim(); }

  const tones = { neutral: '--gp-line-input', info: '--gp-accent-ink', success: '--gp-success-ink', warning: '--gp-warning-line', danger: '--gp-danger-ink' };

  function options(figure, data) {
    const upright = data.kind !== 'rows';
    const stacked = data.kind === 'stack' || data.kind === 'rows';
    const text = { color: ink(figure, '--gp-ink-3'), fontFamily: ink(figure, '--gp-font') };
    const values = { type: 'value', min: 0, max: data.max ?? undefined, minInterval: 1, splitLine: { lineStyle: { color: ink(figure, '--gp-line-soft') } }, axisLabel: { ...text, hideOverlap: true } };
    const names = {
      type: 'category', data: data.labels, inverse: !upright, boundaryGap: data.kind !== 'line', axisTick: { show: false }, axisLine: { lineStyle: { color: ink(figure, '--gp-line') } },
      axisLabel: { ...text, hideOverlap: true, ...(upright ? {} : { width: 110, overflow: 'truncate', interval: 0 }) }
    };
    return {
      animation: false,
      grid: { left: 8, right: upright ? 12 : 28, top: 16, bottom: 8, containLabel: true },
      xAxis: upright ? names : values,
      yAxis: upright ? values : names,
      series: data.series.map(s => ({
        type: data.kind === 'line' ? 'line' : 'bar', name: s.name, data: s.values, stack: stacked ? 'all' : undefined, barMaxWidth: upright ? 26 : 16, connectNulls: true,
        showSymbol: data.labels.length < 16, symbolSize: 5, lineStyle: { width: 2 }, itemStyle: { color: ink(figure, tones[s.tone] ?? tones.info) },
        label: { show: !stacked && data.kind === 'bar' && data.labels.length < 14, position: 'top', color: ink(figure, '--gp-ink-2'), formatter: p => p.value ? number.format(p.value) : '' }
      }))
    };
  }

  function draw(within) {
    if (!window.echarts) return;
    $$('.gp-chart', within).forEach(figure => {
      const data = JSON.parse(figure.dataset.chart);
      const area = figure.querySelector('.gp-chart-area');
      if (data.kind === 'rows') area.style.height = `${data.labels.length * 26 + 48}px`;
      figure.classList.add('is-drawn');
      figure.querySelector('.gp-chart-table').open = false;
      const chart = window.echarts.init(area, null, { renderer: 'svg' });
      chart.setOption(options(figure, data));
      drawn.push({ figure, chart, data });
    });
  }

  function forget() { drawn.forEach(d => d.chart.dispose()); drawn = []; }

  window.addEventListener('resize', () => drawn.forEach(d => d.chart.resize()));
  window.addEventListener('beforeprint', () => $$('.gp-chart-table').forEach(d => { d.open = true; }));
  dark.addEventListener('change', () => drawn.forEach(d => d.chart.setOption(options(d.figure, d.data), true)));
  draw(document);

  // --- Live pages.
  const live = document.querySelector('[data-live]');
  if (!live || !window.EventSource) return;
  let timer = null;
  let reading = false;

  async function renew() {
    timer = null;
    if (reading || document.hidden) { if (document.hidden) document.addEventListener('visibilitychange', later, { once: true }); else later(); return; }
    reading = true;
    try {
      const answer = await fetch(location.href, { headers: { 'X-Requested-With': 'live' }, credentials: 'same-origin' });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-live]');
      if (!page) return;
      const open = $$('details[open]', live).map(d => d.closest('figure')?.querySelector('.gp-chart-area')?.getAttribute('aria-label'));
      forget();
      live.replaceChildren(...page.childNodes);
      draw(live);
      $$('details.gp-chart-table', live).forEach(d => { if (open.includes(d.closest('figure')?.querySelector('.gp-chart-area')?.getAttribute('aria-label'))) d.open = true; });
    } finally {
      reading = false;
    }
  }

  // What comes in a burst is shown once.
  function later() { timer ??= setTimeout(renew, 1500); }

  const source = new EventSource(live.dataset.live);
  source.addEventListener('changed', later);
  source.addEventListener('open', () => { live.dataset.state = 'on'; });
  source.addEventListener('error', () => { live.dataset.state = 'off'; });
  window.addEventListener('pagehide', () => source.close());
})();
