// The interface's reference: sends a request as it is filled in and shows what came back. Without script the page is for reading.
(() => {
  'use strict';
  const token = document.getElementById('try-token');
  document.querySelector('[data-try-requests]').hidden = false;

  /** The address with its path and query parameters, the headers, and the body. */
  function requestOf(form) {
    const address = new URL(location.origin);
    const headers = { Accept: 'application/json' };
    let path = form.dataset.path;
    let body;
    if (token.value.trim()) headers.Authorization = `Bearer ${token.value.trim()}`;
    for (const field of form.querySelectorAll('[data-in]')) {
      const value = field.value.trim();
      if (field.dataset.in === 'path') path = path.replace(`{${field.name}}`, encodeURIComponent(value));
      else if (field.dataset.in === 'body') { body = value; headers['Content-Type'] = 'application/json'; }
      else if (value && field.dataset.in === 'query') address.searchParams.set(field.name, value);
      else if (value) headers[field.name] = value;
    }
    address.pathname = path;
    return [address, { method: form.dataset.try, headers, body, credentials: 'omit' }];
  }

  function readable(text) {
    try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; }
  }

  for (const form of document.querySelectorAll('[data-try]')) {
    form.hidden = false;
    form.addEventListener('submit', async event => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      const [status, answer] = [form.querySelector('[data-try-status]'), form.querySelector('pre')];
      status.textContent = '…';
      answer.hidden = true;
      try {
        const response = await fetch(...requestOf(form));
        const text = await response.text();
        status.textContent = `${response.status} ${response.statusText}`;
        answer.textContent = readable(text);
        answer.hidden = text.length === 0;
      } catch (error) {
        status.textContent = String(error);
      }
    });
  }
})();
