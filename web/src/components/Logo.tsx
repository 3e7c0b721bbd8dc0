/** The mark: a table of five, one of them you. */
export function Logo() {
  return (
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true">
      <circle className="wordmark__dot" cx="16" cy="6" r="4" />
      <circle className="wordmark__dot" cx="26" cy="13.3" r="4" />
      <circle className="wordmark__dot" cx="22.2" cy="25" r="4" />
      <circle className="wordmark__dot" cx="9.8" cy="25" r="4" />
      <circle className="wordmark__dot--you" cx="6" cy="13.3" r="4" />
    </svg>
  );
}
