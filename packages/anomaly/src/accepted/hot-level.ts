/**
 * A place's score, in standard deviations of normal frames', above which it has to be accounted for:
 * what is left below it never reaches a threshold.
 */
export const hotLevel = 1.5;
