// swift-tools-version: 6.2
import PackageDescription

/// Fuzz targets over Core; `Fuzz/run` builds and runs them. A package of its own, because its executable has
/// libFuzzer's entry in place of one of its own: `swift build --sanitize fuzzer`.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "Fuzz",
  dependencies: [.package(path: "../Core")],
  targets: [
    .executableTarget(
      name: "BulkheadFuzz",
      dependencies: [
        .product(name: "Authorization", package: "Core"),
        .product(name: "Bytes", package: "Core"), .product(name: "Captures", package: "Core"),
        .product(name: "Engine", package: "Core"), .product(name: "Ledger", package: "Core"),
        .product(name: "Indicators", package: "Core"), .product(name: "JSON", package: "Core"),
        .product(name: "Packets", package: "Core"),
        .product(name: "PlantSimulator", package: "Core"), .product(name: "Protocols", package: "Core"),
        .product(name: "Reports", package: "Core"), .product(name: "Streams", package: "Core"),
        .product(name: "Vocabulary", package: "Core"),
      ], swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])])
  ],
  swiftLanguageModes: [.v6]
)
