export { crc32c } from "./crc32c.ts";
export {
  type EventLog,
  type LakeEvent,
  type LogOptions,
  openLog,
} from "./log.ts";
export {
  appendManifest,
  type ManifestFile,
  type ManifestLine,
  manifestPath,
  readManifest,
  repairManifest,
} from "./manifest.ts";
export {
  isPartitionName,
  type Partition,
  partitionFolder,
  utcDay,
} from "./partition.ts";
export {
  encodeRecords,
  recordHeader,
  recordLimit,
  type Scan,
  scanRecords,
} from "./record.ts";
export {
  type PartitionWriter,
  publish,
  sealSegments,
  type WrittenFile,
} from "./seal.ts";
export {
  listSegments,
  readSegment,
  repairSegment,
  segmentFolder,
  segmentPath,
} from "./segment.ts";
export { type AppendFile, type Storage } from "./storage.ts";
