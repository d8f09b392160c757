/* A browser script that is put into the page as it is: it has no types to check. */
/* oxlint-disable typescript/no-unsafe-assignment, typescript/no-unsafe-call, typescript/no-unsafe-member-access, typescript/no-unsafe-argument, typescript/no-unsafe-return, unicorn/consistent-function-scoping */
'use strict';
(() => {
  const part = (id) => document.getElementById(id);
  const video = part('video');
  const slider = part('slider');
  const offset = Number(video.dataset.offset);
  const step = Number(slider.step);

  function timeText(seconds) {
    const tenths = Math.round(Math.max(0, seconds) * 10);
    const hours = Math.floor(tenths / 36000);
    const minutes = Math.floor(tenths / 600) % 60;
    const rest = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
    return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
  }

  function go(seconds) {
    video.currentTime = Math.min(video.duration || 0, Math.max(0, seconds)) + 0.001;
  }

  function show() {
    const text = timeText(video.currentTime + offset);
    part('video-time').textContent = text;
    slider.value = String(video.currentTime);
    slider.setAttribute('aria-valuetext', text);
    part('play').textContent = video.paused ? 'Play' : 'Pause';
  }

  /* Playing is refused where the file is missing, and the error event says so on the page. */
  function play() {
    video.play().then(show, show);
  }
  function toggle() {
    if (video.paused) play();
    else video.pause();
  }

  function ready() {
    slider.max = String(video.duration);
    slider.hidden = false;
    part('controls').hidden = false;
    video.controls = false;
    show();
  }

  function missing() {
    part('stage').hidden = true;
    part('controls').hidden = true;
    part('video-missing').hidden = false;
  }

  part('play').addEventListener('click', toggle);
  video.addEventListener('click', () => {
    if (!video.controls) toggle();
  });
  part('back').addEventListener('click', () => go(video.currentTime - step));
  part('forward').addEventListener('click', () => go(video.currentTime + step));
  slider.addEventListener('input', () => go(Number(slider.value)));
  part('whole-screen').addEventListener('click', () => {
    video.requestFullscreen().catch(() => (video.controls = true));
  });
  document.addEventListener('fullscreenchange', () => {
    video.controls = document.fullscreenElement === video;
  });
  for (const event of ['timeupdate', 'seeked', 'play', 'pause', 'ended'])
    video.addEventListener(event, show);
  video.addEventListener('error', missing);
  video.addEventListener('loadedmetadata', ready);
  if (video.error) missing();
  else if (video.readyState >= 1) ready();

  for (const button of document.querySelectorAll('.jump')) {
    button.addEventListener('click', () => {
      go(Number(button.dataset.start) - offset);
      video.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
      play();
    });
  }
})();
