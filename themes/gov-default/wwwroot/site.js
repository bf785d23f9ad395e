// Everything works without this file; it adds larger text, a print button and the small proof of work of a public form.
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

  // A number whose hash with the text begins with 14 zero bits: a second for a person, dear for who posts thousands.
  async function work(id, stamp, text) {
    var encoder = new TextEncoder();
    for (var n = 0; ; n++) {
      var hash = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode([id, stamp, text, n].join('\n'))));
      if (hash[0] === 0 && hash[1] < 4) return String(n);
    }
  }

  document.querySelectorAll('form[data-work]').forEach(function (form) {
    if (!window.crypto || !crypto.subtle || !window.TextEncoder) return;
    form.addEventListener('submit', async function (event) {
      event.preventDefault();
      if (form.dataset.working) return;
      form.dataset.working = 'true';
      var button = form.querySelector('button[type=submit]');
      button.setAttribute('aria-disabled', 'true');
      var stamp = String(Math.floor(Date.now() / 60000));
      form.elements.namedItem('nonce').value = await work(form.dataset.work, stamp, form.elements.namedItem('text').value);
      form.elements.namedItem('stamp').value = stamp;
      HTMLFormElement.prototype.submit.call(form);
      // The page may come back from the browser's memory.
      delete form.dataset.working;
      button.removeAttribute('aria-disabled');
    });
  });
})();
