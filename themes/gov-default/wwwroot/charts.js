// Draws the bars of a table beside it. The table is the text; without this file the figures stay hidden.
(function () {
  'use strict';
  if (!window.echarts) return;
  var style = getComputedStyle(document.documentElement);
  var charts = [];

  function color(name) { return style.getPropertyValue(name).trim(); }

  function options(data) {
    var colors = [color('--accent'), color('--line-strong'), color('--warn')];
    var number = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 2 });
    return {
      animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      color: colors,
      grid: { left: 8, right: 72, top: 8, bottom: 8, containLabel: true },
      xAxis: { type: 'value', splitLine: { lineStyle: { color: color('--line') } }, axisLabel: { color: color('--ink-3'), hideOverlap: true } },
      yAxis: { type: 'category', inverse: true, data: data.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: color('--line-strong') } }, axisLabel: { color: color('--ink'), width: 180, overflow: 'break' } },
      series: data.series.map(function (s) {
        return { type: 'bar', name: s.name, data: s.values, barMaxWidth: 18, label: { show: true, position: 'right', color: color('--ink-2'), formatter: function (p) { return number.format(p.value); } } };
      })
    };
  }

  document.querySelectorAll('[data-chart]').forEach(function (figure) {
    var data = JSON.parse(figure.dataset.chart);
    var area = figure.querySelector('.chart__area');
    figure.hidden = false;
    area.style.height = (Number(figure.dataset.bars) * 26 + 60) + 'px';
    if (data.series.length > 1) {
      var legend = document.createElement('p');
      legend.className = 'chart__legend';
      data.series.forEach(function (s) { var name = document.createElement('span'); name.textContent = s.name; legend.appendChild(name); });
      figure.insertBefore(legend, area);
    }
    var chart = window.echarts.init(area, null, { renderer: 'svg' });
    chart.setOption(options(data));
    charts.push({ chart: chart, data: data });
  });

  window.addEventListener('resize', function () { charts.forEach(function (c) { c.chart.resize(); }); });
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', function () {
    charts.forEach(function (c) { c.chart.setOption(options(c.data), true); });
  });
})();
