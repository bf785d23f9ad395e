// Everything works without this file; it only adds larger text and a print button.
(function () {
  'use strict';
  var root = document.documentElement;
  var key = 'govportal-text-size';

  function stored() {
    try { return localStorage.getItem(key); } catch (e) { return null; }
  }

  function apply(large, button) {
    root.classList.toggle('large-text', large);
    button.setAttribute('aria-pressed', String(large));
  }

  document.querySelectorAll('[data-text-size]').forEach(function (button) {
    button.hidden = false;
    apply(stored() === 'large', button);
    button.addEventListener('click', function () {
      var large = !root.classList.contains('large-text');
      apply(large, button);
      try { localStorage.setItem(key, large ? 'large' : 'normal'); } catch (e) { /* private window: for this page only */ }
    });
  });

  document.querySelectorAll('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  // On a narrow screen the filters start closed, so that the hits come first.
  if (window.matchMedia('(max-width: 52rem)').matches) {
    document.querySelectorAll('.facet').forEach(function (facet) { facet.open = false; });
  }
})();
