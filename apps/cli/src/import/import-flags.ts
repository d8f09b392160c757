/** `presage import` as it was typed. */
export interface ImportFlags {
  readonly model: string;
  /** Width, height. */
  readonly size?: readonly number[];
  /** Channels, then sizes, height first. */
  readonly shape?: readonly number[];
  /** A path. */
  readonly spec?: string;
  readonly weights?: string;
  readonly gates?: string;
  /** Added to the bias of the forget gates. */
  readonly forgetBias?: number;
  readonly states?: Readonly<Record<string, string>>;
  readonly yes?: true;
  readonly constant?: readonly string[];
  readonly input?: string;
  readonly dimension?: readonly string[];
  readonly frames?: 'gray8' | 'rgb24';
  readonly frameRate?: number;
  readonly target?: 'next' | 'same' | 'none';
  readonly patch?: number;
  /** What black and white are to the network. */
  readonly elements?: readonly [number, number];
  /** One number, or one a channel. */
  readonly mean?: readonly number[];
  readonly deviation?: readonly number[];
  readonly warmUp?: number;
}
