// Answers without leaving the page, and keeps what was chosen when the line drops or the page reloads.
// Without this file every question is an ordinary form.
(() => {
  "use strict";
  const quiz = document.querySelector("[data-quiz]");
  if (!quiz) return;

  const keyOf = (form) => `quiz:${form.dataset.quizForm}`;
  const values = (form) =>
    [...form.querySelectorAll("[name=answer]")]
      .filter((input) => (["radio", "checkbox"].includes(input.type) ? input.checked : input.value))
      .map((input) => input.value);

  const keep = (form) => {
    try { sessionStorage.setItem(keyOf(form), JSON.stringify(values(form))); } catch { /* private mode */ }
  };
  const forget = (key) => {
    try { sessionStorage.removeItem(key); } catch { /* private mode */ }
  };
  const restore = (form) => {
    let kept = null;
    try { kept = JSON.parse(sessionStorage.getItem(keyOf(form)) ?? "null"); } catch { return; }
    if (!Array.isArray(kept) || values(form).length) return;
    for (const input of form.querySelectorAll("[name=answer]")) {
      if (["radio", "checkbox"].includes(input.type)) input.checked = kept.includes(input.value);
      else if (input.options) input.value = [...input.options].map((option) => option.value).find((value) => value && kept.includes(value)) ?? "";
      else if (kept.length) input.value = kept[0];
    }
  };

  const ready = (form) => {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll("[aria-busy]")) button.removeAttribute("aria-busy");
  };

  const show = (text, name) => {
    const page = new DOMParser().parseFromString(text, "text/html");
    for (const part of ["progress", `question-${name}`, "summary"]) {
      const fresh = page.querySelector(`[data-quiz-part="${part}"]`);
      const old = quiz.querySelector(`[data-quiz-part="${part}"]`);
      if (fresh && old) old.replaceWith(document.importNode(fresh, true));
    }
    quiz.querySelectorAll("[data-quiz-form]").forEach(restore);
    const place = document.getElementById(`question-${name}`);
    if (place) place.focus({ preventScroll: true });
  };

  quiz.addEventListener("change", (event) => {
    const form = event.target.closest("[data-quiz-form]");
    if (form) keep(form);
  });
  quiz.addEventListener("input", (event) => {
    const form = event.target.closest("[data-quiz-form]");
    if (form) keep(form);
  });

  // Runs before the frame's own double-click guard sees the form, so it marks the form itself.
  quiz.addEventListener("submit", async (event) => {
    const form = event.target.closest("[data-quiz-form]");
    if (!form) return;
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.sent) return;
    form.dataset.sent = "true";
    const message = form.querySelector("[data-quiz-error]");
    const name = form.dataset.quizForm.split(":")[1];
    const key = keyOf(form);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" });
      if (answer.status === 422 || answer.ok) {
        if (answer.ok) forget(key);
        show(await answer.text(), name);
        return;
      }
      throw new Error(String(answer.status));
    } catch {
      ready(form);
      if (message) {
        message.textContent = quiz.dataset.offline;
        message.hidden = false;
      }
    }
  });

  quiz.querySelectorAll("[data-quiz-form]").forEach(restore);
})();
