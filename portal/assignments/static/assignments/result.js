// Waits for a result: asks every half second, then less and less often, and shows the page anew.
// Without this script the page offers a link that does the same; nothing depends on it.
(() => {
  const place = document.querySelector("[data-await-result]");
  if (!place) return;
  const words = place.querySelector("[data-await-words]");
  const first = 500;
  const longest = 5000;
  const sayLongerAfter = 15000;
  const began = Date.now();
  let wait = first;

  const ask = async () => {
    try {
      const answer = await fetch(place.dataset.awaitResult, {
        headers: { Accept: "application/json" },
        cache: "no-store",
        credentials: "same-origin",
      });
      if (answer.ok && (await answer.json()).settled) {
        window.location.reload();
        return;
      }
    } catch {
      // A dropped line is no reason to stop: the next question may get through.
    }
    const waited = Date.now() - began;
    if (waited > sayLongerAfter && words) words.textContent = place.dataset.longer;
    if (waited > 6000) wait = Math.min(wait * 1.5, longest);
    window.setTimeout(ask, wait);
  };
  window.setTimeout(ask, first);
})();
