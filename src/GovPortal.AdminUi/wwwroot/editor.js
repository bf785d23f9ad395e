// Rich text: turns <textarea data-html-editor> into Jodit. The server sanitises; this only edits. Nothing is loaded from
// outside, files are attached through the media library, merged table cells stay merged.
(() => {
  'use strict';
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
      buttons: ['paragraph', 'bold', 'italic', 'underline', '|', 'ul', 'ol', 'indent', 'outdent', 'left', 'center', 'right', '|', 'table', 'link', 'image', 'hr', 'symbols', '|', 'eraser', 'find', 'undo', 'redo', '|', 'source', 'fullsize'],
    });
    let first = true;
    editor.events.on('change', () => {
      if (first) { first = false; return; }
      field.dispatchEvent(new CustomEvent('gp:changed', { bubbles: true }));
    });
  });
  start(document);
  document.body.addEventListener('htmx:load', e => start(e.target));
})();
