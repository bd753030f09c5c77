// The ring tone, made by the browser itself; on a telephone it shakes as well.

const REMEMBERED = "piket-sound";
const GESTURES = ["pointerdown", "keydown"];
const CADENCE = 3000; // milliseconds from one ring to the next

export class Ring {
  onchange = () => {};
  #context = null;
  #timer = null;

  // By everybody who did not turn it off: a ring that nobody hears is what this is against.
  get isWanted() {
    return localStorage.getItem(REMEMBERED) !== "off";
  }

  // A browser lets a page sound only after the person has touched it.
  get isReady() {
    return this.#context?.state === "running";
  }

  // "off", "blocked" until a gesture, "ready", "ringing".
  get state() {
    if (!this.isWanted) return "off";
    if (!this.isReady) return "blocked";
    return this.#timer === null ? "ready" : "ringing";
  }

  // Any touch of the page is enough, but for one of the button that turns sound on and off: its press would find it on.
  begin(button = null) {
    if (this.isWanted) this.#open();
    for (const gesture of GESTURES) {
      document.addEventListener(
        gesture,
        ({ target }) => this.isWanted && !this.isReady && !button?.contains(target) && this.#open(),
        { capture: true },
      );
    }
    this.onchange();
  }

  async turnOn() {
    localStorage.setItem(REMEMBERED, "on");
    await this.#open();
    if (this.isReady && this.#timer === null) this.#tone(0.25); // so that they hear that it works
  }

  turnOff() {
    localStorage.setItem(REMEMBERED, "off");
    this.should(false);
    this.onchange();
  }

  // Ring, or be silent; asked as often as one likes.
  should(rings) {
    if (rings && this.#timer === null) {
      this.#once();
      this.#timer = setInterval(() => this.#once(), CADENCE);
      this.onchange();
    } else if (!rings && this.#timer !== null) {
      clearInterval(this.#timer);
      this.#timer = null;
      navigator.vibrate?.(0);
      this.#hush?.();
      this.onchange();
    }
  }

  #hush = null;

  #once() {
    navigator.vibrate?.([400, 200, 400]);
    if (this.isWanted && this.isReady) this.#tone(1.2);
  }

  // Two tones together, as telephones ring, softly beginning and ending.
  #tone(seconds) {
    const context = this.#context;
    const start = context.currentTime;
    const volume = context.createGain();
    volume.connect(context.destination);
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.25, start + 0.03);
    volume.gain.setValueAtTime(0.25, start + seconds - 0.05);
    volume.gain.linearRampToValueAtTime(0, start + seconds);
    for (const frequency of [440, 554]) {
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(volume);
      tone.start(start);
      tone.stop(start + seconds);
    }
    this.#hush = () => volume.disconnect();
  }

  async #open() {
    this.#context ??= new AudioContext();
    this.#context.onstatechange = () => this.onchange();
    // Without a gesture a browser keeps this waiting, so nobody waits for it.
    await Promise.race([this.#context.resume(), new Promise((done) => setTimeout(done, 300))]);
    this.onchange();
  }
}
