// A second hand that goes on in a hidden page, whose own timers browsers slow down to one a minute.

export function everySecond(workerUrl, beat) {
  let hasBeaten = false;
  try {
    new Worker(workerUrl).onmessage = () => {
      hasBeaten = true;
      beat();
    };
  } catch {
    // Told below, as where a worker is refused without a word.
  }
  setTimeout(() => hasBeaten || setInterval(beat, 1000), 3000);
}
