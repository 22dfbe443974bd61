// The academy's one public address: configurable-http-proxy with one fault mended.
//
// Behind us everything listens on unix sockets. The original gives those no agent, so it asks the
// program behind to close each connection, and Node ends a request with an empty write. When the
// answer comes and the connection closes before that write, a unix socket reports EPIPE (TCP does
// not), and a request that had been carried out is answered with 503: measured at one POST in four.
// Our agent keeps connections open until the answer is read, uses each of them once, and leaves out
// empty writes.

import http from "node:http";
import net from "node:net";
import { parseArgs } from "node:util";

import { ConfigurableProxy } from "./node_modules/configurable-http-proxy/lib/configproxy.js";
import { defaultLogger } from "./node_modules/configurable-http-proxy/lib/log.js";
import { exchangeDoor, openDoor } from "./exchange-door.mjs";

class UnixSocketAgent extends http.Agent {
  constructor() {
    super({ keepAlive: true, maxFreeSockets: 0 });
  }

  createConnection(options, callback) {
    const socket = net.createConnection(options, callback);
    socket._write = function (chunk, encoding, done) {
      if (chunk.length === 0) {
        done();
      } else {
        net.Socket.prototype._write.call(this, chunk, encoding, done);
      }
    };
    return socket;
  }
}

class AcademyProxy extends ConfigurableProxy {
  unixSocketAgent = new UnixSocketAgent();

  proxyOptsForTarget(target) {
    const options = super.proxyOptsForTarget(target);
    if (options.target.socketPath) {
      options.agent = this.unixSocketAgent;
    }
    return options;
  }
}

const { values } = parseArgs({
  options: {
    ip: { type: "string" },
    port: { type: "string" },
    "api-ip": { type: "string" },
    "api-port": { type: "string" },
    "default-target": { type: "string" },
    "workspace-path": { type: "string" },
    "workspace-target": { type: "string" },
    "error-path": { type: "string" },
    "public-url": { type: "string" },
    "portal-socket": { type: "string" },
    "exchange-socket": { type: "string" },
  },
});
const authToken = process.env.CONFIGPROXY_AUTH_TOKEN;
if (!authToken) {
  console.error("Set CONFIGPROXY_AUTH_TOKEN: the proxy's routes are not open to everybody.");
  process.exit(1);
}

const log = defaultLogger({ level: "warn" });
const proxy = new AcademyProxy({
  log,
  authToken,
  defaultTarget: values["default-target"],
  errorPath: values["error-path"],
  xfwd: true,
});
proxy.addRoute(values["workspace-path"], { target: values["workspace-target"] });

function listen(server, port, ip) {
  server.on("error", (error) => {
    const reason = error.code === "EADDRINUSE" ? "another program uses it" : error.message;
    console.error(`The proxy cannot listen on ${ip}:${port}: ${reason}.`);
    process.exit(1);
  });
  server.listen(Number(port), ip);
}

listen(proxy.proxyServer, values.port, values.ip);
listen(proxy.apiServer, values["api-port"], values["api-ip"]);
const door = exchangeDoor({
  portalSocket: values["portal-socket"],
  publicUrl: values["public-url"],
  agent: proxy.unixSocketAgent,
});
openDoor(door, values["exchange-socket"]);
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => process.exit(0));
}
// One request that goes wrong must not end everybody's.
process.on("uncaughtException", (error) => log.error("Uncaught: %s", error.stack || error));
