'use strict';

const QUESTIONS = 6;
/** Visitors are drawn from these: the customers with the first numbers. */
const REGULARS = 200;
/** How many visitors are sent without the cache and with it. */
const VISITORS = new Map([[false, 40], [true, 400]]);
const AT_ONCE = 4;
/** How many of each kind of request the chart shows. */
const DOTS = 40;

/** The lists of an answer: title, and what the figure of each product says. */
const LISTS = {
  alsoBought: ['Others also bought', n => `${n} buyers like you`],
  bestSellers: ['Best sellers', n => `${n} sold in 90 days`],
  trending: ['Trending', n => `${n > 0 ? '+' : ''}${n} % in four weeks`],
  bestRated: ['Best rated', n => `${n.toFixed(2)} of 5 stars`],
};

/** What the caches' keys are. */
const KEYS = {
  'tastes': 'customer',
  'also-bought': 'customer, category',
  'best-sellers': 'category',
  'trending': 'category',
  'best-rated': 'category',
  'price-lists': 'category',
};

const $ = id => document.getElementById(id);
const euros = cents => (cents / 100).toLocaleString('en', {style: 'currency', currency: 'EUR'});
const percent = share => `${(100 * share).toFixed(share < 0.995 ? 1 : 0)} %`;
const dots = [];
let cacheOfAnswer = true;

/** An element with properties and children, strings among them. */
function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

async function call(method, path) {
  const response = await fetch(`api/${path}`, {method});
  if (!response.ok) {
    throw new Error((await response.text()) || `${method} ${path} answered ${response.status}`);
  }
  return response;
}

/** Runs what a button does: disabled meanwhile, errors shown, figures fresh afterwards. */
function onClick(button, action) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    $('error').hidden = true;
    try {
      await action();
    } catch (failure) {
      $('error').textContent = failure.message;
      $('error').hidden = false;
    } finally {
      button.disabled = false;
      await refresh();
    }
  });
  return button;
}

/** Asks for recommendations; what they cost is in the headers. */
async function recommend(customer, cache) {
  const response = await call('GET', `customers/${customer}/recommendations?cache=${cache}`);
  const millis = Number(/dur=([\d.]+)/.exec(response.headers.get('Server-Timing'))[1]);
  dots.push({millis, cache});
  const alike = dots.filter(dot => dot.cache === cache);
  if (alike.length > DOTS) {
    dots.splice(dots.indexOf(alike[0]), 1);
  }
  return {answer: await response.json(), millis, queries: Number(response.headers.get('Queries'))};
}

async function ask(cache) {
  const {answer, millis, queries} = await recommend($('customer').value, cache);
  cacheOfAnswer = cache;
  const {customer, customerName, categoryName, purchases} = answer.taste;
  $('whose').textContent = `Recommendations for ${customerName}, customer ${customer}`;
  $('cost').textContent =
      `${categoryName} is the favourite, with ${purchases} purchases. Answered in ${millis.toFixed(1)} ms`
      + ` with ${queries} ${queries === 1 ? 'query' : 'queries'}, ${cache ? 'with' : 'without'} the cache.`;
  $('lists').replaceChildren(...Object.entries(LISTS).map(
      ([name, [title, say]]) => list(title, say, answer[name], customer)));
}

function list(title, say, products, customer) {
  const items = products.map(product => item(product, say, customer));
  return element('div', {className: 'card'}, element('h2', {}, title), element('ol', {}, ...items));
}

function item(product, say, customer) {
  const price = element('button', {className: 'link', title: 'Change the price'}, euros(product.priceCents));
  price.addEventListener('click', () => openPrice(product));
  const buy = onClick(element('button', {className: 'small'}, 'Buy'), async () => {
    await call('POST', `customers/${customer}/purchases/${product.product}`);
    await ask(cacheOfAnswer);
  });
  const made = element('li', {},
      element('div', {className: 'row'}, element('span', {}, product.name), price),
      element('div', {className: 'row'},
          element('span', {className: 'muted'}, say(product.figure)), buy));
  made.dataset.product = product.product;
  return made;
}

function openPrice(product) {
  $('price').returnValue = '';
  $('price').product = product.product;
  $('price-of').textContent = product.name;
  $('price-value').value = (product.priceCents / 100).toFixed(2);
  $('price').showModal();
  $('price-value').select();
}

async function changePrice() {
  const {product, returnValue} = $('price');
  if (returnValue !== 'save') {
    return;
  }
  try {
    await call('PUT', `products/${product}/price/${Math.round(100 * $('price-value').value)}`);
    await ask(cacheOfAnswer);
    document.querySelectorAll(`[data-product="${product}"]`).forEach(item => item.classList.add('changed'));
  } catch (failure) {
    $('error').textContent = failure.message;
    $('error').hidden = false;
  }
  await refresh();
}

/** A regular by Zipf's law, approximately: number n comes n times less often than the first. */
function visitor() {
  return Math.floor(Math.exp(Math.random() * Math.log(REGULARS)));
}

