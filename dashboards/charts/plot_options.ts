/** Where a chart is drawn. */
export interface PlotOptions {
  /** CSS pixels. */
  readonly width: number;
  /** What makes elements; linkedom's on the server. */
  readonly document: Document;
}
