"use strict"; // without the signs that XML would take for markup
(function () {
  const places = Array.from(document.querySelectorAll(".step"));
  const keys = document.querySelector(".steps input");
  let at = -1;
  function arrived() {
    const now = places.findIndex((place) => "#" + place.id === decodeURIComponent(location.hash));
    if (now >= 0) { at = now; }
  }
  function go(to) {
    at = (to + places.length) % places.length;
    location.hash = places[at].id;
    places[at].lastElementChild.focus({ preventScroll: true });
    places[at].parentNode.scrollIntoView({ block: "center" });
  }
  keys.parentNode.hidden = false;
  arrived();
  addEventListener("hashchange", arrived);
  addEventListener("keydown", function (event) {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) { return; }
    if (event.key === "n") { go(at + 1); }
    if (event.key === "p") { go(at >= 0 ? at - 1 : -1); }
  });
})();
