// Progressive help. Every page works without this file.
(() => {
  "use strict";
  const plotlyAddress = document.currentScript.dataset.plotly;
  const words = document.currentScript.dataset;

  // A form marked data-once is sent once, however often its button is clicked.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.hasAttribute("data-once")) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    for (const button of form.querySelectorAll("button, input[type=submit]")) {
      button.setAttribute("aria-busy", "true");
    }
  });

  // Coming back with the browser's Back button finds the form ready again.
  window.addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
    }
  });

  // Menus are <details data-menu>: close on Escape, and when attention moves elsewhere.
  const openMenus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  for (const kind of ["click", "focusin"]) {
    document.addEventListener(kind, (event) => {
      for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
    });
  }

  // Times are written by the server in its own zone; show them in the reader's.
  const language = document.documentElement.lang;
  const localTime = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language || undefined, {
    dateStyle: "long", timeStyle: "short",
  });
  for (const element of document.querySelectorAll("time[data-local]")) {
    const moment = new Date(element.dateTime);
    if (!Number.isNaN(moment.getTime())) {
      element.title = element.textContent;
      element.textContent = localTime.format(moment);
    }
  }

  // Errors are read first.
  const summary = document.querySelector(".govuk-error-summary");
  if (summary) summary.focus();

  // Charts: the picture and the table are in the page; the library comes only when asked for.
  let library = null;
  const loadLibrary = () => {
    library ??= new Promise((resolve, reject) => {
      // Plotly keeps its rules in the element with this id, and would make an inline <style>
      // that our Content-Security-Policy refuses; a linked sheet takes the rules as well.
      document.querySelector("link[data-academy-css]").id = "plotly.js-style-global";
      const script = document.createElement("script");
      script.src = plotlyAddress;
      script.onload = () => resolve(window.Plotly);
      script.onerror = () => { library = null; reject(new Error("plotly")); };
      document.head.append(script);
    });
    return library;
  };

  // The chart takes the page's colours, light or dark; what its author set wins.
  const themed = (layout) => {
    const style = getComputedStyle(document.documentElement);
    const colour = (name) => style.getPropertyValue(name).trim();
    const axis = { gridcolor: colour("--govuk-border-colour"), zerolinecolor: colour("--govuk-border-colour"), automargin: true };
    return {
      paper_bgcolor: "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      margin: { t: 24, r: 16, b: 56, l: 64 },
      colorway: [1, 2, 3, 4, 5].map((number) => colour(`--academy-chart-${number}`)),
      ...layout,
      font: { family: style.fontFamily || "system-ui, sans-serif", size: 14, color: colour("--govuk-text-colour"), ...layout.font },
      xaxis: { ...axis, ...layout.xaxis },
      yaxis: { ...axis, ...layout.yaxis },
      autosize: true,
    };
  };

  const draw = async (chart, button) => {
    const status = chart.querySelector("[data-chart-status]");
    const canvas = chart.querySelector("[data-chart-canvas]");
    const figure = JSON.parse(chart.querySelector('script[type="application/json"]').textContent);
    button.setAttribute("aria-busy", "true");
    if (status) status.textContent = words.loading;
    try {
      const plotly = await loadLibrary();
      canvas.hidden = false;
      await plotly.newPlot(canvas, figure.data, themed(figure.layout ?? {}), {
        displayModeBar: false, responsive: true, locale: "en",
      });
      for (const picture of chart.querySelectorAll("[data-chart-static]")) picture.hidden = true;
      button.remove();
      if (status) status.textContent = words.loaded;
    } catch {
      canvas.hidden = true;
      button.removeAttribute("aria-busy");
      if (status) status.textContent = words.failed;
    }
  };

  for (const chart of document.querySelectorAll("[data-chart]")) {
    const button = chart.querySelector("[data-chart-load]");
    if (!button) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-busy") !== "true") draw(chart, button);
    });
  }
})();
