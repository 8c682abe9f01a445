// An author's preview only (lesson-problems.tsx): asks whether a lesson was edited, and has the page made again in place.
(() => {
  if (window.slipwayLessonPreview) return;
  window.slipwayLessonPreview = true;
  let known;
  const look = async () => {
    try {
      const { version } = await (await fetch('/api/lesson-preview', { cache: 'no-store' })).json();
      // Next's own router keeps scroll position, terminals and everything else that the page has become.
      if (known !== undefined && version !== known) {
        if (window.next?.router) window.next.router.refresh();
        else location.reload();
      }
      known = version;
    } catch {
      // Slipway is being started again.
    }
    setTimeout(look, document.hidden ? 2000 : 600);
  };
  look();
})();
