(() => {
  'use strict';

  const { data, series, percent, plain, line, valueAxis, placeAxis, options, ceiling, draw } = kindling;

  const SHADE = '33';
  const last = Math.max(1, ...data.flatMap(curve => [...curve.accuracy.rounds, ...curve.loss.rounds]));

  // Two lines without a stroke, the area between them filled; the legend names the mean alone.
  const edge = (label, band, values, index, fill) => ({
    ...line(label, band.rounds, values, index), pointRadius: 0, pointHoverRadius: 0, borderWidth: 0, fill, backgroundColor: series(index) + SHADE,
  });
  const curves = which => data.flatMap((curve, i) => {
    const band = curve[which];
    return [
      line(curve.label, band.rounds, band.mean, i),
      edge('', band, band.high, i, false),
      edge('', band, band.low, i, '-1'),
    ];
  });

  const chart = (which, format, y) => () => {
    const x = placeAxis('round', { type: 'linear', min: 1, max: Math.max(last, 2), grid: { display: false }, ticks: { precision: 0 } });
    const more = options(format, x, valueAxis(format, { grace: '4%', ...y }), true, label => 'Round ' + label);
    more.interaction = { mode: 'nearest', axis: 'x', intersect: false };
    more.plugins.legend.labels.filter = item => item.text !== '';
    more.plugins.tooltip.filter = item => item.dataset.label !== '';
    return { type: 'line', data: { datasets: curves(which) }, options: more };
  };

  draw({
    accuracy: chart('accuracy', percent, { max: ceiling(data.flatMap(curve => curve.accuracy.high)) }),
    loss: chart('loss', plain, {}),
  });
})();
