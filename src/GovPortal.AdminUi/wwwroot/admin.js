// The admin's behaviour around pages: confirmation, shortcuts, guards, toasts, menus. Everything here helps; nothing is
// needed: without script every page still works. Fields have their own file.
(() => {
  'use strict';
  const root = document.documentElement;
  root.classList.add('gp-js');
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const toasts = $('#gp-toasts');

  /** Says something for six seconds, or for as long as the reader keeps it under the pointer. */
  function toast(text, tone = 'info') {
    if (!toasts || !text) return;
    const box = document.createElement('div');
    box.className = `gp-toast gp-tone-${/^[a-z]+$/.test(tone) ? tone : 'info'}`;
    box.textContent = text;
    toasts.append(box);
    let timer = setTimeout(() => box.remove(), 6000);
    box.addEventListener('pointerenter', () => clearTimeout(timer));
    box.addEventListener('pointerleave', () => { timer = setTimeout(() => box.remove(), 2000); });
  }
  window.gp = { toast };

  // --- Confirmation: a button or form with data-confirm says what will happen before it happens.
  const confirmDialog = $('#gp-confirm');
  const confirmed = new WeakSet();

  function askFirst(form, submitter) {
    const source = submitter?.dataset.confirm ? submitter : form.dataset.confirm ? form : null;
    if (!source || !confirmDialog?.showModal) return false;
    const words = submitter?.textContent.trim();
    $('#gp-confirm-title').textContent = source.dataset.confirmTitle || words;
    $('#gp-confirm-text').textContent = source.dataset.confirm;
    const ok = $('[data-confirm-ok]', confirmDialog);
    ok.textContent = words || ok.textContent;
    ok.className = source.dataset.confirmTone === 'danger' ? 'btn btn-danger' : 'btn btn-primary';
    confirmDialog.returnValue = '';
    confirmDialog.addEventListener('close', () => {
      if (confirmDialog.returnValue !== 'ok') { submitter?.focus(); return; }
      confirmed.add(form);
      form.requestSubmit(submitter ?? undefined);
    }, { once: true });
    confirmDialog.showModal();
    return true;
  }

  // --- Unsaved changes and double sending.
  const dirty = new Set();

  function markDirty(form) {
    if (!form || !form.matches('[data-guard]') || dirty.has(form)) return;
    dirty.add(form);
    $$('[data-dirty]', form).forEach(e => { e.hidden = false; });
  }
  // A rich-text field speaks for itself with gp:changed: its editor also tidies what nobody touched.
  const typed = e => { if (!e.target.matches('[data-editor-ready]')) markDirty(e.target.form); };
  document.addEventListener('input', typed);
  document.addEventListener('change', typed);
  document.addEventListener('gp:changed', e => markDirty(e.target.closest('form')));
  window.addEventListener('beforeunload', e => { if (dirty.size) { e.preventDefault(); e.returnValue = ''; } });

  // Capture, so that the question comes before anyone else hears of the sending.
  document.addEventListener('submit', e => {
    const form = e.target;
    if (form.getAttribute('method') === 'dialog') return;
    if (!confirmed.delete(form) && askFirst(form, e.submitter)) { e.preventDefault(); e.stopImmediatePropagation(); }
  }, true);

  document.addEventListener('submit', e => {
    const form = e.target;
    if (e.defaultPrevented || form.method !== 'post') return;
    if (form.dataset.sending) { e.preventDefault(); return; }
    form.dataset.sending = 'yes';
    dirty.delete(form);
    // Not disabled: a disabled button would not send its own name and value.
    e.submitter?.setAttribute('aria-busy', 'true');
  });
  function release(form) {
    delete form.dataset.sending;
    $$('[aria-busy]', form).forEach(b => b.removeAttribute('aria-busy'));
  }
  window.addEventListener('pageshow', () => $$('form[data-sending]').forEach(release));

  // --- Keyboard.
  const typing = target => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  let sequence = '';
  document.addEventListener('keydown', e => {
    if (e.isComposing) return;
    if ((e.ctrlKey || e.metaKey) && !e.altKey && !e.shiftKey && e.key.toLowerCase() === 's') {
      const save = $('[data-save]:not(:disabled)');
      if (save) { e.preventDefault(); save.form.requestSubmit(save); }
      return;
    }
    if (e.key === 'Escape') { closeNav(); closeMenus(); return; }
    if (e.ctrlKey || e.metaKey || e.altKey || typing(e.target) || $('dialog[open]')) return;
    if (e.key === '/') {
      const box = $('[data-shortcut-search]') ?? $('[data-shortcut-global]');
      if (box) { e.preventDefault(); box.focus(); box.select(); }
    } else if (e.key === '?') {
      $('#gp-help')?.showModal?.();
    } else if (sequence === 'g') {
      $(`[data-go="${CSS.escape(e.key)}"]`)?.click();
    }
    sequence = e.key === 'g' ? 'g' : '';
    if (sequence) setTimeout(() => { sequence = ''; }, 1200);
  });

  // --- Navigation drawer and menus.
  const nav = $('#gp-nav');
  const opener = $('[data-nav-open]');
  function closeNav() {
    if (!nav?.classList.contains('is-open')) return;
    nav.classList.remove('is-open');
    opener.setAttribute('aria-expanded', 'false');
    opener.focus();
  }
  if (nav && opener) {
    opener.setAttribute('role', 'button');
    opener.setAttribute('aria-expanded', 'false');
    opener.addEventListener('click', e => {
      e.preventDefault();
      nav.classList.add('is-open');
      opener.setAttribute('aria-expanded', 'true');
      $('[data-nav-close]', nav).focus();
    });
    $$('[data-nav-close]').forEach(b => b.addEventListener('click', e => { e.preventDefault(); closeNav(); }));
    nav.addEventListener('focusout', e => { if (e.relatedTarget && !nav.contains(e.relatedTarget)) closeNav(); });
    $('[aria-current]', nav)?.scrollIntoView({ block: 'nearest' });
  }
  const closeMenus = except => $$('details[data-menu][open]').forEach(m => {
    if (m === except) return;
    const inside = m.contains(document.activeElement);
    m.open = false;
    if (inside) $('summary', m).focus();
  });
  document.addEventListener('click', e => {
    closeMenus(e.target.closest('details[data-menu]'));
    if (e.target.closest('[data-help]')) $('#gp-help')?.showModal?.();
    if (e.target.closest('[data-print]')) window.print();
    e.target.closest('[data-flash-close]')?.closest('[data-flash]').remove();
    if (e.target instanceof HTMLDialogElement) e.target.close('cancel');
  });

  // --- Errors first: the summary takes the focus, its links reach into their fields.
  function showErrors(within) {
    const summary = $('.gp-error-summary', within);
    if (!summary) return;
    $$('a[href^="#"]', summary).forEach(a => {
      const target = document.getElementById(a.hash.slice(1));
      if (!target) { a.replaceWith(...a.childNodes); return; }
      a.addEventListener('click', e => {
        e.preventDefault();
        const control = target.matches('input,select,textarea,[contenteditable]') ? target : $('input,select,textarea', target) ?? target;
        control.scrollIntoView({ block: 'center' });
        control.focus({ preventScroll: true });
      });
    });
    summary.focus();
  }
  showErrors(document);

  // --- htmx: the antiforgery token goes along, failures are said, a lost session leads to sign-in.
  document.body.addEventListener('htmx:configRequest', e => {
    const token = $('input[name="__RequestVerificationToken"]');
    if (token && e.detail.verb !== 'get') e.detail.headers.RequestVerificationToken = token.value;
  });
  document.body.addEventListener('htmx:beforeSwap', e => {
    const url = e.detail.xhr.responseURL;
    if (url && new URL(url).pathname.toLowerCase() === '/login') { e.detail.shouldSwap = false; window.location.reload(); }
  });
  document.body.addEventListener('htmx:afterRequest', e => { const form = e.target.closest?.('form'); if (form) release(form); });
  document.body.addEventListener('htmx:responseError', e => toast(toasts?.dataset[e.detail.xhr.status === 403 ? 'textDenied' : 'textFailed'], 'danger'));
  document.body.addEventListener('htmx:sendError', () => toast(toasts?.dataset.textFailed, 'danger'));
  document.body.addEventListener('htmx:load', e => showErrors(e.target));
  document.body.addEventListener('gp:toast', e => toast(e.detail.text ?? e.detail.value, e.detail.tone));
})();
