export { canonicalJson } from "./canonical_json.ts";
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
  unknownSystem,
} from "./intake.ts";
export {
  firstInstant,
  type IntakeRules,
  judgeEvent,
  type Judgement,
} from "./judge_event.ts";
export { type Misfit } from "./judge_field.ts";
export { type LakeEvent, toDraft } from "./lake_event.ts";
export {
  type Lake,
  type LakeOptions,
  type LakeState,
  openLakeOn,
  type OpenWriter,
} from "./lake.ts";
export { type EventLog, type LogOptions, openLog } from "./log.ts";
export {
  filesOf,
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
export { receive, type Received, type ReceiveOptions } from "./receive.ts";
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
  beginEra,
  readEras,
  type SchemaEra,
  schemaPath,
  schemasOf,
} from "./schema_log.ts";
export {
  type PartitionWriter,
  publish,
  type SealGroup,
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
