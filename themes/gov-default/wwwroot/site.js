// Everything works without this file; it adds printing, reading aloud, copying an address and the small proof of work of a public form.
(function () {
  'use strict';
  document.querySelectorAll('[data-print]').forEach(function (button) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  });

  document.querySelectorAll('[data-copy]').forEach(function (button) {
    if (!navigator.clipboard) return;
    button.hidden = false;
    button.addEventListener('click', function () {
      navigator.clipboard.writeText(button.dataset.copy).then(function () { button.textContent = button.dataset.done; });
    });
  });

  // Reads the page's text aloud, part by part, and shows where it is.
  document.querySelectorAll('[data-read]').forEach(function (button) {
    var speech = window.speechSynthesis;
    var label = button.querySelector('[data-read-text]');
    var parts = Array.prototype.filter.call(document.querySelectorAll('.doc h1, .doc .prose p, .doc .prose li, .doc .aspect > h2, .doc .fields dd, .doc .fact-grid dd'), function (e) { return e.textContent.trim(); });
    if (!speech || !window.SpeechSynthesisUtterance || parts.length === 0) return;
    var start = label.textContent;
    var current = null;
    button.hidden = false;
    window.addEventListener('pagehide', stop);

    function mark(element) {
      if (current) current.classList.remove('reading');
      current = element;
      if (current) current.classList.add('reading');
    }

    function stop() {
      speech.cancel();
      mark(null);
      label.textContent = start;
      button.setAttribute('aria-pressed', 'false');
    }

    function read(index) {
      if (index >= parts.length) return stop();
      var words = new SpeechSynthesisUtterance(parts[index].textContent.trim());
      words.lang = document.documentElement.lang === 'en' ? 'zh-CN' : document.documentElement.lang;
      words.onend = function () { if (current === parts[index]) read(index + 1); };
      words.onerror = function (event) { if (event.error !== 'canceled' && event.error !== 'interrupted') stop(); };
      mark(parts[index]);
      speech.speak(words);
    }

    button.addEventListener('click', function () {
      if (current) return stop();
      label.textContent = label.dataset.stop;
      button.setAttribute('aria-pressed', 'true');
      read(0);
    });
  });

  // Where there is room the filters of a list stand open.
  if (window.matchMedia('(min-width: 52rem)').matches) {
    document.querySelectorAll('[data-wide-open]').forEach(function (details) { details.open = true; });
  }

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

  // «Was it useful»: the thanks, and the question why not, take the place of the form; without script they are a page.
  document.addEventListener('submit', async function (event) {
    var form = event.target;
    if (!form.matches('form[data-useful]') || !window.fetch || !window.DOMParser) return;
    event.preventDefault();
    var data = new URLSearchParams(new FormData(form));
    if (event.submitter && event.submitter.name) data.set(event.submitter.name, event.submitter.value);
    try {
      var response = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'text/html' } });
      var answer = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-useful-answer]');
      if (!answer) throw new Error(String(response.status));
      (form.closest('[data-useful-answer]') || form).replaceWith(answer);
      answer.tabIndex = -1;
      answer.focus();
    } catch (e) {
      var field = document.createElement('input');
      field.type = 'hidden';
      if (event.submitter && event.submitter.name) { field.name = event.submitter.name; field.value = event.submitter.value; form.append(field); }
      HTMLFormElement.prototype.submit.call(form);
    }
  });
})();

// Suggestions while typing in a search box; without script there is the page of related words.
(function () {
  'use strict';
  if (!window.fetch || !window.URLSearchParams) return;

  document.querySelectorAll('form[role="search"][action="/search"]').forEach(function (form, number) {
    var input = form.querySelector('input[name="q"]');
    if (!input) return;
    var list = document.createElement('ul');
    var id = 'suggest-' + number;
    var timer = 0, asked = '', active = -1;
    list.id = id;
    list.className = 'suggest';
    list.hidden = true;
    list.setAttribute('role', 'listbox');
    list.setAttribute('aria-label', document.documentElement.lang === 'en' ? 'Suggestions' : '搜索建议');
    form.classList.add('search-box--suggests');
    form.appendChild(list);
    input.setAttribute('role', 'combobox');
    input.setAttribute('aria-autocomplete', 'list');
    input.setAttribute('aria-expanded', 'false');
    input.setAttribute('aria-controls', id);

    function close() {
      list.hidden = true;
      active = -1;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
    }

    function mark(index) {
      active = index;
      Array.prototype.forEach.call(list.children, function (option, at) {
        option.setAttribute('aria-selected', String(at === index));
        if (at === index) option.scrollIntoView({ block: 'nearest' });
      });
      if (index >= 0) input.setAttribute('aria-activedescendant', id + '-' + index);
      else input.removeAttribute('aria-activedescendant');
    }

    function show(entries) {
      list.textContent = '';
      entries.forEach(function (entry, at) {
        var option = document.createElement('li');
        option.id = id + '-' + at;
        option.setAttribute('role', 'option');
        option.setAttribute('aria-selected', 'false');
        option.textContent = entry.text;
        option.dataset.url = entry.url;
        list.appendChild(option);
      });
      if (entries.length === 0) { close(); return; }
      active = -1;
      list.hidden = false;
      input.setAttribute('aria-expanded', 'true');
    }

    async function ask() {
      var text = input.value.trim();
      if (text === asked) return;
      asked = text;
      if (text === '') { close(); return; }
      try {
        var answer = await fetch('/search/suggest.json?' + new URLSearchParams({ q: text }), { credentials: 'omit' });
        var entries = answer.ok ? await answer.json() : [];
        if (asked === text && document.activeElement === input) show(entries);
      } catch (e) { close(); }
    }

    input.addEventListener('input', function (event) {
      // Not while an input method is still composing: its letters are no question.
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, 150);
    });
    input.addEventListener('compositionend', function () { clearTimeout(timer); timer = setTimeout(ask, 150); });
    input.addEventListener('keydown', function (event) {
      if (list.hidden) return;
      var last = list.children.length - 1;
      if (event.key === 'ArrowDown') { mark(active >= last ? 0 : active + 1); event.preventDefault(); }
      else if (event.key === 'ArrowUp') { mark(active <= 0 ? last : active - 1); event.preventDefault(); }
      else if (event.key === 'Escape') { close(); event.preventDefault(); }
      else if (event.key === 'Enter' && active >= 0) { location.href = list.children[active].dataset.url; event.preventDefault(); }
    });
    list.addEventListener('mousedown', function (event) {
      var option = event.target.closest('[role="option"]');
      if (option) { event.preventDefault(); location.href = option.dataset.url; }
    });
    input.addEventListener('blur', close);
  });
})();