async function sendVisitors() {
  const label = $('visitors').textContent;
  try {
    for (const [cache, visitors] of VISITORS) {
      let left = visitors;
      const client = async () => {
        while (left-- > 0) {
          await recommend(visitor(), cache);
          $('visitors').textContent = `${Math.max(left, 0)} visitors ${cache ? 'with' : 'without'} the cache to go …`;
        }
      };
      await Promise.all(Array.from({length: AT_ONCE}, client));
      await refresh();
    }
  } finally {
    $('visitors').textContent = label;
  }
}

function showFigures(id, {requests, median, queriesPerRequest}) {
  const figures = {
    requests: requests.toLocaleString('en'),
    median: requests ? median.toFixed(median < 10 ? 2 : 0) : '–',
    queries: requests ? queriesPerRequest.toFixed(2) : '–',
  };
  for (const [name, text] of Object.entries(figures)) {
    $(id).querySelector(`[data-figure=${name}]`).textContent = text;
  }
}

function showComparison({cached, uncached}) {
  const both = cached.requests > 0 && uncached.requests > 0;
  const times = uncached.median / cached.median;
  $('faster').textContent = both ? `${times.toFixed(times < 10 ? 1 : 0)} ×` : '–';
  $('saved').textContent =
      both ? percent(Math.max(0, 1 - cached.queriesPerRequest / uncached.queriesPerRequest)) : '–';
  const hits = cached.requests ? Math.max(0, 1 - cached.queriesPerRequest / QUESTIONS) : 0;
  $('hits').value = 100 * hits;
  $('hit-rate').textContent = cached.requests ? percent(hits) : '–';
}

function showRedis(on) {
  $('redis').dataset.on = on;
  $('redis-text').textContent = on ? 'Redis is running' : 'Redis is stopped: no cache';
  $('redis-switch').textContent = on ? 'Stop Redis' : 'Start Redis';
  $('redis-switch').hidden = false;
}

function showCaches({caches, cached}) {
  $('caches').hidden = caches.length === 0;
  $('away').hidden = caches.length > 0;
  $('evict-all').hidden = caches.length === 0;
  $('caches').tBodies[0].replaceChildren(...caches.map(cache => row(cache, cached)));
}

function row({name, entries, more, keys}, {requests, queries}) {
  const evict = onClick(
      element('button', {className: 'small'}, 'Evict'), () => call('DELETE', `caches/${name}`));
  const shown = keys.map(key => element('span', {className: 'key'}, key));
  if (entries > keys.length) {
    shown.push(element('span', {className: 'muted'}, '…'));
  }
  const made = element('tr', {},
      element('td', {}, element('b', {}, name), element('div', {className: 'muted'}, `by ${KEYS[name]}`)),
      element('td', {className: 'number'}, more ? `over ${entries}` : `${entries}`),
      element('td', {className: 'number'}, requests ? percent(Math.max(0, 1 - (queries[name] ?? 0) / requests)) : '–'),
      element('td', {}, ...shown),
      element('td', {}, evict));
  made.dataset.cache = name;
  return made;
}

/** Dots from 0.1 ms at the bottom to 10 s at the top, the newest on the right. */
function drawChart() {
  const y = millis => 132 - 24.5 * (Math.log10(Math.min(Math.max(millis, 0.1), 10000)) + 1);
  const svg = (name, attributes, text = '') => {
    const made = document.createElementNS('http://www.w3.org/2000/svg', name);
    Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
    made.textContent = text;
    return made;
  };
  const scale = [[0.1, '0.1 ms'], [1, '1 ms'], [10, '10 ms'], [100, '0.1 s'], [1000, '1 s'], [10000, '10 s']];
  $('chart').replaceChildren(
      ...scale.flatMap(([millis, label]) => [
        svg('line', {x1: 45, x2: 440, y1: y(millis), y2: y(millis)}),
        svg('text', {x: 38, y: y(millis) + 4, 'text-anchor': 'end'}, label)]),
      ...dots.map(({millis, cache}, i) => svg('circle', {
        cx: 434 - 4.9 * (dots.length - 1 - i), cy: y(millis), r: 2.6, class: cache ? 'cached' : 'uncached'})));
}

async function refresh() {
  let state;
  try {
    state = await (await call('GET', 'state')).json();
  } catch (failure) {
    $('redis-text').textContent = 'The shop does not answer';
    return;
  }
  showFigures('uncached', state.uncached);
  showFigures('cached', state.cached);
  showComparison(state);
  showRedis(state.redis);
  showCaches(state);
  drawChart();
}

onClick($('ask-uncached'), () => ask(false));
onClick($('ask-cached'), () => ask(true));
onClick($('another'), () => {
  $('customer').value = visitor();
  return ask(true);
});
onClick($('visitors'), sendVisitors);
onClick($('reset'), () => {
  dots.length = 0;
  return call('DELETE', 'state');
});
onClick($('evict-all'), () => call('DELETE', 'caches'));
onClick($('redis-switch'), () => call('POST', $('redis').dataset.on === 'true' ? 'redis/stop' : 'redis/start'));
$('price').addEventListener('close', changePrice);

drawChart();
refresh();
setInterval(() => document.hidden || refresh(), 2000);
