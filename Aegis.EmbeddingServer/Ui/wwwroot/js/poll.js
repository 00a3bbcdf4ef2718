/** Asks again and again while the page is seen, one question at a time. */
export class Poll {
  #ask;
  #pause;
  #timer = 0;
  #isAsking = false;
  #isWanted = false;

  /**
   * @param {() => Promise<number | void>} ask Fails never; may say how many seconds to wait this time.
   * @param {number} seconds From an answer to the next question otherwise.
   */
  constructor(ask, seconds) {
    this.#ask = ask;
    this.#pause = seconds;
    document.addEventListener('visibilitychange', () => this.now());
    this.now();
  }

  /** Asks without waiting for its turn. */
  async now() {
    clearTimeout(this.#timer);
    this.#isWanted = true;
    if (this.#isAsking) {
      return;
    }
    this.#isAsking = true;
    let pause;
    while (this.#isWanted && document.visibilityState === 'visible') {
      this.#isWanted = false;
      pause = await this.#ask();
    }
    this.#isAsking = false;
    if (document.visibilityState === 'visible') {
      this.#timer = setTimeout(() => this.now(), (pause ?? this.#pause) * 1000);
    }
  }
}
