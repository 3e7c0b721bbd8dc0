/** Points are light: a flame. */
export function Flame() {
  return (
    <svg
      className="flame"
      viewBox="0 0 20 26"
      width="0.8em"
      height="1em"
      aria-hidden="true"
      focusable="false"
    >
      <path className="flame__outer" d="M10 1q7 7 8 14a8 8.5 0 0 1-16 1q0-5 4-8q0 3 2 4q3-4 2-11z" />
      <path className="flame__inner" d="M10 13q4 4 4 7a4 4 0 0 1-8 0q0-3 4-7z" />
    </svg>
  );
}
