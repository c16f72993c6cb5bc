// Browsers resolve *.localhost to this machine; Node asks the system, which often does not know. Use with
// NODE_OPTIONS="--require ./tests/support/dns.cjs".
const dns = require("node:dns");

const { lookup } = dns;
const lookupPromise = dns.promises.lookup;
const known = (host) => (/\.localhost\.?$/i.test(host) ? "127.0.0.1" : host);

// The arguments go on as they came: with or without options, with `all: true` or not. The descriptors carry what
// util.promisify needs.
const patched = (host, ...rest) => lookup(known(host), ...rest);
dns.lookup = Object.defineProperties(patched, Object.getOwnPropertyDescriptors(lookup));
dns.promises.lookup = (host, ...rest) => lookupPromise.call(dns.promises, known(host), ...rest);
