/* What the charts of all pages share: colours that follow the theme, units, axes. */
const kindling = (() => {
  'use strict';

  const data = JSON.parse(document.getElementById('run-data').textContent);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const MANY = 60;
  const AXIS_WIDTH = 64;

  const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const series = index => color('series-' + (index % 6 + 1));

  const trimmed = (value, digits) => Number(value.toFixed(digits)).toString();
  const percent = value => trimmed(100 * value, 2) + ' %';
  const plain = value => Number(value.toPrecision(4)).toString();

  // The unit follows the largest value on an axis, so that its ticks share one.
  const inUnits = (units, factor) => (value, largest) => {
    let unit = 0;
    let divisor = units[0].divisor;
    while (unit < units.length - 1 && Math.abs(largest) / divisor >= factor) {
      divisor = units[++unit].divisor;
    }
    return trimmed(value / divisor, 1) + ' ' + units[unit].name;
  };
  const BYTES = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'].map((name, power) => ({ name, divisor: 1000 ** power }));
  const SECONDS = [{ name: 'ms', divisor: 0.001 }, { name: 's', divisor: 1 }];
  const bytes = inUnits(BYTES, 999.95);
  const seconds = inUnits(SECONDS, 999.5);

  const line = (label, places, values, index) => ({
    label, data: values.map((y, i) => ({ x: places[i], y })), spanGaps: true, tension: 0, borderWidth: 2, clip: 8,
    borderColor: series(index), backgroundColor: series(index),
    pointRadius: values.filter(y => y !== null).length > MANY ? 0 : 2.5, pointHoverRadius: 5,
  });
  const bar = (label, values, index) => ({
    label, data: values, backgroundColor: series(index), maxBarThickness: 44, categoryPercentage: 0.8, barPercentage: 0.95,
  });
  const area = (label, places, values, index) => ({ ...line(label, places, values, index), fill: 'stack', pointRadius: 0, borderWidth: 1 });

  const axis = (title, more) => ({
    title: { display: Boolean(title), text: title, color: color('muted') },
    grid: { color: color('line'), drawTicks: false },
    border: { display: false },
    ...more,
    ticks: { color: color('muted'), padding: 6, maxRotation: 0, autoSkipPadding: 16, ...more.ticks },
  });

  // Equal widths keep the plots of one column in line.
  const valueAxis = (format, more) => axis('', {
    afterFit: scale => { scale.width = AXIS_WIDTH; },
    ...more,
    ticks: {
      callback(value) { return format(value, this.max); },
      maxTicksLimit: 6, autoSkip: false, ...more.ticks,
    },
  });

  // So does room for half of the last label, whether or not there is one.
  const placeAxis = (title, more) => axis(title, { afterFit: scale => { scale.paddingRight = 20; }, ...more });

  const options = (format, x, y, legend, titles) => ({
    responsive: true, maintainAspectRatio: false, animation: false,
    interaction: { mode: 'index', intersect: false },
    scales: { x, y },
    plugins: {
      legend: {
        display: legend, align: 'start', position: 'bottom',
        labels: { color: color('text'), boxWidth: 12, boxHeight: 12, padding: 14 },
      },
      tooltip: {
        callbacks: {
          title: items => titles(items[0].label),
          label: item => ' ' + item.dataset.label + ': ' + format(item.parsed.y, item.parsed.y),
        },
      },
    },
  });

  // An axis never shows more than 100 %, but room above a curve that stays below.
  const ceiling = values => (Math.max(...values.filter(value => value !== null)) > 0.9 ? 1 : undefined);

  // Draws what the page has room for, and again when the theme changes. Charts are made anew because of their colours.
  const draw = charts => {
    let drawn = [];
    const all = () => {
      drawn.forEach(chart => chart.destroy());
      drawn = [];
      Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
      for (const [id, config] of Object.entries(charts)) {
        const canvas = document.getElementById('chart-' + id);
        if (canvas) {
          drawn.push(new Chart(canvas, config()));
        }
      }
    };
    all();
    dark.addEventListener('change', all);
  };

  return { data, MANY, color, series, percent, plain, bytes, seconds, line, bar, area, axis, valueAxis, placeAxis, options, ceiling, draw };
})();
