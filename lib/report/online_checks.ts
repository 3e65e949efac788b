import { anything, type Check, check, noSign } from "../check/mod.ts";
import {
  concentration,
  concentrationExcess,
  concentrationTrend,
  explorationShare,
  offlineOnline,
} from "../units/mod.ts";
import type { ReportRoles } from "./roles.ts";

/** What is asked of answers that were shown: whether the offline metric holds online, and whether the model feeds on itself. */
export function onlineChecks(roles: ReportRoles): Check[] {
  const { version, query, score, label, click, item, explored, entity, time } =
    roles;
  const info = { severity: "info" } as const;
  return [
    ...(version !== undefined && query !== undefined && score !== undefined &&
        label !== undefined && click !== undefined
      ? [
        check(
          offlineOnline,
          { version, query, score, label, click },
          anything,
          info,
        ),
      ]
      : []),
    ...(item !== undefined
      ? [check(concentration, { item }, anything, info)]
      : []),
    ...(explored !== undefined
      ? [check(explorationShare, { explored }, anything, info)]
      : []),
    ...(item !== undefined && explored !== undefined && entity !== undefined
      ? [
        check(
          concentrationExcess,
          { item, explored, entity },
          anything,
          info,
        ),
        ...(time === undefined ? [] : [
          check(
            concentrationTrend,
            { item, explored, entity, time },
            noSign(),
            { severity: "warn" },
          ),
        ]),
      ]
      : []),
  ];
}
