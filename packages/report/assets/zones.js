/* A browser script that is put into the page as it is: it has no types to check. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-return, unicorn/consistent-function-scoping */
'use strict';
(() => {
  const part = (id) => document.getElementById(id);
  const drawing = part('drawing');
  const { width, height } = drawing.viewBox.baseVal;
  const given = JSON.parse(part('zones-data').textContent);
  const drawn = { masks: [...given.masks], zones: [...given.zones] };
  let draft = [];

  function element(name, attributes, text) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    drawing.append(made);
  }
  const points = (polygon) => polygon.map(([x, y]) => `${x * width},${y * height}`).join(' ');
  const rounded = (value) => Math.min(1, Math.max(0, Math.round(value * 1000) / 1000));

  function drawGrid() {
    for (let i = 1; i < 10; i += 1) {
      const [x, y] = [(i / 10) * width, (i / 10) * height];
      element('line', { class: 'grid-line', x1: x, x2: x, y1: 0, y2: height });
      element('line', { class: 'grid-line', x1: 0, x2: width, y1: y, y2: y });
      element('text', { class: 'grid-text', x: x + 3, y: 16 }, `.${i}`);
      element('text', { class: 'grid-text', x: 4, y: y - 4 }, `.${i}`);
    }
  }

  function drawShape(kind, { name, polygon }) {
    element('polygon', { class: kind, points: points(polygon) });
    const [x, y] = polygon.reduce((a, b) => (b[1] < a[1] ? b : a));
    const right = x > 0.75;
    const at = { x: x * width + (right ? -6 : 6), y: Math.min(height - 8, y * height + 26) };
    element('text', { class: 'name', ...at, 'text-anchor': right ? 'end' : 'start' }, name);
  }

  const jsonText = () => {
    const shape = ({ name, polygon }) =>
      `    { "name": ${JSON.stringify(name)}, "polygon": ${JSON.stringify(polygon)} }`;
    const list = (key) =>
      drawn[key].length > 0 ? `[\n${drawn[key].map(shape).join(',\n')}\n  ]` : '[]';
    return `{\n  "version": 1,\n  "masks": ${list('masks')},\n  "zones": ${list('zones')}\n}\n`;
  };

  function listShapes() {
    part('shapes').textContent = '';
    for (const kind of ['masks', 'zones']) {
      for (const shape of drawn[kind]) {
        const item = document.createElement('li');
        const words = document.createElement('span');
        const what = document.createElement('small');
        what.textContent = kind === 'masks' ? ' mask' : ' zone';
        words.append(shape.name, what);
        const remove = document.createElement('button');
        remove.type = 'button';
        remove.textContent = 'Remove';
        remove.setAttribute('aria-label', `Remove ${shape.name}`);
        remove.addEventListener('click', () => {
          drawn[kind] = drawn[kind].filter((each) => each !== shape);
          show();
        });
        item.append(words, remove);
        part('shapes').append(item);
      }
    }
  }

  function show() {
    drawing.textContent = '';
    drawGrid();
    for (const mask of drawn.masks) drawShape('mask', mask);
    for (const zone of drawn.zones) drawShape('zone', zone);
    if (draft.length > 1) element('polygon', { class: 'draft', points: points(draft) });
    for (const [x, y] of draft)
      element('circle', { class: 'corner', cx: x * width, cy: y * height, r: 5 });
    listShapes();
    part('json').value = jsonText();
  }

  function placeOf(event) {
    const box = drawing.getBoundingClientRect();
    return [
      rounded((event.clientX - box.left) / box.width),
      rounded((event.clientY - box.top) / box.height),
    ];
  }

  /* What the program would refuse is refused here, where it can be mended. */
  function turn([ax, ay], [bx, by], [cx, cy]) {
    return Math.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax));
  }
  function crosses(polygon) {
    const corner = (i) => polygon[i % polygon.length];
    for (let i = 0; i < polygon.length; i += 1) {
      for (let j = i + 2; j < polygon.length; j += 1) {
        if (i === 0 && j === polygon.length - 1) continue;
        const [a, b, c, d] = [corner(i), corner(i + 1), corner(j), corner(j + 1)];
        if (turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0) return true;
      }
    }
    return false;
  }
  function complaint(name) {
    if (draft.length < 3) return 'A shape needs at least three corners: click on the picture.';
    if (crosses(draft)) return 'The sides must not cross: take back corners and go round.';
    if ([...drawn.masks, ...drawn.zones].some((each) => each.name === name))
      return 'There is one of this name already.';
    return '';
  }

  drawing.addEventListener('click', (event) => {
    draft.push(placeOf(event));
    part('hint').textContent = '';
    show();
  });
  drawing.addEventListener('pointermove', (event) => {
    part('pointer').textContent = placeOf(event).join(', ');
  });
  part('undo').addEventListener('click', () => {
    draft.pop();
    show();
  });
  part('shape').addEventListener('submit', (event) => {
    event.preventDefault();
    const name = part('name').value.trim();
    part('hint').textContent = name ? complaint(name) : 'Give it a name.';
    if (part('hint').textContent) return;
    drawn[event.submitter?.value ?? 'masks'].push({ name, polygon: draft });
    draft = [];
    part('name').value = '';
    show();
  });
  part('save').addEventListener('click', () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([jsonText()], { type: 'application/json' }));
    link.download = 'zones.json';
    link.click();
  });
  part('copy').addEventListener('click', () => {
    part('json').select();
    navigator.clipboard?.writeText(jsonText()).catch(() => undefined);
  });
  show();
})();
