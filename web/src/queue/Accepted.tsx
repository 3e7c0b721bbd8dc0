/** How many of how many have accepted; not who. */
export function Accepted({ accepted, needed }: { accepted: number; needed: number }) {
  const seats = Array.from({ length: needed }, (_, seat) => seat);
  return (
    <div className="accepted">
      <div className="accepted__seats" aria-hidden="true">
        {seats.map((seat) => (
          <span key={seat} className={`accepted__seat ${seat < accepted ? 'accepted__seat--on' : ''}`} />
        ))}
      </div>
      <p className="numbers" role="status">
        {accepted} of {needed} accepted
      </p>
    </div>
  );
}
