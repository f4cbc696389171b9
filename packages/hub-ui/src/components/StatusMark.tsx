/** How a state feels, which chooses colour and shape together. */
export type Tone = 'ok' | 'quiet' | 'off' | 'busy' | 'bad';

const shape = (tone: Tone) => {
  switch (tone) {
    case 'ok':
      return <circle cx="7" cy="7" r="5" fill="currentColor" />;
    case 'quiet':
      return (
        <>
          <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" />
          <circle cx="7" cy="7" r="2.2" fill="currentColor" />
        </>
      );
    case 'off':
      return <circle cx="7" cy="7" r="5" fill="none" stroke="currentColor" strokeWidth="1.8" />;
    case 'busy':
      return (
        <path
          className="pj-turning"
          d="M7 2a5 5 0 1 1-5 5"
          fill="none"
          stroke="currentColor"
          strokeWidth="2"
          strokeLinecap="round"
        />
      );
    case 'bad':
      return (
        <path
          d="M7 1.8 13 12.4H1z"
          fill="currentColor"
          stroke="currentColor"
          strokeWidth="1.2"
          strokeLinejoin="round"
        />
      );
  }
};

/** A state as word, colour and shape: no one has to tell colours apart to read it. */
export const StatusMark = ({ tone, label }: { readonly tone: Tone; readonly label: string }) => (
  <span className={`pj-status pj-status-${tone}`}>
    <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true" focusable="false">
      {shape(tone)}
    </svg>
    {label}
  </span>
);
