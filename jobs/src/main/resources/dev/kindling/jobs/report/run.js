(() => {
  'use strict';

  const { data, MANY, percent, plain, bytes, seconds, bar, axis, valueAxis, placeAxis, options, ceiling, draw } = kindling;
  const line = (label, values, index) => kindling.line(label, data.rounds, values, index);
  const area = (label, values, index) => kindling.area(label, data.rounds, values, index);

  const overRounds = (type, datasets, format, more) => {
    const stacked = Boolean(more.stacked);
    const first = data.rounds[0];
    const last = data.rounds[data.rounds.length - 1];
    const x = placeAxis('round', {
      // A single round spans no range: it stands in the middle, like a bar.
      ...(type === 'line' && last > first ? { type: 'linear', min: first, max: last } : { offset: true }),
      stacked: stacked && type === 'bar', grid: { display: false }, ticks: { precision: 0 },
    });
    const y = valueAxis(format, { stacked, ...more.y });
    return {
      type,
      data: { labels: data.rounds, datasets },
      options: options(format, x, y, datasets.length > 1, label => 'Round ' + label),
    };
  };

  draw({
    accuracy: () => overRounds('line', [line('Test accuracy', data.accuracy, 0)], percent, { y: { max: ceiling(data.accuracy), grace: '4%' } }),
    loss: () => overRounds('line', [line('Training loss', data.loss, 1)], plain, { y: { grace: '4%' } }),
    bytes: () => {
      const make = data.rounds.length > MANY ? line : bar;
      const sets = [make('to the clients', data.bytesDown, 0), make('back', data.bytesUp, 1)];
      return overRounds(make === bar ? 'bar' : 'line', sets, bytes, { y: { beginAtZero: true } });
    },
    seconds: () => {
      const make = data.rounds.length > MANY ? area : bar;
      const sets = Object.entries(data.stages).map(([stage, values], index) => make(stage, values, index));
      return overRounds(make === bar ? 'bar' : 'line', sets, seconds, { stacked: true, y: { beginAtZero: true } });
    },
    layers: () => ({
      type: 'bar',
      data: { labels: Object.keys(data.layers), datasets: [bar('accuracy', Object.values(data.layers), 0)] },
      options: options(percent, axis('', { grid: { display: false }, ticks: {} }), valueAxis(percent, { beginAtZero: true, max: 1 }), false, label => label),
    }),
    clients: () => ({
      type: 'bar',
      data: {
        labels: data.clients.labels,
        datasets: [{ ...bar('clients', data.clients.counts, 0), maxBarThickness: undefined, categoryPercentage: 1 }],
      },
      options: options(
        plain,
        axis('accuracy, %', { grid: { display: false }, ticks: {} }),
        valueAxis(plain, { beginAtZero: true, ticks: { precision: 0 } }),
        false,
        label => 'Accuracy ' + label + ' %'),
    }),
  });
})();
