/**
 * Numbers that are held at once: of one tensor, of a file's tensors together, of all that a step takes
 * and gives. 1 GiB of float32; what claims more is damaged, or made to fill the memory.
 */
export const mostElements = 2 ** 28;
