/** A place's score, in standard deviations, above which it has to be accounted for. */
export const hotLevel = 3;
