// swift-tools-version: 6.2
import PackageDescription

/// Bulkhead's core: values in, values out. The dependency list is empty and stays empty.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

/// A span stored in a `~Escapable` struct needs the Lifetimes flag: the byte reader alone has it.
let lifetimes: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

let package = Package(
  name: "Core",
  products: [
    .library(name: "Access", targets: ["Access"]),
    .library(name: "Authorization", targets: ["Authorization"]),
    .library(name: "Baselines", targets: ["Baselines"]),
    .library(name: "Engine", targets: ["Engine"]),
    .library(name: "Bytes", targets: ["Bytes"]),
    .library(name: "Captures", targets: ["Captures"]),
    .library(name: "Inventory", targets: ["Inventory"]),
    .library(name: "JSON", targets: ["JSON"]),
    .library(name: "Indicators", targets: ["Indicators"]),
    .library(name: "Ledger", targets: ["Ledger"]),
    .library(name: "Logs", targets: ["Logs"]),
    .library(name: "Reports", targets: ["Reports"]),
    .library(name: "PlantCalendar", targets: ["PlantCalendar"]),
    .library(name: "PlantSimulator", targets: ["PlantSimulator"]),
    .library(name: "Detection", targets: ["Detection"]),
    .library(name: "Packets", targets: ["Packets"]),
    .library(name: "Protocols", targets: ["Protocols"]),
    .library(name: "Streams", targets: ["Streams"]),
    .library(name: "Vocabulary", targets: ["Vocabulary"]),
    .library(name: "WatchRecords", targets: ["WatchRecords"]),
  ],
  targets: [
    .target(name: "Vocabulary", swiftSettings: strict),
    .target(name: "Bytes", swiftSettings: lifetimes),
    .target(name: "Captures", dependencies: ["Bytes", "Vocabulary"], swiftSettings: strict),
    .target(name: "Packets", dependencies: ["Bytes", "Vocabulary"], swiftSettings: strict),
    .target(name: "Streams", dependencies: ["Packets", "Vocabulary"], swiftSettings: strict),
    .target(
      name: "Protocols", dependencies: ["Bytes", "Packets", "Streams", "Vocabulary"], swiftSettings: strict),
    .target(name: "Inventory", dependencies: ["Vocabulary"], swiftSettings: strict),
    .target(name: "Detection", dependencies: ["Vocabulary"], swiftSettings: strict),
    .target(name: "JSON", swiftSettings: strict),
    .target(name: "Indicators", dependencies: ["JSON", "Vocabulary"], swiftSettings: strict),
    .target(name: "Logs", dependencies: ["Bytes", "JSON", "Vocabulary"], swiftSettings: strict),
    .target(name: "Ledger", dependencies: ["JSON", "Vocabulary"], swiftSettings: strict),
    .target(
      name: "Reports", dependencies: ["Bytes", "Detection", "Inventory", "JSON", "Vocabulary"],
      swiftSettings: strict),
    .target(
      name: "Engine",
      dependencies: [
        "Captures", "Detection", "Indicators", "Inventory", "Logs", "Packets", "Protocols", "Reports",
        "Streams",
        "Vocabulary",
      ], swiftSettings: strict),
    .target(
      name: "Access", dependencies: ["Authorization", "JSON"],
      resources: [.embedInCode("Policies")], swiftSettings: strict),
    .target(name: "Authorization", dependencies: ["JSON"], swiftSettings: strict),
    .target(
      name: "Baselines", dependencies: ["PlantCalendar", "Vocabulary"], swiftSettings: strict),
    .target(
      name: "PlantCalendar", dependencies: ["Inventory", "JSON", "Vocabulary"], swiftSettings: strict),
    .target(name: "PlantSimulator", dependencies: ["JSON", "Vocabulary"], swiftSettings: strict),
    .target(name: "WatchRecords", dependencies: ["JSON", "Vocabulary"], swiftSettings: strict),
    .testTarget(name: "AuthorizationTests", dependencies: ["Authorization", "JSON"], swiftSettings: strict),
    .testTarget(
      name: "AccessTests", dependencies: ["Access", "Authorization", "Vocabulary"], swiftSettings: strict),
    .testTarget(
      name: "BaselinesTests", dependencies: ["Baselines", "PlantCalendar", "Vocabulary"],
      swiftSettings: strict),
    .testTarget(name: "BytesTests", dependencies: ["Bytes"], swiftSettings: strict),
    .testTarget(name: "CapturesTests", dependencies: ["Captures", "Vocabulary"], swiftSettings: strict),
    .testTarget(name: "InventoryTests", dependencies: ["Inventory", "Vocabulary"], swiftSettings: strict),
    .testTarget(name: "DetectionTests", dependencies: ["Detection", "Vocabulary"], swiftSettings: strict),
    .testTarget(name: "MessagesTests", dependencies: ["Reports", "Vocabulary"], swiftSettings: strict),
    .testTarget(
      name: "EngineTests",
      dependencies: [
        "Bytes", "Captures", "Engine", "Indicators", "Inventory", "Logs", "Packets", "PlantSimulator",
        "Reports",
        "Streams", "Vocabulary",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "IndicatorsTests", dependencies: ["Indicators", "Vocabulary"], swiftSettings: strict),
    .testTarget(
      name: "LedgerTests", dependencies: ["Bytes", "JSON", "Ledger", "Vocabulary"], swiftSettings: strict),
    .testTarget(
      name: "LogsTests", dependencies: ["Bytes", "JSON", "Logs", "Vocabulary"], swiftSettings: strict),
    .testTarget(
      name: "WatchRecordsTests",
      dependencies: ["Captures", "Engine", "PlantSimulator", "Vocabulary", "WatchRecords"],
      swiftSettings: strict),
    .testTarget(name: "JSONTests", dependencies: ["JSON"], swiftSettings: strict),
    .testTarget(
      name: "PlantCalendarTests", dependencies: ["Inventory", "PlantCalendar", "Vocabulary"],
      swiftSettings: strict),
    .testTarget(
      name: "PlantSimulatorTests", dependencies: ["Captures", "PlantSimulator", "Vocabulary"],
      swiftSettings: strict),
    .testTarget(
      name: "ProtocolsTests", dependencies: ["Bytes", "Protocols", "Streams", "Vocabulary"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
