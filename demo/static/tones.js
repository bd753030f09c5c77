// Keys, ringing telephones and the ringback tone, made with WebAudio.

const KEY_TONES = {
  1: [697, 1209], 2: [697, 1336], 3: [697, 1477],
  4: [770, 1209], 5: [770, 1336], 6: [770, 1477],
  7: [852, 1209], 8: [852, 1336], 9: [852, 1477],
  "*": [941, 1209], 0: [941, 1336], "#": [941, 1477],
};
// Seconds of sound and of silence. Ringback in Indonesia: 425 Hz, 1 s on, 4 s off (ITU-T E.180 supplement).
const BELL = { pitches: [880, 1108], on: 0.9, period: 2.4, loudness: 0.05 };
const RINGBACK = { pitches: [425], on: 1, period: 5, loudness: 0.04 };

export class Tones {
  constructor(button) {
    this.button = button;
    this.isOn = localStorage.getItem("ring") !== "off";
    this.running = new Map();
    button.addEventListener("click", () => this.toggle());
    this.show();
    // Browsers allow sound only after the visitor did something.
    for (const deed of ["pointerdown", "keydown"]) {
      document.addEventListener(deed, () => this.wake(), { once: true, capture: true });
    }
  }

  wake() {
    if (this.audio || !window.AudioContext) return;
    this.audio = new AudioContext();
  }

  toggle() {
    this.isOn = !this.isOn;
    localStorage.setItem("ring", this.isOn ? "on" : "off");
    if (!this.isOn) for (const name of [...this.running.keys()]) this.stop(name);
    this.show();
  }

  show() {
    this.button.setAttribute("aria-pressed", String(this.isOn));
  }

  key(digit) {
    this.sound(KEY_TONES[digit], 0.12, 0.04);
  }

  bell(rings) {
    this.repeat("bell", BELL, rings);
  }

  ringback(sounds) {
    this.repeat("ringback", RINGBACK, sounds);
  }

  repeat(name, cadence, wanted) {
    if (!wanted || !this.isOn) return this.stop(name);
    if (this.running.has(name) || !this.audio) return;
    const beat = () => this.running.set(name, { timer, voice: this.sound(cadence.pitches, cadence.on, cadence.loudness) });
    const timer = setInterval(beat, cadence.period * 1000);
    beat();
  }

  stop(name) {
    const running = this.running.get(name);
    if (!running) return;
    clearInterval(running.timer);
    running.voice?.forEach((oscillator) => oscillator.stop());
    this.running.delete(name);
  }

  sound(pitches, seconds, loudness) {
    if (!this.isOn || !this.audio || !pitches) return null;
    const now = this.audio.currentTime;
    const gain = this.audio.createGain();
    gain.gain.setValueAtTime(0, now);
    gain.gain.linearRampToValueAtTime(loudness, now + 0.01);
    gain.gain.setValueAtTime(loudness, now + seconds - 0.02);
    gain.gain.linearRampToValueAtTime(0, now + seconds);
    gain.connect(this.audio.destination);
    return pitches.map((pitch) => {
      const oscillator = new OscillatorNode(this.audio, { frequency: pitch });
      oscillator.connect(gain);
      oscillator.start(now);
      oscillator.stop(now + seconds);
      return oscillator;
    });
  }
}
