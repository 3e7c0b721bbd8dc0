/** Stands in for the latest event while the server can store nothing. */
export function Standing() {
  return (
    <p className="table__event table__event--lost" role="status">
      The game stands still for a moment: the server cannot save just now. Nothing is lost.
    </p>
  );
}
