// Remembers which part of a lesson is on the screen, and marks it in the outline.
(() => {
  "use strict";
  const article = document.querySelector("[data-lesson]");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (!article || !("IntersectionObserver" in window)) return;

  const headings = [...article.querySelectorAll(".academy-prose h2[id]")];
  const links = new Map(
    [...document.querySelectorAll(".academy-outline a")].map((link) => [link.hash.slice(1), link]),
  );
  let current = "";
  let saved = "";
  let timer = 0;

  const save = () => {
    if (!token || !current || current === saved) return;
    saved = current;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token.value);
    body.set("anchor", current);
    // When the line is down, the next heading tries again.
    fetch(article.dataset.lesson, { method: "POST", body, keepalive: true }).catch(() => { saved = ""; });
  };

  const place = () => {
    let here = "";
    for (const heading of headings) {
      if (heading.getBoundingClientRect().top < window.innerHeight * 0.4) here = heading.id;
    }
    if (here === current) return;
    current = here;
    for (const [anchor, link] of links) {
      if (anchor === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  };

  const observer = new IntersectionObserver(place, { threshold: [0, 1] });
  for (const heading of headings) observer.observe(heading);
  // Opening a lesson at its top is no reading: only a reader who scrolls moves the place.
  window.addEventListener("scroll", () => {
    place();
    clearTimeout(timer);
    timer = setTimeout(save, 2000);
  }, { passive: true });
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
})();
