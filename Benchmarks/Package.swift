// swift-tools-version: 6.2
import PackageDescription

/// What a packet costs, stage by stage. A package of its own, because it counts calls of malloc.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let core = [
  "Captures", "Detection", "Engine", "Inventory", "Packets", "PlantSimulator", "Protocols", "Reports",
  "Streams", "Vocabulary",
]

let package = Package(
  name: "Benchmarks",
  dependencies: [.package(path: "../Core")],
  targets: [
    .target(name: "CAllocations", swiftSettings: strict),
    .executableTarget(
      name: "Benchmarks",
      dependencies: ["CAllocations"] + core.map { .product(name: $0, package: "Core") }, swiftSettings: strict
    ),
    // Two of its files are links: the naive evaluator of Core's tests answers beside the measured one.
    .executableTarget(
      name: "DecisionBenchmark",
      dependencies: ["CAllocations", .product(name: "Authorization", package: "Core")],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
