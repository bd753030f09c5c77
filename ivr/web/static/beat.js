// A second hand in a worker: browsers slow the timers of a hidden page down to one a minute, but not a worker's.

setInterval(() => postMessage(null), 1000);
