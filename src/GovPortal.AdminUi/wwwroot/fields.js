// Fields that help more with script: table rows, tags, filters, uploads, counters, selection. Each enhances markup that
// already works as plain HTML, also in fragments htmx brings later.
(() => {
  'use strict';
  const $ = (selector, within) => within.querySelector(selector);
  const $$ = (selector, within) => [...within.querySelectorAll(selector)];
  const changed = element => element.dispatchEvent(new CustomEvent('gp:changed', { bubbles: true }));
  const words = name => document.getElementById('gp-toasts')?.dataset[name] ?? '';
  const each = (within, selector, enhance) => $$(selector, within).concat(within.matches?.(selector) ? [within] : []).forEach(e => {
    const done = (e.dataset.gpDone ?? '').split(' ');
    if (done.includes(selector)) return;
    e.dataset.gpDone = [...done, selector].join(' ').trim();
    enhance(e);
  });

  // --- Table field: <div data-rows="Items"> with [data-row], <template data-row-template>, buttons data-row-…
  // Names and ids carry the row's number, Items[0].Title and Items_0__Title; the template writes x for it.
  function renumber(box) {
    const prefix = box.dataset.rows;
    const id = prefix.replace(/[^\w-]/g, '_');
    const heads = $$('thead th', box).map(th => th.textContent.trim());
    $$('[data-row]', box).forEach((row, i, rows) => {
      const rename = (element, attribute, from, to) => {
        const value = element.getAttribute(attribute);
        if (value?.startsWith(from)) element.setAttribute(attribute, to + value.slice(from.length).replace(/^[^\]_]*[\]_]/, ''));
      };
      $$('[name],[id],[for],[aria-describedby]', row).forEach(e => {
        rename(e, 'name', `${prefix}[`, `${prefix}[${i}]`);
        for (const a of ['id', 'for', 'aria-describedby']) rename(e, a, `${id}_`, `${id}_${i}_`);
      });
      [...row.children].forEach((cell, n) => { if (heads[n]) cell.dataset.label = heads[n]; });
      $$('[data-row-number]', row).forEach(e => { e.textContent = i + 1; });
      $$('[data-row-up]', row).forEach(b => { b.disabled = i === 0; });
      $$('[data-row-down]', row).forEach(b => { b.disabled = i === rows.length - 1; });
    });
  }
  function rows(box) {
    const body = $('[data-row-body]', box) ?? $('tbody', box);
    const template = $('template[data-row-template]', box);
    box.addEventListener('click', e => {
      const button = e.target.closest('[data-row-add],[data-row-remove],[data-row-up],[data-row-down]');
      if (!button || button.closest('[data-rows]') !== box) return;
      e.preventDefault();
      const row = button.closest('[data-row]');
      if (button.matches('[data-row-add]')) {
        body.append(template.content.cloneNode(true));
        start(body.lastElementChild);
        $('input:not([type=hidden]),select,textarea', body.lastElementChild)?.focus();
      } else if (button.matches('[data-row-remove]')) {
        const next = row.nextElementSibling ?? row.previousElementSibling;
        row.remove();
        (next ? $('[data-row-remove]', next) : $('[data-row-add]', box))?.focus();
        window.gp?.toast(words('textRowRemoved'), 'neutral');
      } else {
        const other = button.matches('[data-row-up]') ? row.previousElementSibling : row.nextElementSibling;
        if (!other) return;
        if (button.matches('[data-row-up]')) other.before(row); else other.after(row);
      }
      renumber(box);
      if (button.isConnected && !button.disabled && row) button.focus();
      changed(box);
    });
    renumber(box);
  }

  // --- Tags: <input data-tags> holding «a,b,c» becomes chips; the field itself still carries the value.
  function tags(field) {
    const box = document.createElement('div');
    box.className = 'gp-tags';
    const entry = document.createElement('input');
    entry.type = 'text';
    for (const a of ['list', 'placeholder', 'aria-describedby', 'aria-invalid']) if (field.hasAttribute(a)) entry.setAttribute(a, field.getAttribute(a));
    entry.id = field.id;
    field.removeAttribute('id');
    field.type = 'hidden';
    field.before(box);
    box.append(entry);
    const values = () => field.value.split(/[,，、;；\s]+/).filter(Boolean);
    const write = list => { field.value = [...new Set(list)].join(','); show(); changed(field); };
    function show() {
      $$('.gp-tag', box).forEach(t => t.remove());
      values().forEach(value => {
        const tag = document.createElement('span');
        tag.className = 'gp-tag';
        tag.textContent = value;
        const remove = document.createElement('button');
        remove.type = 'button';
        remove.textContent = '×';
        remove.setAttribute('aria-label', `${words('textRemove')} ${value}`);
        remove.addEventListener('click', () => { write(values().filter(v => v !== value)); entry.focus(); });
        tag.append(remove);
        entry.before(tag);
      });
    }
    function take() {
      const more = entry.value.split(/[,，、;；\s]+/).filter(Boolean);
      entry.value = '';
      if (more.length) write([...values(), ...more]);
    }
    entry.addEventListener('keydown', e => {
      if (e.isComposing) return;
      if (e.key === 'Enter' && entry.value) { e.preventDefault(); take(); }
      else if (e.key === 'Backspace' && !entry.value && values().length) write(values().slice(0, -1));
    });
    entry.addEventListener('input', e => { if (!e.isComposing && /[,，、;；]/.test(entry.value)) take(); });
    entry.addEventListener('change', take);
    box.addEventListener('click', e => { if (e.target === box) entry.focus(); });
    show();
  }

  // --- Select all: <input type=checkbox data-select-all="ids"> and [data-select-count].
  function selectAll(all) {
    const form = all.form ?? all.closest('form,section,body');
    const boxes = () => $$(`input[type=checkbox][name="${CSS.escape(all.dataset.selectAll)}"]`, form);
    const tell = () => {
      const list = boxes();
      const chosen = list.filter(b => b.checked).length;
      all.checked = chosen > 0 && chosen === list.length;
      all.indeterminate = chosen > 0 && chosen < list.length;
      $$('[data-select-count]', form).forEach(e => { e.textContent = chosen; });
      $$('[data-select-needed]', form).forEach(e => { e.disabled = chosen === 0; });
    };
    all.addEventListener('change', () => { const on = all.checked; boxes().forEach(b => { b.checked = on; }); tell(); });
    form.addEventListener('change', e => { if (e.target !== all) tell(); });
    tell();
  }

  // --- Drop zone: <label class="gp-drop" data-drop> around a file input.
  function drop(zone) {
    const input = $('input[type=file]', zone);
    for (const type of ['dragenter', 'dragover']) zone.addEventListener(type, e => { e.preventDefault(); zone.classList.add('is-over'); });
    for (const type of ['dragleave', 'drop']) zone.addEventListener(type, () => zone.classList.remove('is-over'));
    zone.addEventListener('drop', e => {
      e.preventDefault();
      if (!e.dataTransfer.files.length) return;
      input.files = e.dataTransfer.files;
      input.dispatchEvent(new Event('change', { bubbles: true }));
    });
  }

  // --- Counter: <textarea data-count="200">.
  function counter(field) {
    const limit = Number(field.dataset.count);
    const out = document.createElement('span');
    out.className = 'gp-counter';
    field.after(out);
    const tell = () => {
      const length = [...field.value].length;
      out.textContent = limit ? `${length} / ${limit}` : `${length}`;
      out.classList.toggle('is-over', limit > 0 && length > limit);
    };
    field.addEventListener('input', tell);
    tell();
  }

  // --- Lists on a phone: the column heads go into the cells.
  function label(table) {
    const heads = $$('thead th', table).map(th => th.textContent.trim());
    $$('tbody tr', table).forEach(tr => [...tr.cells].forEach((td, i) => { if (heads[i] && !td.dataset.label && td.colSpan === 1) td.dataset.label = heads[i]; }));
    table.classList.add('gp-table-labelled');
  }

  function start(within) {
    each(within, '[data-rows]', rows);
    each(within, 'input[data-tags]', tags);
    each(within, '[data-select-all]', selectAll);
    each(within, '[data-drop]', drop);
    each(within, '[data-count]', counter);
    each(within, 'table.gp-table-cards', label);
    each(within, 'select[data-auto-submit]', s => s.addEventListener('change', () => s.form.requestSubmit()));
  }
  start(document);
  document.body.addEventListener('htmx:load', e => start(e.target));
})();
