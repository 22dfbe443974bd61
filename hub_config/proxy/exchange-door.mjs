// The sandboxes' only way to the portal: a socket of its own that leads to the exchange and to
// nothing else. Which socket a request came by cannot be forged, as a header can.
//
// Learners' code is at the other end, so nothing of a request is trusted. A few named headers pass,
// and what says who is behind a proxy is never among them. A request is passed on only when all of
// it has arrived, so that a sender who dawdles holds no thread of the portal.

import fs from "node:fs";
import http from "node:http";

const PREFIX = "/api/exchange/";
const METHODS = ["GET", "POST"];
const PASSED = ["accept", "accept-language", "authorization", "content-type", "idempotency-key"];
const LARGEST_BODY = 11 * 1024 * 1024; // the portal itself refuses more than 10 MB
const WHOLE_REQUEST_MS = 30_000;
const PORTAL_ANSWER_MS = 60_000;
const MOST_CONNECTIONS = 256;
const MOST_AT_ONCE = 16;
const MOST_AT_ONCE_EACH = 2;

const PROBLEMS = {
  no_such_address: [404, "The exchange has no such address.", "Use the academy in your browser."],
  wrong_method: [405, "This address does not take that kind of request.", "Use GET or POST."],
  too_large: [413, "This is too large to hand in.", "Clear large outputs, save, submit again."],
  busy: [503, "The exchange is busy just now.", "Your files are safe. Try again in a minute."],
  course_server_unreachable: [
    503,
    "The course server cannot be reached just now.",
    "Your files are safe in your workspace. Wait a minute and try again.",
  ],
};

function refuse(response, code) {
  const [status, message, next] = PROBLEMS[code];
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, {
    "content-type": "application/json",
    connection: "close",
    ...(status === 503 ? { "retry-after": "5" } : {}),
  });
  response.end(JSON.stringify({ error: { code, message, next } }));
}

// How many requests are under way, in all and for each token; a forged token gains a place of its
// own, but never more than there are in all.
class Places {
  #all = 0;
  #each = new Map();

  take(who) {
    const mine = this.#each.get(who) ?? 0;
    if (this.#all >= MOST_AT_ONCE || mine >= MOST_AT_ONCE_EACH) {
      return false;
    }
    this.#all += 1;
    this.#each.set(who, mine + 1);
    return true;
  }

  give(who) {
    this.#all -= 1;
    const mine = this.#each.get(who) - 1;
    mine > 0 ? this.#each.set(who, mine) : this.#each.delete(who);
  }
}

function passOn(request, body, response, portal) {
  const headers = { ...portal.headers, "content-length": body.length };
  for (const name of PASSED) {
    if (request.headers[name] !== undefined) {
      headers[name] = request.headers[name];
    }
  }
  const { method, url: path } = request;
  const options = { socketPath: portal.socket, agent: portal.agent, method, path, headers };
  const asked = http.request(options, (answer) => {
    const { connection, "keep-alive": _, ...told } = answer.headers; // these end here
    response.writeHead(answer.statusCode, told);
    answer.pipe(response);
  });
  asked.setTimeout(PORTAL_ANSWER_MS, () => asked.destroy());
  asked.on("error", () => refuse(response, "course_server_unreachable"));
  response.on("close", () => asked.destroy());
  asked.end(body);
}

function receive(request, response, portal) {
  const pieces = [];
  let size = 0;
  request.on("data", (piece) => {
    size += piece.length;
    if (size > LARGEST_BODY) {
      request.removeAllListeners("data").removeAllListeners("end");
      refuse(response, "too_large");
    } else {
      pieces.push(piece);
    }
  });
  request.on("end", () => passOn(request, Buffer.concat(pieces), response, portal));
}

// Make the door. `publicUrl` is the address under which the portal knows itself; `agent` makes the
// connections to its socket.
export function exchangeDoor({ portalSocket, publicUrl, agent }) {
  const known = new URL(publicUrl);
  const headers = { host: known.host, "x-forwarded-proto": known.protocol.replace(":", "") };
  const portal = { socket: portalSocket, agent, headers };
  const places = new Places();
  const limits = { requestTimeout: WHOLE_REQUEST_MS, headersTimeout: WHOLE_REQUEST_MS / 3 };
  const server = http.createServer({ ...limits, connectionsCheckingInterval: 2_000 });
  server.maxConnections = MOST_CONNECTIONS;
  server.on("request", (request, response) => {
    const who = request.headers.authorization ?? "";
    if (!request.url.startsWith(PREFIX)) {
      refuse(response, "no_such_address");
    } else if (!METHODS.includes(request.method)) {
      refuse(response, "wrong_method");
    } else if (Number(request.headers["content-length"] ?? 0) > LARGEST_BODY) {
      refuse(response, "too_large");
    } else if (!places.take(who)) {
      refuse(response, "busy");
    } else {
      response.on("close", () => places.give(who));
      receive(request, response, portal);
    }
  });
  return server;
}

// Listen on a socket that every learner may connect to; what a killed proxy left there goes first.
export function openDoor(server, socket) {
  fs.rmSync(socket, { force: true });
  server.on("error", (error) => {
    console.error(`The exchange cannot be opened on ${socket}: ${error.message}.`);
    process.exit(1);
  });
  server.listen({ path: socket, readableAll: true, writableAll: true });
}
