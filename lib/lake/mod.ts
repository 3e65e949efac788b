export { indexFolder, openRun } from "./id_run.ts";
export { canonicalJson } from "./canonical_json.ts";
export {
  type ChangedWindow,
  changedWindows,
  type Changes,
} from "./changed_windows.ts";
export {
  compactFiles,
  type CompactOptions,
  type Compactor,
  type Merged,
} from "./compact_files.ts";
export { crc32c } from "./crc32c.ts";
export {
  eventKinds,
  type EventSchema,
  eventSchema,
  type EventSpec,
  type Field,
  type FieldType,
  type KindSchema,
} from "./event_schema.ts";
export {
  type Hashed,
  type IdIndex,
  type IdIndexOptions,
  openIdIndex,
} from "./id_index.ts";
export {
  type Fate,
  type Incoming,
  type Intake,
  intake,
  type IntakeCounts,
  quarantineKind,
  type Refused,
  resolutionKind,
  unknownSystem,
} from "./intake.ts";
export {
  firstInstant,
  type IntakeRules,
  judgeEvent,
  type Judgement,
} from "./judge_event.ts";
export { type Misfit } from "./judge_field.ts";
export {
  type ClientCounts,
  type EventClient,
  eventClient,
  type EventClientOptions,
  type SentEvent,
} from "./event_client.ts";
export { type LakeEvent, toDraft } from "./lake_event.ts";
export {
  type Lake,
  type LakeEngine,
  type LakeOptions,
  type LakeState,
  openLakeOn,
} from "./lake.ts";
export { type EventLog, type LogOptions, openLog } from "./log.ts";
export {
  baseLine,
  filesOf,
  type GoneRows,
  goneRows,
  lastSealed,
  type Manifest,
  type ManifestAct,
  type ManifestFile,
  type ManifestLine,
  manifestPath,
  type OpenManifest,
  openManifest,
  parseManifest,
  readManifest,
  replaceManifest,
} from "./manifest.ts";
export {
  isPartitionName,
  type Partition,
  partitionFolder,
  partitionSpan,
  utcDay,
} from "./partition.ts";
export {
  type Draft,
  memberText,
  type PayloadHead,
  payloadText,
  readHead,
} from "./payload.ts";
export {
  judgeBody,
  type Received,
  receiveEvents,
  type ReceiveOptions,
} from "./receive_events.ts";
export {
  type Damage,
  encodeRecords,
  nextRecord,
  recordHeader,
  recordLimit,
  type Scan,
  scanRecords,
} from "./record.ts";
export {
  JsonFault,
  type JsonLimits,
  type JsonMark,
  type JsonValue,
  NumberLiteral,
  scanJson,
  type ScannedJson,
} from "./scan_json.ts";
export {
  type LogReplayOptions,
  type Replayed,
  replayLog,
} from "./replay_log.ts";
export { retainFiles, type Retention, sweepFiles } from "./retain_files.ts";
export { type LateSelection, takeLate } from "./take_late.ts";
export {
  beginEra,
  readEras,
  type SchemaEra,
  schemaPath,
  schemasOf,
} from "./schema_log.ts";
export { type SealGroup, type SealSplit } from "./seal_groups.ts";
export {
  type PartitionWriter,
  publish,
  type SealOptions,
  sealSegments,
  sha256,
  type WrittenFile,
} from "./seal.ts";
export {
  listSegments,
  readSegment,
  repairSegment,
  scanSegment,
  type SegmentContent,
  segmentFolder,
  segmentPath,
} from "./segment.ts";
export { type AppendFile, type ReadFile, type Storage } from "./storage.ts";
