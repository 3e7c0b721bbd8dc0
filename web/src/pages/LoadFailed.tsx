/** Something could not be had: why, and once more. */
export function LoadFailed({ message, again }: { message: string; again(): void }) {
  return (
    <div className="row row--apart note note--bad" role="alert">
      <span>{message}</span>
      <button type="button" className="button" onClick={again}>
        Try again
      </button>
    </div>
  );
}
