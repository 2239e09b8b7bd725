'use strict';
// Reads one capture with Bulkhead's module, a piece at a time, and answers with its report in three forms.
const pieceOctets = 1 << 20;
// Beyond this the module's numbers end, which have 32 bits.
const fileLimitOctets = 2 ** 31 - 1;

onmessage = async ({ data }) => {
  try {
    await inspect(data);
  } catch (error) {
    postMessage({ status: 1, error: `the page could not read on: ${error.message}` });
  }
};

async function inspect({ file, moduleOctets }) {
  if (file.size > fileLimitOctets) {
    postMessage({ status: 1, error: 'is larger than 2 GiB: cut it, or use the command line' });
    return;
  }
  const begin = performance.now();
  let emitted = [];
  let memory = null;
  const page = { emit: (at, count) => emitted.push(new Uint8Array(memory.buffer, at >>> 0, count >>> 0).slice()) };
  const { instance } = await WebAssembly.instantiate(moduleOctets, { page });
  const module = instance.exports;
  memory = module.memory;
  const taken = () => {
    const parts = emitted;
    emitted = [];
    return parts;
  };
  const give = (octets) => {
    const at = module.bulkhead_input(octets.length) >>> 0;
    new Uint8Array(memory.buffer, at, octets.length).set(octets);
  };
  give(new TextEncoder().encode(file.name));
  module.bulkhead_open();
  for (let at = 0, isLast = false; !isLast; at += pieceOctets) {
    isLast = at + pieceOctets >= file.size;
    give(new Uint8Array(await file.slice(at, at + pieceOctets).arrayBuffer()));
    module.bulkhead_take(isLast ? 1 : 0);
    postMessage({ progress: Math.min(1, (at + pieceOctets) / Math.max(file.size, 1)) });
  }
  const status = module.bulkhead_close();
  const error = await new Blob(taken()).text();
  const form = (number, type) => {
    module.bulkhead_report(number);
    return new Blob(taken(), { type });
  };
  postMessage({
    status,
    error,
    packets: module.bulkhead_packets(),
    json: form(0, 'application/json'),
    html: form(1, 'text/html'),
    text: form(2, 'text/plain'),
    memoryOctets: memory.buffer.byteLength,
    milliseconds: performance.now() - begin,
  });
}
