/** A part of a split: to learn from, to choose with, to judge by once. */
export type PartName = "train" | "validation" | "test";

/** The parts in the order of their use. */
export const PARTS: readonly PartName[] = ["train", "validation", "test"];
