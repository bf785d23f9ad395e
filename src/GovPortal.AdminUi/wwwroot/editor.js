// Rich text: turns <textarea data-html-editor> into Jodit. The server sanitises; this only edits. Nothing is loaded from
// outside, files are attached through the media library, merged table cells stay merged.
(() => {
  'use strict';
  const all = ['paragraph', 'bold', 'italic', 'underline', '|', 'ul', 'ol', 'indent', 'outdent', 'left', 'center', 'right', '|', 'table', 'link', 'image', 'hr', 'symbols', '|', 'eraser', 'find', 'undo', 'redo', '|', 'source', 'fullsize'];
  const few = ['paragraph', 'bold', 'ul', 'ol', 'table', 'link', '|', 'eraser', 'undo', 'redo', '|', 'source', 'fullsize'];

  const start = within => within.querySelectorAll('textarea[data-html-editor]:not([data-editor-ready])').forEach(field => {
    field.dataset.editorReady = 'yes';
    const editor = window.Jodit.make(field, {
      language: document.documentElement.lang.startsWith('zh') ? 'zh_cn' : 'en',
      minHeight: 360,
      readonly: field.readOnly || field.disabled,
      sourceEditor: 'area',
      beautifyHTML: false,
      toolbarAdaptive: true,
      toolbarSticky: false,
      showXPathInStatusbar: false,
      showCharsCounter: true,
      showWordsCounter: false,
      hidePoweredByJodit: true,
      askBeforePasteHTML: false,
      askBeforePasteFromWord: false,
      defaultActionOnPaste: 'insert_as_html',
      defaultActionOnPasteFromWord: 'insert_clear_html',
      uploader: { insertImageAsBase64URI: false },
      disablePlugins: ['speech-recognize', 'ai-assistant', 'video', 'file', 'about', 'powered-by-jodit', 'iframe', 'preview', 'print'],
      sizeMD: 480,
      buttons: all, buttonsMD: all, buttonsSM: few, buttonsXS: few,
    });
    // The editor tidies what it was given; only what a person did counts as a change.
    let touched = false;
    for (const type of ['keydown', 'pointerdown', 'paste', 'drop']) editor.container.addEventListener(type, () => { touched = true; }, true);
    // It writes into its field a moment after the key; whoever sends at once sends what was typed last.
    field.form?.addEventListener('submit', () => editor.setEditorValue());
    editor.events.on('change', () => { if (touched) field.dispatchEvent(new CustomEvent('gp:changed', { bubbles: true })); });
  });
  start(document);
  document.body.addEventListener('htmx:load', e => start(e.target));
})();
