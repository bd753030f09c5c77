// How long a request may take. AbortSignal.timeout() is missing on telephones of some years ago, where nothing was saved.

export function within(milliseconds) {
  const limit = new AbortController();
  setTimeout(() => limit.abort(), milliseconds);
  return limit.signal;
}
