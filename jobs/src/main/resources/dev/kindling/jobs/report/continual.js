(() => {
  'use strict';

  const { data, color, series, percent, plain, bytes, line, axis, valueAxis, placeAxis, options, ceiling, draw } = kindling;
  const NAMED = 40;

  // Where the number of classes stays as it is, as with domains, experiences tell the way.
  const grows = data.classes.every((count, i) => i === 0 || count > data.classes[i - 1]);
  const places = grows ? data.classes : data.experiences;
  const noun = grows ? 'classes seen' : 'experience';

  const overPlaces = (datasets, format, y, more) => {
    const spread = places.length > 1 ? { type: 'linear', min: places[0], max: places[places.length - 1] } : { offset: true };
    const x = placeAxis(noun, { ...spread, grid: { display: false }, ticks: { precision: 0 } });
    return {
      type: 'line',
      data: { labels: places, datasets },
      options: { ...options(format, x, valueAxis(format, y), datasets.length > 1, label => grows ? label + ' classes' : 'Experience ' + label), ...more },
    };
  };

  const some = values => values.some(value => value !== null);
  const upTo = values => values.map((sum => value => sum += value)(0));

  // On a logarithmic axis only powers of ten are named.
  const decades = {
    type: 'logarithmic',
    ticks: { callback: value => Number.isInteger(Math.log10(value)) ? bytes(value, value) : '', maxTicksLimit: undefined },
  };

  // A bar of a task that got better points down.
  const bars = () => {
    const tasks = data.forgetting.map((_, i) => i + 1);
    const x = axis('task', { grid: { display: false }, ticks: {} });
    return {
      type: 'bar',
      data: { labels: tasks, datasets: [{ ...kindling.bar('forgetting', data.forgetting, 1), minBarLength: 1 }] },
      options: options(percent, x, valueAxis(percent, { grace: '4%' }), false, label => 'Task ' + label),
    };
  };

  // Names beside the dots, as long as there are few.
  const names = {
    id: 'names',
    afterDatasetsDraw(chart) {
      if (data.prototypes.length > NAMED) {
        return;
      }
      const pen = chart.ctx;
      pen.save();
      pen.fillStyle = color('text');
      pen.font = '12px ' + Chart.defaults.font.family;
      chart.data.datasets.forEach((set, s) => set.data.forEach((dot, i) => {
        const at = chart.getDatasetMeta(s).data[i];
        pen.fillText(dot.name, at.x + 7, at.y + 4);
      }));
      pen.restore();
    },
  };

  const dots = () => {
    const groups = new Map();
    const last = Math.max(...data.prototypes.map(dot => dot.experience));
    const group = dot => dot.experience === 0 ? 'base' : last <= 6 ? 'experience ' + dot.experience : 'learnt later';
    data.prototypes.forEach(dot => {
      const name = group(dot);
      groups.set(name, [...groups.get(name) || [], { x: dot.x, y: dot.y, name: dot.name, from: dot.experience }]);
    });
    const sets = [...groups].sort(([a], [b]) => a < b ? -1 : 1).map(([label, points], i) => ({
      label, data: points, backgroundColor: series(i), borderColor: series(i), pointRadius: points.length > 200 ? 2.5 : 4, pointHoverRadius: 6,
    }));
    const more = options(plain, axis('first component', { grace: '6%', ticks: {} }), valueAxis(plain, { grace: '6%' }), sets.length > 1, label => label);
    more.interaction = { mode: 'nearest', intersect: true };
    more.plugins.tooltip.callbacks = {
      label: item => ' ' + item.raw.name + (item.raw.from === 0 ? ', base' : ', experience ' + item.raw.from),
    };
    return { type: 'scatter', data: { datasets: sets }, options: more, plugins: [names] };
  };

  draw({
    classes: () => {
      const sets = [line('all classes seen', places, data.accuracy, 0)];
      if (some(data.base)) {
        sets.push(line('base', places, data.base, 1), line('field', places, data.field, 2));
      }
      sets.push(line('classes of the experience', places, data.current, 5));
      return overPlaces(sets, percent, { max: ceiling([...data.accuracy, ...data.current]), grace: '4%' });
    },
    sent: () => {
      const sets = [line('sent', places, upTo(data.bytesUp), 0)];
      if (data.bytesUpFedAvg.some(value => value > 0)) {
        sets.push(line('averaging models', places, upTo(data.bytesUpFedAvg), 1));
      }
      return overPlaces(sets, bytes, sets.length > 1 ? decades : { beginAtZero: true });
    },
    confidence: () => {
      const sets = [line('calibration error', places, data.calibrationError, 1)];
      if (some(data.openSetAuroc)) {
        sets.unshift(line('open-set AUROC', places, data.openSetAuroc, 0));
      }
      return overPlaces(sets, percent, { min: 0, max: 1 });
    },
    forgetting: bars,
    prototypes: dots,
  });
})();
