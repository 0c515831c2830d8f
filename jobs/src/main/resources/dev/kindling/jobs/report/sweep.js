(() => {
  'use strict';

  const { data, line, percent, valueAxis, placeAxis, options, ceiling, draw } = kindling;
  const all = data.flatMap(curve => curve.accuracies);
  const places = data.flatMap(curve => curve.rounds);

  draw({
    curves: () => ({
      type: 'line',
      data: { datasets: data.map((curve, index) => line(curve.label, curve.rounds, curve.accuracies, index)) },
      options: options(
        percent,
        placeAxis('round', {
          type: 'linear', min: Math.min(...places), max: Math.max(...places), grid: { display: false }, ticks: { precision: 0 },
        }),
        valueAxis(percent, { max: ceiling(all), grace: '4%' }), true, label => 'Round ' + label),
    }),
  });
})();
