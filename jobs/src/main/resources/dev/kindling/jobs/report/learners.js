(() => {
  'use strict';

  const { data, color, percent, axis, valueAxis, options, bar, draw } = kindling;

  // From the lowest to the highest of the seeds, over each bar.
  const spread = rows => ({
    id: 'spread',
    afterDatasetsDraw(chart) {
      const pen = chart.ctx;
      pen.save();
      pen.strokeStyle = color('text');
      pen.lineWidth = 1.5;
      chart.getDatasetMeta(0).data.forEach((drawn, i) => {
        if (rows.low[i] !== null && rows.high[i] > rows.low[i]) {
          pen.beginPath();
          pen.moveTo(chart.scales.x.getPixelForValue(rows.low[i]), drawn.y);
          pen.lineTo(chart.scales.x.getPixelForValue(rows.high[i]), drawn.y);
          pen.stroke();
        }
      });
      pen.restore();
    },
  });

  const ROW = 20;
  const REST = 60;

  const bars = (rows, id) => () => {
    document.getElementById('chart-' + id).parentElement.style.height = rows.learners.length * ROW + REST + 'px';
    const more = options(percent, valueAxis(percent, { afterFit: undefined, beginAtZero: true, max: 1 }),
      axis('', { grid: { display: false }, ticks: { autoSkip: false } }), false, label => label);
    more.indexAxis = 'y';
    more.plugins.tooltip.callbacks.label = item => ' ' + percent(item.parsed.x);
    return { type: 'bar', data: { labels: rows.learners, datasets: [bar('accuracy', rows.means, 0)] }, options: more, plugins: [spread(rows)] };
  };

  draw(Object.fromEntries(data.map((rows, i) => ['learners-' + i, bars(rows, 'learners-' + i)])));
})();
