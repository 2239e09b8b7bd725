'use strict';
// The page: takes a file, has a worker read it, shows the report in a frame that may run nothing.
const element = (id) => document.getElementById(id);
const moduleOctets = (() => {
  const text = atob(element('module').textContent);
  const octets = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) octets[at] = text.charCodeAt(at);
  return octets;
})();
const workerAddress = URL.createObjectURL(new Blob([element('worker').textContent], { type: 'text/javascript' }));
let worker = null;
let addresses = [];

function say(text, isError = false) {
  element('state').textContent = text;
  element('state').className = isError ? 'error' : '';
}

function forget() {
  if (worker) worker.terminate();
  worker = null;
  for (const address of addresses) URL.revokeObjectURL(address);
  addresses = [];
  element('report').hidden = true;
  element('report').srcdoc = '';
  element('keep').hidden = true;
}

function offer(id, blob, name) {
  const address = URL.createObjectURL(blob);
  addresses.push(address);
  element(id).href = address;
  element(id).download = name;
}

async function show(file, answer) {
  const { status, error, packets, milliseconds } = answer;
  // For who checks the page from outside.
  document.answer = answer;
  element('progress').hidden = true;
  if (status === 1) {
    say(`${file.name}: ${error}`, true);
    document.documentElement.dataset.state = 'failed';
    return;
  }
  const seconds = (milliseconds / 1000).toFixed(1);
  say(error ? `${file.name}: ${error}` : `${file.name}: ${packets} packets, read in ${seconds} s.`, status !== 0);
  offer('html', answer.html, `${file.name}.html`);
  offer('json', answer.json, `${file.name}.json`);
  offer('text', answer.text, `${file.name}.txt`);
  element('keep').hidden = false;
  element('report').srcdoc = await answer.html.text();
  element('report').hidden = false;
  document.documentElement.dataset.state = 'done';
}

function inspect(file) {
  forget();
  document.documentElement.dataset.state = 'reading';
  say(`${file.name}: reading`);
  element('progress').hidden = false;
  element('progress').value = 0;
  worker = new Worker(workerAddress);
  worker.onmessage = ({ data }) => {
    if (data.progress !== undefined) element('progress').value = data.progress;
    else show(file, data);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    show(file, { status: 1, error: `the page could not read on: ${event.message}` });
  };
  worker.postMessage({ file, moduleOctets });
}

element('file').addEventListener('change', () => {
  const file = element('file').files[0];
  if (file) inspect(file);
  element('file').value = '';
});
for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    element('drop').classList.toggle('over', kind === 'dragenter' || kind === 'dragover');
    if (kind === 'drop' && event.dataTransfer.files.length > 0) inspect(event.dataTransfer.files[0]);
  });
}
