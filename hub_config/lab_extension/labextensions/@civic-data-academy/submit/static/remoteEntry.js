// "Save and submit" for exercises, as a JupyterLab extension that needs no build step.
//
// JupyterLab loads this file and asks the object below for "./extension" (module federation). The
// parts of JupyterLab that we need come from its share scope, so that nothing is bundled here.
// The work itself is done by the server extension: POST academy/submit/<course>/<exercise>.
(() => {
  const NAME = "@civic-data-academy/submit";
  const COMMAND = "academy:save-and-submit";
  const EXERCISE = /^([a-z0-9][a-z0-9._-]*)\/([a-z0-9][a-z0-9._-]*)\/[^/]+\.ipynb$/;
  const STYLE = `
    .academy-submit::part(control) { background: #0b5c5c; color: #fff; border-radius: 3px; }
    .academy-submit::part(control):hover { background: #084747; }
    .academy-submit .jp-ToolbarButtonComponent-label { color: #fff; font-weight: 600; }
    .academy-submit[aria-disabled="true"] { opacity: 0.6; }
    .academy-submit:focus-visible { outline: 3px solid #ffd43b; outline-offset: 1px; }`;
  let shareScope = {};

  async function shared(name) {
    const newest = Object.values(shareScope[name] || {}).pop();
    if (!newest) {
      throw new Error(`JupyterLab does not share ${name}.`);
    }
    return (await newest.get())();
  }

  function element(tag, words, attributes = {}) {
    const made = document.createElement(tag);
    made.textContent = words;
    for (const [name, value] of Object.entries(attributes)) {
      made.setAttribute(name, value);
    }
    return made;
  }

  function receiptNode(receipt) {
    const node = element("div", "", { class: "academy-receipt", style: "max-width: 34rem" });
    if (receipt.is_blank) {
      node.append(
        element("p", "Careful: this is the same as the empty exercise.", { role: "alert" }),
        element("p", "Your answers may not have been saved, or you submitted before you began.")
      );
    }
    for (const warning of receipt.warnings || []) {
      if (!(receipt.is_blank && warning.code === "blank")) {
        node.append(element("p", warning.message));
      }
    }
    const received = new Date(receipt.received_at);
    const time = received.toLocaleString([], { dateStyle: "long", timeStyle: "long" });
    const list = element("dl", "");
    for (const [name, value, code] of [
      ["Received", time, false],
      ["Attempt", attemptWords(receipt), false],
      ["Submission number", receipt.submission_id, true],
      ["Fingerprint of your file (SHA-256)", receipt.sha256, true],
    ]) {
      const term = element("dt", name, { style: "font-weight: 600" });
      const detail = element("dd", "", { style: "margin: 0 0 .5rem; overflow-wrap: anywhere" });
      detail.append(code ? element("code", value) : document.createTextNode(value));
      list.append(term, detail);
    }
    node.append(list);
    if (receipt.result_url) {
      const link = { href: receipt.result_url, target: "_blank", rel: "noopener" };
      const line = element("p", "");
      line.append(element("a", "See your result (opens in a new tab)", link));
      node.append(line);
    }
    return node;
  }

  function attemptWords(receipt) {
    const left = receipt.attempts_left;
    const number = `Number ${receipt.attempt}`;
    if (left === null || left === undefined) {
      return number;
    }
    return left === 1 ? `${number}; 1 attempt is left` : `${number}; ${left} attempts are left`;
  }

  async function makePlugin() {
    const [apputils, coreutils, notebook, services, widgets] = await Promise.all(
      [
        "@jupyterlab/apputils",
        "@jupyterlab/coreutils",
        "@jupyterlab/notebook",
        "@jupyterlab/services",
        "@lumino/widgets",
      ].map(shared)
    );
    const { Dialog, ICommandPalette, Notification, ToolbarButton, showDialog } = apputils;

    function say(title, node) {
      const body = new widgets.Widget({ node });
      return showDialog({ title, body, buttons: [Dialog.okButton({ label: "Close" })] });
    }

    function sayError(message, next) {
      const node = element("div", "", { style: "max-width: 34rem" });
      node.append(element("p", message));
      if (next) {
        node.append(element("p", next));
      }
      return say("Not submitted", node);
    }

    async function post(course, exercise) {
      const settings = services.ServerConnection.makeSettings();
      const url = coreutils.URLExt.join(settings.baseUrl, "academy", "submit", course, exercise);
      const answer = await services.ServerConnection.makeRequest(url, { method: "POST" }, settings);
      return [answer.ok, await answer.json()];
    }

    async function saveAndSubmit(panel) {
      const [, course, exercise] = EXERCISE.exec(panel.context.path);
      try {
        await panel.context.save();
      } catch {
        await sayError("Your notebook could not be saved.", "Check your connection and try again.");
        return;
      }
      const waiting = Notification.emit("Submitting your work…", "in-progress", {
        autoClose: false,
      });
      let answered;
      try {
        answered = await post(course, exercise);
      } catch {
        answered = [false, null];
      } finally {
        Notification.dismiss(waiting);
      }
      const [accepted, said] = answered;
      if (accepted) {
        await say(said.is_blank ? "Submitted, but it looks empty" : "Submitted", receiptNode(said));
      } else if (said && said.error) {
        await sayError(said.error.message, said.error.next);
      } else {
        const message = "Your workspace did not answer. Your notebook is saved.";
        await sayError(message, "Wait a moment and submit again.");
      }
    }

    const busy = new WeakSet();

    async function once(panel, button) {
      if (busy.has(panel)) {
        return; // a second click while the first is on its way
      }
      busy.add(panel);
      if (button) {
        button.enabled = false;
      }
      try {
        await saveAndSubmit(panel);
      } finally {
        busy.delete(panel);
        if (button) {
          button.enabled = true;
        }
      }
    }

    function addButton(panel) {
      const button = new ToolbarButton({
        className: "academy-submit",
        label: "Save and submit",
        tooltip: "Save this notebook and hand in the exercise",
        onClick: () => once(panel, button),
      });
      panel.context.ready.then(() => {
        if (EXERCISE.test(panel.context.path) && !panel.isDisposed) {
          panel.toolbar.insertBefore("spacer", "academySubmit", button);
        }
      });
      return button;
    }

    return {
      id: `${NAME}:plugin`,
      description: "Saves the notebook, hands the exercise in and shows the receipt.",
      autoStart: true,
      requires: [notebook.INotebookTracker],
      optional: [ICommandPalette],
      activate: (app, tracker, palette) => {
        document.head.append(element("style", STYLE));
        app.docRegistry.addWidgetExtension("Notebook", { createNew: addButton });
        const current = () => tracker.currentWidget;
        const isExercise = () => Boolean(current() && EXERCISE.test(current().context.path));
        app.commands.addCommand(COMMAND, {
          label: "Save and Submit the Exercise",
          isEnabled: isExercise,
          execute: () => once(current(), null),
        });
        if (palette) {
          palette.addItem({ command: COMMAND, category: "Exercise" });
        }
      },
    };
  }

  window._JUPYTERLAB = window._JUPYTERLAB || {};
  window._JUPYTERLAB[NAME] = {
    init(scope) {
      shareScope = scope;
    },
    async get() {
      const plugin = await makePlugin();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
