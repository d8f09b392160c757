/* A browser script that is put into the page as it is: it has no types to check. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access */
'use strict';
(() => {
  for (const clip of document.querySelectorAll('.clip')) {
    /* The picture is on the page already. */
    const picture = clip.closest('.event').querySelector('.picture img');
    if (picture) clip.poster = picture.src;
    clip.addEventListener('error', () => {
      clip.hidden = true;
      clip.nextElementSibling.hidden = false;
    });
    /* One sound and one thing to look at. */
    clip.addEventListener('play', () => {
      for (const other of document.querySelectorAll('video')) if (other !== clip) other.pause();
    });
  }
})();
