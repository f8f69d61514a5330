'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const element = id => document.getElementById(id);
const [search, component, kind, change] = ['search', 'component', 'kind', 'change'].map(element);
const [picture, list, details, rows] = ['picture', 'list', 'details', 'rows'].map(element);

const byPath = new Map(data.resources.map(resource => [resource.path, resource]));
const byId = new Map(data.resources.filter(resource => resource.id).map(resource => [resource.id.toLowerCase(), resource]));
const cards = new Map([...picture.querySelectorAll('[data-node]')].map(card => [card.dataset.node, card]));
const edges = [...picture.querySelectorAll('.edge[data-from]')];

function make(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

const linkTo = path => '#' + path.split('/').map(encodeURIComponent).join('/');
const markOf = resource => make('span', data.marks[resource.change], { class: `mark ${resource.change}` });

// ---- list ----

for (const resource of data.resources) {
  const row = make('li');
  const link = make('a', undefined, { href: linkTo(resource.path) });
  link.append(make('span', resource.path, { class: 'path' }));
  if (resource.change) link.append(markOf(resource));
  link.append(make('span', resource.kind, { class: 'kind' }));
  row.append(link);
  rows.append(row);
  resource.row = row;
  resource.text = [resource.path, resource.type, resource.kind, JSON.stringify([resource.inputs, resource.options])].join('\n').toLowerCase();
}

// ---- filters ----

function offer(select, values) {
  for (const [value, label] of values) select.append(make('option', label, { value }));
  select.disabled = values.length === 0;
}

const distinct = name => [...new Set(data.resources.map(resource => resource[name]).filter(Boolean))].sort();
offer(component, distinct('component').map(value => [value, value]));
offer(kind, distinct('kind').map(value => [value, value]));
const changes = distinct('change').map(value => [value, data.marks[value]]);
offer(change, changes.length ? [['any', 'whatever changes'], ...changes] : []);

function matches(resource) {
  return (!component.value || resource.component === component.value)
    && (!kind.value || resource.kind === kind.value)
    && (!change.value || (change.value === 'any' ? resource.change : resource.change === change.value))
    && resource.text.includes(search.value.trim().toLowerCase());
}

function filter() {
  let count = 0;
  const nodes = new Set();
  for (const resource of data.resources) {
    const shown = matches(resource);
    resource.row.hidden = !shown;
    if (!shown) continue;
    count++;
    nodes.add(resource.node);
  }
  const all = count === data.resources.length;
  for (const [node, card] of cards) card.classList.toggle('dim', !all && !nodes.has(node));
  for (const edge of edges) edge.classList.toggle('dim', !all && !nodes.has(edge.dataset.from) && !nodes.has(edge.dataset.to));
  element('count').textContent = all ? `${count} resources` : `${count} of ${data.resources.length} resources`;
}

// ---- properties ----

function flat(value, path = '') {
  if (value === null || typeof value !== 'object') return [[path, value]];
  const members = Array.isArray(value) ? value.map((each, index) => [`${path}[${index}]`, each])
    : Object.entries(value).map(([name, each]) => [path ? `${path}.${name}` : name, each]);
  return members.length ? members.flatMap(([name, each]) => flat(each, name)) : [[path, Array.isArray(value) ? '[]' : '{}']];
}

function valueOf(value) {
  if (value === undefined || value === null) return make('span', '(none)');
  const text = typeof value === 'string' ? value : typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
  const target = byId.get(text.toLowerCase());
  return target ? make('a', text, { href: linkTo(target.path) }) : make(text.includes('\n') ? 'pre' : 'span', text);
}

function table(pairs) {
  const made = make('table');
  for (const [name, ...values] of pairs) {
    const row = make('tr');
    // Long names are broken before dots and brackets
    const head = make('th', undefined, { scope: 'row' });
    for (const part of name.split(/(?=[.[])/)) head.append(make('wbr'), part);
    row.append(head);
    for (const value of values) {
      const cell = make('td');
      cell.append(valueOf(value));
      row.append(cell);
    }
    made.append(row);
  }
  return made;
}

function addSection(title, pairs) {
  if (pairs.length) details.append(make('h3', title), table(pairs));
}

function show(resource) {
  details.replaceChildren();
  const close = make('button', 'Close', { type: 'button', class: 'close' });
  close.addEventListener('click', leave);
  details.append(close, make('h2', resource.path), make('p', `${resource.kind} · ${resource.type}`, { class: 'type' }));
  if (resource.change) details.append(markOf(resource));
  if (resource.move) details.append(make('p', resource.move));
  addSection('Changes: before, after', (resource.properties ?? [])
    .map(each => [each.replaces ? `${each.path} (creates it anew)` : each.path, each.before, each.after]));
  addSection('Options', flat(resource.options).filter(([name]) => name));
  addSection('Inputs', flat(resource.inputs).filter(([name]) => name));
  const siblings = data.resources.filter(each => each.node === resource.node && each !== resource);
  if (siblings.length) {
    const links = make('ul');
    for (const each of siblings) {
      const item = make('li');
      item.append(make('a', each.path, { href: linkTo(each.path) }));
      links.append(item);
    }
    details.append(make('h3', 'In the same box'), links);
  }
  details.hidden = false;
  details.scrollTop = 0;
}

function choose() {
  let path = '';
  try {
    path = decodeURIComponent(location.hash.slice(1));
  } catch {
    // No path of ours
  }
  const resource = byPath.get(path);
  for (const card of cards.values()) card.classList.remove('chosen');
  for (const edge of edges) {
    edge.classList.toggle('far', !!resource && edge.dataset.from !== resource.node && edge.dataset.to !== resource.node);
  }
  for (const row of rows.querySelectorAll('[aria-current]')) row.removeAttribute('aria-current');
  if (!resource) {
    details.hidden = true;
    return;
  }
  show(resource);
  cards.get(resource.node)?.classList.add('chosen');
  resource.row.firstChild.setAttribute('aria-current', 'true');
}

function leave() {
  history.replaceState(null, '', location.pathname + location.search);
  choose();
}

// ---- views and keys ----

function view(isList) {
  list.hidden = !isList;
  picture.hidden = isList;
  element('show-list').setAttribute('aria-pressed', isList);
  element('show-picture').setAttribute('aria-pressed', !isList);
  element('fit').disabled = isList;
}

function moveFocus(event) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const shown = data.resources.filter(resource => !resource.row.hidden).map(resource => resource.row.firstChild);
  const next = shown[shown.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next) next.focus();
  event.preventDefault();
}

element('show-list').addEventListener('click', () => view(true));
element('show-picture').addEventListener('click', () => view(false));
element('fit').addEventListener('click', event => event.target.setAttribute('aria-pressed', picture.classList.toggle('fit')));
element('telemetry').addEventListener('change', event => picture.classList.toggle('with-telemetry', event.target.checked));
picture.classList.toggle('with-telemetry', element('telemetry').checked);
element('filters').addEventListener('submit', event => event.preventDefault());
element('filters').addEventListener('input', filter);
rows.addEventListener('keydown', moveFocus);
addEventListener('hashchange', choose);
addEventListener('keydown', event => {
  if (event.key === 'Escape' && !details.hidden) leave();
  if (event.key !== '/' || /^(INPUT|SELECT)$/.test(document.activeElement.tagName)) return;
  search.focus();
  event.preventDefault();
});

filter();
choose();
