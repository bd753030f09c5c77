// Reads announcements aloud with the browser's Indonesian voice, where it has one.

const WHISPERED_ALREADY = 2; // an utterance that began so many seconds ago is not begun anew

export class Voice {
  constructor(button) {
    this.button = button;
    this.synthesis = window.speechSynthesis ?? null;
    this.known = new Map();
    this.isOn = localStorage.getItem("voice") !== "off";
    this.synthesis?.addEventListener?.("voiceschanged", () => this.show());
    button.addEventListener("click", () => this.toggle());
    this.show();
  }

  get indonesian() {
    const voices = this.synthesis?.getVoices() ?? [];
    return voices.find((voice) => /^(id|in)([-_]|$)/i.test(voice.lang)) ?? null;
  }

  toggle() {
    this.isOn = !this.isOn;
    localStorage.setItem("voice", this.isOn ? "on" : "off");
    if (!this.isOn) this.synthesis?.cancel();
    this.show();
  }

  show() {
    const canSpeak = this.indonesian !== null;
    this.button.disabled = !canSpeak;
    this.button.setAttribute("aria-pressed", String(canSpeak && this.isOn));
    this.button.title = canSpeak
      ? "Pengumuman dibacakan dengan suara"
      : "Peramban ini tidak memiliki suara bahasa Indonesia; bacalah teksnya";
  }

  /** Follow what the chosen telephones hear: begin new sentences, and fall silent where one is cut off. */
  follow(legs) {
    for (const leg of legs) {
      for (const utterance of leg.heard ?? []) this.hear(utterance);
    }
  }

  hear(utterance) {
    const before = this.known.get(utterance.id);
    this.known.set(utterance.id, utterance.is_over);
    if (before === undefined && !utterance.is_over && utterance.elapsed < WHISPERED_ALREADY) this.say(utterance);
    const wasCut = before === false && utterance.is_over && utterance.said < utterance.text.length;
    if (wasCut) this.synthesis?.cancel();
  }

  say(utterance) {
    const voice = this.indonesian;
    if (!voice || !this.isOn) return;
    const speech = new SpeechSynthesisUtterance(utterance.text);
    Object.assign(speech, { voice, lang: voice.lang, rate: 1.05 });
    this.synthesis.speak(speech);
  }
}
