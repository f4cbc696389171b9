interface Props {
  readonly value: number;
  readonly max: number;
  /** What is measured. */
  readonly label: string;
  /** The value as text, such as `1.2 GiB of 4 GiB`. */
  readonly text: string;
  readonly tone?: 'normal' | 'warn' | 'bad' | 'plain';
}

/** A bar against a limit. */
export const Meter = ({ value, max, label, text, tone = 'normal' }: Props) => {
  const percent = max > 0 ? Math.min(100, Math.max(0, (value / max) * 100)) : 0;
  return (
    <div
      className={`pj-meter pj-meter-${tone}`}
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(percent)}
      aria-valuetext={text}
    >
      <span style={{ width: `${percent}%` }} />
    </div>
  );
};

/** The tone of a bar that should not become full. */
export const fullness = (value: number, max: number): 'normal' | 'warn' | 'bad' => {
  const share = max > 0 ? value / max : 0;
  if (share >= 0.95) return 'bad';
  return share >= 0.8 ? 'warn' : 'normal';
};
