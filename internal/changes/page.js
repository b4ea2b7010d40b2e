"use strict";
(function () {
  const changes = Array.from(document.querySelectorAll(".change"));
  const keys = document.getElementById("keys");
  let at = -1;
  function arrived() {
    const now = changes.findIndex((change) => "#" + change.id === decodeURIComponent(location.hash));
    if (now >= 0) { at = now; }
  }
  function go(to) {
    at = (to + changes.length) % changes.length;
    location.hash = changes[at].id;
    changes[at].tabIndex = -1;
    changes[at].focus({ preventScroll: true });
    changes[at].scrollIntoView({ block: "center" });
  }
  if (changes.length === 0) { return; }
  keys.parentNode.hidden = false;
  arrived();
  addEventListener("hashchange", arrived);
  addEventListener("keydown", function (event) {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (event.key === "n") { go(at + 1); }
    if (event.key === "p") { go(at >= 0 ? at - 1 : -1); }
  });
})();
