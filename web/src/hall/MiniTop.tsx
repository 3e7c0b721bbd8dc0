import type { MiniShape } from '../games/Glimpse.ts';

/** The table itself, from afar: each game has its own, so that one knows it before one reads. */
export function MiniTop({ shape }: { shape: MiniShape }) {
  return (
    <svg className="mini__table" viewBox="0 0 160 90" aria-hidden="true">
      {shape === 'stadium' ? (
        <>
          <rect className="mini__rim" x="17" y="27" width="126" height="54" rx="27" />
          <rect className="mini__felt" x="20.5" y="27.5" width="119" height="49" rx="24.5" />
          <rect className="mini__seam" x="26" y="32" width="108" height="40" rx="20" />
        </>
      ) : (
        <>
          <ellipse className="mini__rim" cx="80" cy="54" rx="60" ry="27" />
          <ellipse className="mini__felt" cx="80" cy="52" rx="56.5" ry="24.5" />
          {shape === 'ring' && <ellipse className="mini__way" cx="80" cy="51" rx="47" ry="18.5" />}
        </>
      )}
    </svg>
  );
}
