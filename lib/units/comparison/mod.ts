export { offlineOnline } from "./offline_online.ts";
