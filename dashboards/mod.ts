export { newDocument } from "./draw.ts";
export { drift } from "./drift.ts";
export { explore } from "./explore.ts";
export { feedback } from "./feedback.ts";
export { layout, type LayoutOptions } from "./layout.ts";
export { offlineOnline } from "./offline_online.ts";
export { overview } from "./overview.ts";
export type {
  Answer,
  Ask,
  Page,
  PageContext,
  PageMaker,
  Panel,
  Section,
} from "./page.ts";
export { renderPage, renderSection, widths } from "./render_page.ts";
export { reports } from "./reports.ts";
export type { PlotOptions } from "./charts/plot_options.ts";
