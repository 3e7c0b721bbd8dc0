/** How many of how many have accepted, as lamps that are lit; not who. */
export function Accepted({ accepted, needed }: { accepted: number; needed: number }) {
  const seats = Array.from({ length: needed }, (_, seat) => seat);
  return (
    <div className="accepted">
      <div className="accepted__seats" aria-hidden="true">
        {seats.map((seat) => (
          <svg
            key={seat}
            className={`accepted__seat ${seat < accepted ? 'accepted__seat--on' : ''}`}
            viewBox="0 0 32 44"
            aria-hidden="true"
          >
            <path className="accepted__handle" d="M9 14q0-11 7-11t7 11" />
            <rect className="accepted__glass" x="5" y="14" width="22" height="23" rx="7" />
            <path className="accepted__flame" d="M16 18q6 6 5 11a5 5 0 0 1-10 0q0-4 5-11z" />
            <path className="accepted__foot" d="M7 37h18v4h-18z" />
          </svg>
        ))}
      </div>
      <p className="numbers" role="status">
        {accepted} of {needed} accepted
      </p>
    </div>
  );
}
